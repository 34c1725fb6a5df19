"""The demo story as far as intake sees it: every step of it, over the real tables and use cases."""

from collections import Counter
from datetime import datetime

import pytest

from demo.mapping import COMMANDS, actor_of
from demo.names import Names
from demo.steps import Step, Story, load_story
from shared.kernel.messages.base import Event
from shared.language.contracts import handling
from shared.language.contracts.handling import ItemSnapshot
from shared.language.contracts.scheduling import (
    AgendaEntry,
    MeetingFrozen,
    MeetingHeld,
    MeetingRequested,
    MeetingSnapshot,
)
from tests.unit.intake.news import item
from tests.unit.intake.world import IntakeWorld


class Told:
    """The story, told to a world of intake alone: what other services would say is said for them."""

    def __init__(self) -> None:
        self.story: Story = load_story()
        self.world = IntakeWorld()
        self.names = Names()
        self.items: dict[str, ItemSnapshot] = {}
        self.agendas: dict[str, tuple[str, ...]] = {}
        for project in self.story.projects:
            self.names.ids[project["id"]] = project["id"]
        for step in self.story.steps:
            if step.thing in ("submission", "topic") and step.action != "citizen_rating":
                self._command(step)
            else:
                for event in self._events(step):
                    self.world.hears(step.at, event)

    def _command(self, step: Step) -> None:
        command = COMMANDS[step.thing, step.action](step, self.names, self.story)
        event = self.world.must(step.at, actor_of(step.actor), command)
        snapshot = getattr(event, step.thing)
        self.names.ids.setdefault(step.id, getattr(snapshot, f"{step.thing}_id"))
        if step.action == "fast_lane":
            name = step.data["item"]
            self.items[name] = item(name, self.names.all([step.id]), rounds=0)
            self.world.hears(step.at, handling.ItemAssigned(item=self.items[name]))

    def _events(self, step: Step) -> list[Event]:
        what = (step.thing, step.action)
        if what == ("meeting", "request"):
            self.agendas[step.id] = (step.data["topic"],)
            return [MeetingRequested(meeting=self._meeting(step, step.at))]
        if what == ("meeting", "freeze"):
            self.agendas[step.id] = tuple(
                name for name in step.data.get("agenda", ()) if name.startswith("T")
            )
            return [MeetingFrozen(meeting=self._meeting(step, step.at))]
        if what == ("meeting", "hold"):
            return [MeetingHeld(meeting=self._meeting(step, step.at))]
        if what == ("item", "assign"):
            return [self._assigned(step)]
        if what == ("item", "answer"):
            return self._answered(step)
        if what == ("ballot", "close") and step.data["result"] == "satisfied":
            name = step.id.split("-")[1]
            return [handling.ItemSatisfied(item=self.items[name].model_copy(update={"closed_at": step.at}))]
        return []

    def _meeting(self, step: Step, at: datetime) -> MeetingSnapshot:
        topics = self.names.all(self.agendas[step.id])
        return MeetingSnapshot(
            meeting_id=step.id,
            kind="regular",
            state="planned",
            day=at.date(),
            agenda=tuple(AgendaEntry(kind="topic", id=id, title=id, why="topic_proposed") for id in topics),
            requested_at=at,
            frozen_at=at,
        )

    def _assigned(self, step: Step) -> Event:
        submissions = self.names.all(step.data["submissions"])
        self.items[step.id] = item(step.id, submissions, self.names.of(step.data["topic"]), rounds=0)
        return handling.ItemAssigned(item=self.items[step.id])

    def _answered(self, step: Step) -> list[Event]:
        before = self.items[step.id]
        rounds = len(before.answers) + 1
        self.items[step.id] = now = item(step.id, before.submission_ids, before.topic_id, rounds)
        if now.fast_lane:
            return [handling.ItemAnswered(item=now), handling.ItemArchived(item=now)]
        return [handling.ItemAnswered(item=now)]


@pytest.fixture(scope="module")
def told() -> Told:
    return Told()


def states(told: Told, thing: str) -> Counter[str]:
    return Counter(found.state for (kind, _), found in told.world.things.items() if kind == thing)


def test_all_but_one_of_the_28_are_answered_and_closed_and_one_is_refused(told: Told) -> None:
    assert states(told, "submission") == {"closed": 27, "rejected": 1}


def test_the_five_topics_are_closed(told: Told) -> None:
    assert states(told, "topic") == {"closed": 5}


def test_four_topics_are_the_deputies_and_one_is_the_governments(told: Told) -> None:
    topics = [told.world.topic(told.names.of(name)) for name in ("T1", "T2", "T3", "T4", "T5")]
    assert [topic.origin for topic in topics] == ["deputy", "deputy", "government", "deputy", "deputy"]
    assert [len(topic.submission_ids) for topic in topics] == [7, 4, 3, 8, 4]
    assert [len(topic.item_ids) for topic in topics] == [2, 1, 1, 2, 1]


def test_every_raiser_is_told_every_round(told: Told) -> None:
    assert len(told.world.submission(told.names.of("D193")).answers) == 2
    assert len(told.world.submission(told.names.of("D185")).answers) == 1


def test_the_only_fast_lane_item_is_answered_at_once(told: Told) -> None:
    lamp = told.world.submission(told.names.of("D210"))
    assert lamp.department == "construction"
    assert [answer.item_id for answer in lamp.answers] == ["F1"]


def test_what_deputies_and_clerks_entered_names_them(told: Told) -> None:
    things = [thing for (kind, _), thing in told.world.things.items() if kind == "submission"]
    assert len([thing for thing in things if thing.entered_by]) == 9
