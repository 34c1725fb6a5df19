"""The demo story as far as handling sees it: every step of it, over the real tables and use cases."""

from datetime import timedelta

import pytest

from demo.mapping import COMMANDS, actor_of
from demo.names import Names
from demo.steps import Step, Story, load_story
from services.handling.domain.item.item import Item
from shared.language.calendar import SHANGHAI, local_day
from shared.language.contracts.evaluation import (
    AxisCount,
    BallotClosed,
    BallotOpened,
    BallotResult,
    BallotSnapshot,
)
from shared.language.contracts.handling import PlanProject
from shared.language.contracts.intake import SubmissionFastLaned
from shared.language.contracts.scheduling import Outcome
from tests.unit.handling.world import OFFICE, HandlingWorld, meeting, submission

HANDLINGS_THINGS = ("item", "promise", "project")


class Told:
    """The story, told to a world of handling alone: what other services would say is said for them."""

    def __init__(self, late_by: timedelta) -> None:
        self.story: Story = load_story()
        self.world = HandlingWorld(late_by=late_by)
        self.names = Names()
        for name in self.story.submissions:
            self.names.ids[name] = name
        self.world.knows("submission", *map(submission, self.story.submissions))
        for name, item in self.story.items.items():
            self.names.outcomes[name] = f"outcome-{name}"
            outcome = Outcome(outcome_id=f"outcome-{name}", title=item["title"], topic_id=item["topic"])
            self.world.knows("meeting", meeting([outcome], id=f"meeting-of-{name}"))
        for project in self.story.projects:
            plan = PlanProject(
                title=project["title"], department=project["department"], leader=project["leader"]
            )
            event = self.world.must(self.story.steps[0].at, OFFICE, plan)
            self.names.ids[project["id"]] = self.world.snapshot_of(event).project_id
        for step in self.story.steps:
            self._take(step)
        self.world.advance(self.story.steps[-1].at)

    def item(self, name: str) -> Item:
        """The item behind a name of the story."""
        return self.world.item(self.names.of(name))

    def _take(self, step: Step) -> None:
        if step.thing == "ballot" and step.action in ("open", "close"):
            self._ballot(step)
        elif (step.thing, step.action) == ("submission", "fast_lane"):
            small = submission(step.id, "fast_lane", step.data["department"])
            self.world.hears(step.at, SubmissionFastLaned(submission=small))
            self.names.ids[step.data["item"]] = self.world.snapshot_of(self.world.events[-1]).item_id
        elif step.thing in HANDLINGS_THINGS and not step.is_effect:
            self._command(step)

    def _command(self, step: Step) -> None:
        command = COMMANDS[step.thing, step.action](step, self.names, self.story)
        event = self.world.must(step.at, actor_of(step.actor), command)
        snapshot = self.world.snapshot_of(event)
        if step.action == "assign":
            self.names.ids[step.id] = snapshot.item_id
        if "promise" in step.data:
            self.names.ids[step.data["promise"]] = snapshot.answers[-1].promise_id

    def _ballot(self, step: Step) -> None:
        opening = next(s for s in self.story.steps if s.id == step.id and s.action == "open")
        closing = next(s for s in self.story.steps if s.id == step.id and s.action == "close")
        item = self.item(opening.data["item"])
        ballot = BallotSnapshot(
            ballot_id=step.id,
            item_id=item.item_id,
            item_title=item.title,
            round=opening.data["round"],
            state="open",
            entitled=self.story.deputies,
            opened_at=opening.at,
            closes_at=closing.at,
        )
        if step.action == "open":
            self.world.hears(step.at, BallotOpened(ballot=ballot))
            return
        result = BallotResult(outcome=step.data["result"], process=AxisCount(), result=AxisCount())
        closed = ballot.model_copy(update={"state": "closed", "result": result})
        self.world.hears(step.at + timedelta(minutes=3), BallotClosed(ballot=closed))


@pytest.fixture(
    scope="module",
    params=[timedelta(), timedelta(minutes=2)],
    ids=["timers_on_the_dot", "timers_two_minutes_late"],
)
def told(request: pytest.FixtureRequest) -> Told:
    return Told(request.param)


@pytest.mark.parametrize(
    ("name", "answered_in"),
    [("I1", 29), ("I2", 20), ("I3", 36), ("I4", 30), ("I5", 38), ("I6", 39), ("I7", 22)],
)
def test_days_from_the_first_assignment_to_the_first_answer(told: Told, name: str, answered_in: int) -> None:
    item = told.item(name)
    assert (local_day(item.answers[0].published_at) - local_day(item.assigned_at)).days == answered_in


def test_due_dates_are_those_of_the_story(told: Told) -> None:
    names = ("I1", "I2", "I3", "I4", "I5", "I6", "I7")
    in_force = {name: told.item(name).answers[0].due_on.isoformat() for name in names}
    assert in_force == {
        "I1": "2026-12-24",
        "I2": "2026-12-24",
        "I3": "2026-12-24",
        "I4": "2026-10-08",
        "I5": "2026-10-30",
        "I6": "2026-12-24",
        "I7": "2026-12-24",
    }
    assert told.item("I2").answers[1].due_on.isoformat() == "2026-11-30"


def test_only_the_pump_is_answered_late(told: Told) -> None:
    late = {name for name in told.names.ids if name[0] in "IF" and told.item(name).answers[0].late}
    assert late == {"I4"}
    assert not told.item("I2").answers[1].late


def test_the_ladder_acts_on_the_days_of_the_story_at_nine(told: Told) -> None:
    ladder = ("reminder", "urge", "escalation")
    acted: dict[str, list[str]] = {}
    for name in told.names.ids:
        if name[0] not in "IF":
            continue
        for act in told.item(name).supervisions:
            if act.kind in ladder:
                acted.setdefault(name, []).append(f"{act.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}")
    expected = told.story.expected["reminders"]
    assert acted == {name: [f"{day} 09:00" for day in days] for name, days in expected.items()}


def test_the_pump_is_urged_one_and_escalated_five_working_days_late(told: Told) -> None:
    acts = {act.kind: act for act in told.item("I4").supervisions if act.working_days_late is not None}
    assert acts["urge"].working_days_late == 1
    assert acts["escalation"].working_days_late == 5
    assert acts["escalation"].to == ("head", "presidium")


def test_nobody_is_silent_for_too_long(told: Told) -> None:
    assert "item.stalled" not in told.world.types()


def test_whoever_else_is_waited_for_hears_of_it_on_the_days_of_the_story(told: Told) -> None:
    back = {id: name for name, id in told.names.ids.items()}
    heard: dict[str, set[str]] = {}
    for event in told.world.events:
        thing = told.world.snapshot_of(event)
        name = back.get(getattr(thing, f"{event.entity()}_id"), "")
        for one in thing.waiting:
            if one.called and one.what != "answer":
                day = f"{one.called.at.astimezone(SHANGHAI):%m-%d}"
                heard.setdefault(f"{name} {one.what}", set()).add(day)
    assert {what: sorted(days) for what, days in heard.items()} == {
        "I3 receipt": ["09-29", "10-03"],
        "I4 co_opinion": ["09-30", "10-13", "10-20"],
        "I5 co_opinion": ["09-30", "10-12", "10-19", "10-26"],
        "I6 co_opinion": ["10-27"],
        "I2 take_up_redo": ["10-29"],
        "PR1 keep_promise": ["11-11"],
        "PR2 keep_promise": ["11-06", "11-12"],
        "P1 report_project": ["10-15", "10-21", "10-22", "10-23", "10-29", "11-05", "11-12"],
    }


def test_answers_name_the_co_handlers_who_were_late_with_their_opinion(told: Told) -> None:
    late = {name: told.item(name).answers[0].opinions_missing for name in ("I2", "I3", "I4", "I5", "I6")}
    assert late == {"I2": (), "I3": (), "I4": ("water",), "I5": ("emergency",), "I6": ("health", "market")}


def test_the_pipe_trench_was_handed_on_once(told: Told) -> None:
    item = told.item("I3")
    assert (item.lead, item.hops, item.redesignations, len(item.declines)) == ("water", 1, 1, 1)
    assert item.declines[0].days == 6


def test_the_gate_got_more_time_and_the_deputy_it_was_talked_over_with_was_told(told: Told) -> None:
    (extension,) = told.item("I5").extensions
    assert extension.approved
    assert extension.told == ("deputy-01",)


def test_the_vegetable_cart_was_done_again_with_three_contacts_in_each_round(told: Told) -> None:
    item = told.item("I2")
    assert item.round == 2
    assert [sum(c.round == r for c in item.contacts) for r in (1, 2)] == [3, 3]
    assert [answer.round for answer in item.answers] == [1, 2]


def test_every_item_of_a_meeting_ends_satisfied_and_the_lamp_is_archived(told: Told) -> None:
    assert {name: told.item(name).state for name in told.names.ids if name[0] in "IF"} == {
        **{f"I{n}": "satisfied" for n in range(1, 8)},
        "F1": "archived",
    }


def test_two_promises_are_kept_and_the_third_is_not_due(told: Told) -> None:
    states = {
        name: promise.state
        for name in ("PR1", "PR2", "PR3")
        for promise in told.world.promises()
        if promise.promise_id == told.names.of(name)
    }
    assert states == {"PR1": "fulfilled", "PR2": "fulfilled", "PR3": "open"}


def test_the_pipeline_shows_green_yellow_green(told: Told) -> None:
    project = told.world.things["project", told.names.of("P1")]
    assert [report.light for report in project.reports] == ["green", "yellow", "green"]


def test_after_the_story_no_item_has_a_timer_left(told: Told) -> None:
    assert {key.split(":")[0] for key in told.world.timers} == {"promise", "project"}
