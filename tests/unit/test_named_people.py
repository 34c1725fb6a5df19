"""Whoever a command names is in the township's lists, in the role that it asks for, on that day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, get_args, get_type_hints

import pytest

from services.evaluation.domain.ballot.opening import OpeningFacts
from services.evaluation.domain.ballot.table import BALLOT_TABLE
from services.handling.domain.item.item import EXTENSION_REQUESTED, IN_PROGRESS
from services.handling.domain.item.table import ITEM_TABLE
from services.handling.domain.project.table import PROJECT_TABLE
from services.intake.domain.topic.collating import CollatingFacts
from services.intake.domain.topic.table import TOPIC_TABLE
from services.intake.domain.topic.topic import Topic
from services.scheduling.domain.meeting.booking import BookingFacts
from services.scheduling.domain.meeting.table import MEETING_TABLE
from services.scheduling.domain.visit.table import VISIT_TABLE
from shared.kernel.messages.base import Command, Contract, Id
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Decision, Moved, StateTable
from shared.language.contracts import evaluation, handling, intake, scheduling
from shared.language.contracts.directory import SEATED
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import SERVICES, commands_of
from tests.support.people import LAW_HERE, somebody
from tests.support.world import at
from tests.unit.evaluation.builders import item
from tests.unit.handling.every_message import an_item
from tests.unit.handling.world import clerk
from tests.unit.scheduling.samples import CONVENE, HOLD, PLANNED, READY, VISIT

NOON = at("2026-09-07 12:00")
OFFICE = somebody(Role.OFFICE)
TOPIC = Topic("T1", "议题", "", "deputy", "deputy-01", NOON, state="collecting", version=1)
DEPUTY, LEADERS = (Role.DEPUTY,), (Role.HEAD, Role.LEADER)
THINGS = (
    "submission",
    "topic",
    "item",
    "meeting",
    "visit",
    "ballot",
    "promise",
    "project",
    "outcome",
    "point",
)
"""What an id names that names nobody."""
OF_THE_LISTS = {
    "directory.township.add.v1",
    "directory.township.amend.v1",
}
"""Commands that make the lists: whoever they name must be entered in them, see the directory's own tests."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A field that names people: in which role they must be, and how the command is given with somebody."""

    table: StateTable[Any]
    code: str
    give: Callable[[str], tuple[Any, Command]]
    """Somebody's id → the thing and the command."""
    roles: tuple[Role, ...] = SEATED
    after_the_day: bool = False
    """It tells of a day that is over: whoever is in the list of people may have been there, as their term may
    have ended meanwhile."""
    when: datetime = NOON
    by: Actor = OFFICE
    facts: object = None

    def decided(self, id: str) -> Decision[Any]:
        thing, command = self.give(id)
        return self.table.decide(thing, command, LAW_HERE.situation(self.when, self.by, "new", self.facts))


NAMED: dict[str, Naming] = {
    "intake.topic.create.v1: co_signers": Naming(
        TOPIC_TABLE,
        "unknown_deputy",
        lambda id: (None, intake.CreateTopic(title="议题", co_signers=(id,))),
        DEPUTY,
        by=Actor("deputy-01", Role.DEPUTY),
        facts=CollatingFacts({}),
    ),
    "intake.topic.create.v1: lead_id": Naming(
        TOPIC_TABLE,
        "lead_not_named",
        lambda id: (None, intake.CreateTopic(title="议题", lead_id=id)),
        LEADERS,
        facts=CollatingFacts({}),
    ),
    "intake.topic.hand_over.v1: to": Naming(
        TOPIC_TABLE,
        "unknown_people",
        lambda id: (replace(TOPIC, co_signers=(id,)), intake.HandOverTopic(topic_id="T1", to=id)),
        (*DEPUTY, *LEADERS),
    ),
    "intake.topic.recuse.v1: deputy_id": Naming(
        TOPIC_TABLE,
        "unknown_deputy",
        lambda id: (TOPIC, intake.RecuseDeputy(topic_id="T1", deputy_id=id, reason="自家鱼塘")),
        DEPUTY,
    ),
    "scheduling.meeting.convene.v1: invited": Naming(
        MEETING_TABLE,
        "unknown_people",
        lambda id: (PLANNED, CONVENE.model_copy(update={"invited": (id,)})),
        facts=BookingFacts(),
    ),
    "scheduling.meeting.hold.v1: attendance": Naming(
        MEETING_TABLE,
        "unknown_people",
        lambda id: (replace(READY, invited=(id,)), HOLD.model_copy(update={"attendance": (id,)})),
        after_the_day=True,
        when=at("2026-09-22 17:00"),
    ),
    "scheduling.visit.complete.v1: participants": Naming(
        VISIT_TABLE,
        "unknown_people",
        lambda id: (VISIT, scheduling.CompleteVisit(visit_id="V9", findings="闸板锈穿", participants=(id,))),
        after_the_day=True,
        when=at("2026-09-10 17:00"),
    ),
    "handling.item.log_contact.v1: deputy_id": Naming(
        ITEM_TABLE,
        "unknown_deputy",
        lambda id: (an_item(IN_PROGRESS), handling.LogContact(item_id="I1", deputy_id=id, how="当面")),
        DEPUTY,
        by=clerk("transport"),
    ),
    "handling.item.approve_extension.v1: told": Naming(
        ITEM_TABLE,
        "unknown_deputy",
        lambda id: (an_item(EXTENSION_REQUESTED), handling.ApproveExtension(item_id="I1", told=(id,))),
        DEPUTY,
    ),
    "handling.project.plan.v1: leader": Naming(
        PROJECT_TABLE,
        "unknown_leader",
        lambda id: (None, handling.PlanProject(title="水库", department="water", leader=id)),
        LEADERS,
    ),
    "evaluation.ballot.open.v1: entitled": Naming(
        BALLOT_TABLE,
        "unknown_deputy",
        lambda id: (None, evaluation.OpenBallot(item_id="I1", entitled=(id,))),
        DEPUTY,
        facts=OpeningFacts(item(), has_ballot=False),
    ),
    "evaluation.ballot.open.v1: recused": Naming(
        BALLOT_TABLE,
        "unknown_deputy",
        lambda id: (None, evaluation.OpenBallot(item_id="I1", entitled=("deputy-01",), recused=(id,))),
        DEPUTY,
        facts=OpeningFacts(item(), has_ballot=False),
    ),
}
ID = next(part for part in get_args(Id) if getattr(part, "pattern", None))


def holds_ids(annotation: Any) -> bool:
    return annotation is Id or ID in get_args(annotation) or any(map(holds_ids, get_args(annotation)))


def fields_with_ids(contract: type[Contract], place: str = "") -> Iterator[str]:
    """The fields of a command, and of the objects in it, that hold ids."""
    for name, annotation in get_type_hints(contract, include_extras=True).items():
        if name in contract.model_fields:
            if holds_ids(annotation):
                yield place + name
            for part in parts_of(annotation):
                yield from fields_with_ids(part, f"{place}{name}.")


def parts_of(annotation: Any) -> Iterator[type[Contract]]:
    if isinstance(annotation, type) and issubclass(annotation, Contract):
        yield annotation
    for part in get_args(annotation):
        yield from parts_of(part)


def names_a_thing(field: str) -> bool:
    return field.rpartition(".")[2].removesuffix("s").removesuffix("_id") in THINGS


def test_every_field_that_names_somebody_is_looked_up_in_the_lists() -> None:
    """A new one needs a guard, and a line above."""
    found = {
        f"{command.type}: {field}"
        for service in SERVICES
        for command in commands_of(service)
        for field in fields_with_ids(command)
        if command.type not in OF_THE_LISTS and not names_a_thing(field)
    }
    assert found == NAMED.keys()


def strangers(naming: Naming) -> Iterator[str]:
    right = somebody(naming.roles[0])
    yield "nobody-99"
    yield right.id.title()
    yield somebody(naming.roles[0], "elsewhere").id
    if not naming.after_the_day:
        yield somebody(naming.roles[0], "over").id
        yield somebody(naming.roles[0], "soon").id
        yield from (somebody(role).id for role in SEATED if role not in naming.roles)


@pytest.mark.parametrize("field", NAMED)
def test_who_is_not_in_the_lists_in_that_role_on_that_day_cannot_be_named(field: str) -> None:
    naming = NAMED[field]
    for id in strangers(naming):
        refusal = naming.decided(id)
        assert isinstance(refusal, Refusal), id
        assert (refusal.code, refusal.field) == (naming.code, f"data.{field.partition(': ')[2]}"), id


@pytest.mark.parametrize("field", NAMED)
def test_who_is_can_be(field: str) -> None:
    naming = NAMED[field]
    for role in naming.roles:
        decision = naming.decided(somebody(role).id)
        assert isinstance(decision, Moved), decision
