"""The demo story as evaluation sees it: its ballots played to its world, and its items."""

from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cache

from demo.steps import Step, Story, load_story
from services.evaluation.domain.ballot.ballot import Ballot
from shared.language.calendar import SHANGHAI, local_day
from shared.language.contracts.evaluation import CastVote, RecuseFromBallot
from shared.language.contracts.handling import Answer, Decline, Extension, ItemSnapshot, Supervised
from tests.unit.evaluation.builders import answer, deputy, item
from tests.unit.evaluation.world import EvaluationWorld

CHOICES = {"满意": "satisfied", "基本满意": "basically", "不满意": "dissatisfied", "弃权": "abstained"}
STORY: Story = load_story()
STORY_FAST_LANE = "D210"


def steps(thing: str, action: str, id: str | None = None) -> list[Step]:
    return [s for s in STORY.steps if (s.thing, s.action) == (thing, action) and id in (None, s.id)]


def first(thing: str, action: str, id: str) -> Step:
    return steps(thing, action, id)[0]


@cache
def ballots() -> dict[str, Ballot]:
    """The story's ballots, closed with its votes."""
    return {opening.id: _played(opening) for opening in steps("ballot", "open")}


def _played(opening: Step) -> Ballot:
    rated = items()[opening.data["item"]]
    round = opening.data["round"]
    on = rated.model_copy(update={"round": round, "answers": rated.answers[:round], "state": "answered"})
    world = EvaluationWorld()
    id = world.opens(opening.at, on.model_copy(update={"topic_id": None}))
    for step in steps("ballot", "recuse", opening.id):
        keeps_out = RecuseFromBallot(ballot_id=id, deputy_id=step.actor, reason=step.note)
        world.must(step.at, deputy(step.actor), keeps_out)
    for step in steps("ballot", "vote", opening.id):
        process, result = CHOICES[step.data["process"]], CHOICES[step.data["result"]]
        reason = step.data.get("reason", "")
        vote = CastVote(ballot_id=id, process=process, result=result, reason=reason)
        world.must(step.at, deputy(step.actor), vote)
    world.advance(world.ballot(id).closes_at)
    return world.ballot(id)


@cache
def items() -> dict[str, ItemSnapshot]:
    """The items as handling leaves them, the fast-lane one included."""
    seven = {step.id: _item(step) for step in steps("item", "assign")}
    lane = first("submission", "fast_lane", STORY_FAST_LANE)
    answered = first("item", "answer", lane.data["item"])
    f1 = item(
        lane.data["item"],
        state="archived",
        fast_lane=True,
        submission_ids=(lane.id,),
        assigned_at=lane.at,
        answers=(answer("A", published_at=answered.at),),
    )
    return {**seven, f1.item_id: f1}


def _item(assigned: Step) -> ItemSnapshot:
    id = assigned.id
    extended = steps("item", "approve_extension", id)
    answers = tuple(_answer(step, round) for round, step in enumerate(steps("item", "answer", id), 1))
    return item(
        id,
        state="satisfied",
        submission_ids=tuple(assigned.data["submissions"]),
        topic_id=assigned.data["topic"],
        meeting_id="M1",
        assigned_at=assigned.at,
        declines=tuple(
            Decline(department="transport", held_since=assigned.at, reason=s.note, at=s.at)
            for s in steps("item", "decline", id)
        ),
        hops=len(steps("item", "consent_decline", id)),
        redesignations=len(steps("item", "redesignate", id)),
        extensions=tuple(
            Extension(reason="等配件", until=s.data["due"], asked_at=s.at, decided_at=s.at, approved=True)
            for s in extended
        ),
        answers=answers,
        round=len(answers),
        supervisions=tuple(_supervised(id)),
    )


def _answer(step: Step, round: int) -> Answer:
    return answer(
        step.data["result_class"],
        round,
        published_at=step.at,
        late=step.data.get("late", False),
        promise_id=step.data.get("promise"),
    )


def _supervised(id: str) -> Iterable[Supervised]:
    acts = {
        local_day(s.at): kind
        for action, kind in (("urge", "urge"), ("escalate", "escalation"))
        for s in steps("item", action, id)
    }
    # Newest first, to see that the figures put them in order.
    for day in sorted(map(date.fromisoformat, STORY.expected["reminders"].get(id, ())), reverse=True):
        yield Supervised(
            kind=acts.get(day, "reminder"), at=datetime.combine(day, time(9), SHANGHAI), by="system"
        )
