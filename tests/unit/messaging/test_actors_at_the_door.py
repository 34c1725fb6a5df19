"""An actor's id holds its pattern at the door of every service; what does not is answered, no more."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from shared.kernel.bus.delivery.delivery import PUBLISHER_HEADER, Delivery, Done, Outcome
from shared.kernel.bus.delivery.pipeline import way_of
from shared.kernel.messages.base import Command
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import SERVICES, commands_of
from tests.unit.messaging.test_way import Database, station

MALFORMED = [
    "张 三",
    "张三",
    "",
    " ",
    "deputy-01\n",
    "deputy-01\r\n",
    "\ndeputy-01",
    "deputy-01\u2028",
    " deputy-01",
    "deputy-01 ",
    "deputy 01",
    "deputy-01\x00",
    "deputy-０１",
    "députy-01",
    "de\u200bputy-01",
    "-deputy",
    "deputy/01",
    "d" * 65,
]
GOOD = ["deputy-01", "citizen:7", "0", "d" * 64]


def a_command(service: str) -> type[Command]:
    return next(iter(commands_of(service)))


def body(service: str, **attributes: Any) -> bytes:
    envelope = {
        "specversion": "1.0",
        "id": "m-1",
        "source": "/county/hotline",
        "type": a_command(service).type,
        "time": "2026-09-01T00:00:00Z",
        "township": "330921201",
        "actorrole": "deputy",
        "data": {},
        **attributes,
    }
    return json.dumps(envelope).encode()


@dataclass
class Answers:
    """Takes down what the sender of something unreadable is told."""

    told: list[Refusal] = field(default_factory=list)

    async def unread(self, delivery: Delivery, asker: str, refusal: Refusal, *found: object) -> None:
        self.told.append(refusal)


async def carried_out(service: str, body: bytes) -> Delivery | Refusal:
    """The delivery as it reaches the use cases, or what its sender is told before."""
    reached: list[Delivery] = []

    async def last(delivery: Delivery) -> Outcome:
        reached.append(delivery)
        return Done("done")

    answers = Answers()
    delivery = Delivery(f"{service}.inbox.commands", body, {PUBLISHER_HEADER: "partner-12345"})
    assert isinstance(await way_of(last, station(service, answers), Database())(delivery), Done)
    return reached[0] if reached else answers.told[0]


def doors() -> Iterator[Any]:
    for service in SERVICES:
        for role in Role:
            yield pytest.param(service, role, id=f"{service}-{role}")


@pytest.mark.parametrize(("service", "role"), list(doors()))
async def test_a_malformed_id_is_answered_by_its_field_without_being_repeated(
    service: str, role: Role
) -> None:
    for id in MALFORMED:
        refusal = await carried_out(service, body(service, actorid=id, actorrole=role))
        assert isinstance(refusal, Refusal)
        assert (refusal.code, refusal.field) == ("invalid_envelope", "actorid")
        assert not id.strip() or id not in str(refusal)


@pytest.mark.parametrize(("service", "role"), list(doors()))
async def test_a_good_id_passes(service: str, role: Role) -> None:
    for id in GOOD:
        delivery = await carried_out(service, body(service, actorid=id, actorrole=role))
        assert isinstance(delivery, Delivery)
        assert delivery.opened.actorid == id


@pytest.mark.parametrize("department", ["水利 站", "water\n", "\nwater", "wa/ter"])
async def test_the_department_is_held_to_its_pattern_as_well(department: str) -> None:
    refusal = await carried_out("handling", body("handling", actorid="d-1", actordepartment=department))
    assert isinstance(refusal, Refusal)
    assert refusal.field == "actordepartment"


@pytest.mark.parametrize("change", [{"township": "330921201\n"}, {"actorrole": "deputy\n"}])
async def test_a_line_end_behind_another_attribute_makes_no_envelope(change: dict[str, str]) -> None:
    refusal = await carried_out("intake", body("intake", actorid="deputy-01", **change))
    assert isinstance(refusal, Refusal)
    assert refusal.field == next(iter(change))
