"""The copies that evaluation has of everybody's things at the end of the demo story."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from services.evaluation.domain.alarm.alarm import A_BUT_DISSATISFIED
from services.evaluation.domain.alarm.raising import diverges
from services.evaluation.domain.figures import Material
from services.evaluation.domain.rating.giving import RatingFacts
from services.evaluation.domain.rating.rating import Rating
from services.evaluation.domain.rating.table import RATING_TABLE
from shared.kernel.messages.base import Bilingual
from shared.language.behaviour import Moved
from shared.language.contracts.evaluation import (
    AlarmSnapshot,
    BallotSnapshot,
    CitizenRatingSnapshot,
    GiveRating,
)
from shared.language.contracts.handling import PromiseSnapshot
from shared.language.contracts.intake import SubmissionSnapshot, TopicSnapshot
from shared.language.contracts.scheduling import AgendaEntry, MeetingSnapshot, VisitSnapshot
from tests.unit.evaluation.builders import CITIZEN, SECRET, situation, submission
from tests.unit.evaluation.story import STORY, ballots, first, items, steps


def submissions() -> Iterable[SubmissionSnapshot]:
    """Every submission with what its raiser was told."""
    rejected = {s.id for s in steps("submission", "reject")}
    for step in steps("submission", "submit"):
        told = [s for s in steps("item", "answer") if step.id in s.data["tell"]]
        answers = [
            {"item_id": s.id, "round": 1, "result_class": s.data["result_class"], "text": s.note, "at": s.at}
            for s in told
        ]
        refused = {"state": "rejected", "refused_reason": "private_dispute"} if step.id in rejected else {}
        yield submission(step.id, submitted_at=step.at, answers=answers, **refused)


def topics() -> Iterable[TopicSnapshot]:
    """The five topics."""
    for step in steps("topic", "create"):
        yield TopicSnapshot(
            topic_id=step.id,
            state="closed",
            title=step.data["title"],
            text="",
            origin="government" if step.actor == "head-1" else "deputy",
            lead_id=step.actor,
            submission_ids=tuple(STORY.topics[step.id]["submissions"]),
            created_at=step.at,
        )


def meetings() -> Iterable[MeetingSnapshot]:
    """Two held, and the one that comes after the story."""
    days = {"M1": date(2026, 9, 14), "M2": date(2026, 9, 22), "M3": date(2026, 11, 24)}
    for id, day in days.items():
        held = steps("meeting", "hold", id)
        on_agenda = first("meeting", "freeze", id).data.get("agenda", ["I2"])
        agenda = tuple(
            AgendaEntry(
                kind="topic" if point in STORY.topics else "item", id=point, title=point, why="proposed"
            )
            for point in on_agenda
        )
        yield MeetingSnapshot(
            meeting_id=id,
            kind="regular",
            state="x",
            day=day,
            agenda=agenda,
            held_at=held[0].at if held else None,
        )


def visits() -> Iterable[VisitSnapshot]:
    """Both visits."""
    for step in steps("visit", "plan"):
        done = first("visit", "done", step.id)
        yield VisitSnapshot(
            visit_id=step.id,
            state="done",
            topic_id=step.data["topic"],
            day=step.data["date"],
            lead_id=step.actor,
            done_at=done.at,
        )


def promises() -> Iterable[PromiseSnapshot]:
    """What B and C answers promised, kept or open."""
    for step in (s for s in steps("item", "answer") if "promise" in s.data):
        kept = steps("promise", "fulfil", step.data["promise"])
        yield PromiseSnapshot(
            promise_id=step.data["promise"],
            item_id=step.id,
            state="fulfilled" if kept else "open",
            text=step.data["plan"],
            result_class=step.data["result_class"],
            owner=step.data["owner"],
            due_on=step.data["due"],
            first_due_on=step.data["due"],
            made_at=step.at,
        )


def ratings() -> Iterable[CitizenRatingSnapshot]:
    """The raisers' latest ratings."""
    latest: dict[str, Rating] = {}
    known = {s.submission_id: s for s in submissions()}
    for step in steps("submission", "citizen_rating"):
        command = GiveRating(
            submission_id=step.id,
            proof=SECRET,
            satisfied=step.data["satisfied"],
            reason=step.note,
        )
        at = situation(CITIZEN, step.at, RatingFacts(known[step.id]))
        decision = RATING_TABLE.decide(latest.get(step.id), command, at)
        assert isinstance(decision, Moved)
        latest[step.id] = decision.after
    return (CitizenRatingSnapshot.model_validate(rating) for rating in latest.values())


def alarms() -> Iterable[AlarmSnapshot]:
    """One for each ballot that contradicts its answer."""
    for ballot in ballots().values():
        if diverges(ballot, items()[ballot.item_id]):
            yield AlarmSnapshot(
                alarm_id=f"alarm-{ballot.ballot_id}",
                kind=A_BUT_DISSATISFIED,
                item_id=ballot.item_id,
                round=ballot.round,
                raised_at=ballot.closes_at + timedelta(hours=9),
                why=Bilingual(zh="背离", en="divergence"),
            )


@cache
def everything() -> Material:
    """All of it, at the end of the story."""
    return Material(
        submissions=tuple(submissions()),
        topics=tuple(topics()),
        meetings=tuple(meetings()),
        visits=tuple(visits()),
        items=tuple(items().values()),
        promises=tuple(promises()),
        ballots=tuple(BallotSnapshot.model_validate(ballot) for ballot in ballots().values()),
        ratings=tuple(ratings()),
        alarms=tuple(alarms()),
    )
