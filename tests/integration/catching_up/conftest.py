"""A platform over a broker that checks users, and two of its partners."""

from collections.abc import AsyncIterator

import pytest

from shared.kernel.bus.catching_up import sending
from tests.support.plain_partner import PlainPartner, plain_partner
from tests.support.platform import Platform, Stand, running_platform
from tests.support.replays import DEMO, HOTLINE, Reader, replays_of


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page follows the other at once."""
    defaults = (0.01, 0.05)
    monkeypatch.setattr(sending.CatchingUp.__init__, "__defaults__", defaults)


@pytest.fixture
async def platform(guarded: Stand) -> AsyncIterator[Platform]:
    async with running_platform(guarded, "intake", "handling") as running:
        yield running


@pytest.fixture
async def demo(platform: Platform, guarded: Stand) -> AsyncIterator[PlainPartner]:
    assert guarded.users
    async with plain_partner(guarded.users[DEMO], DEMO) as partner:
        yield partner


@pytest.fixture
async def hotline(platform: Platform, guarded: Stand) -> AsyncIterator[PlainPartner]:
    assert guarded.users
    async with plain_partner(guarded.users[HOTLINE], HOTLINE) as partner:
        yield partner


@pytest.fixture
async def again(platform: Platform, guarded: Stand) -> AsyncIterator[Reader]:
    async with replays_of(guarded, DEMO) as reader:
        yield reader
