"""Whoever a command names is in the township's lists, in the role that it asks for, on that day."""

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import pytest

from shared.kernel.messages.base import Contract, Id
from shared.kernel.messages.errors import Refusal
from shared.kernel.service.own_commands import OWN_COMMANDS
from shared.language.behaviour import Moved
from shared.language.contracts.directory import SEATED
from shared.language.contracts.registry import SERVICES, commands_of
from tests.support.people import somebody
from tests.unit.naming import NAMED
from tests.unit.naming_kind import Naming

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
    "notice",
    "finding",
    "point",
)
"""What an id names that names nobody."""
OF_THE_LISTS = {
    "directory.township.add.v1",
    "directory.township.amend.v1",
}
"""Commands that make the lists: whoever they name must be entered in them, see the directory's own tests."""
AMONG_THOSE_THERE = {
    "scheduling.meeting.hold.v1: leave.person_id",
    "scheduling.meeting.hold.v1: points.reported_by",
    "scheduling.meeting.hold.v1: points.exchanges.asked_by",
    "scheduling.meeting.hold.v1: points.exchanges.answered_by",
    "scheduling.meeting.correct_attendance.v1: leave.person_id",
}
"""Whom these name must have been invited or there, and so be in the lists: see the meeting's own tests."""

CONCERNED = {"intake.submission.make_confidential.v1: recused"}
"""Whom these name must be in the lists, whether they hold a post still or have left: see their own tests."""

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
        if not issubclass(command, OWN_COMMANDS)
        for field in fields_with_ids(command)
        if command.type not in OF_THE_LISTS and not names_a_thing(field)
    }
    elsewhere = AMONG_THOSE_THERE | CONCERNED
    assert found - elsewhere == NAMED.keys()
    assert found >= elsewhere


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
