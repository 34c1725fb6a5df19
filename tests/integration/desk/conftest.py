"""A platform with its desk, in one process, and a door at which a test says who has signed in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from demo.player import OPERATOR
from services.desk.pages import routes
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.language.contracts.directory import AddTownship
from shared.language.contracts.registry import SERVICES
from tests.support.platform import Platform, Stand, running_platform
from tests.support.signed_in import Door, KnownPeople
from tests.support.township import xiushan


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> KnownPeople:
    known = KnownPeople()
    monkeypatch.setattr(routes, "identity_of", lambda running: known)
    return known


@asynccontextmanager
async def desk_platform(
    stand: Stand, bus: InProcessBus, people: KnownPeople, *only: str
) -> AsyncIterator[Platform]:
    """Every service but identity, or ``only`` these, with the desk."""
    services = only or [name for name in SERVICES if name != "identity"]
    async with running_platform(stand, *services, "desk", bus=bus) as running:
        there = xiushan()
        await running.tell(AddTownship(profile=there.profile, rules=there.rules, lists=there.lists), OPERATOR)
        await bus.publish_event(people.published())
        await running.settle()
        yield running


@pytest.fixture
async def platform(in_process: Stand, bus: InProcessBus, people: KnownPeople) -> AsyncIterator[Platform]:
    async with desk_platform(in_process, bus, people) as running:
        yield running


@pytest.fixture
def door(platform: Platform, people: KnownPeople) -> Door:
    return Door(f"http://127.0.0.1:{platform.process.ports['desk']}", people)
