"""The console, told by the tests and looked at as a browser does. Other tests have platforms of their own."""

from collections.abc import AsyncIterator

import httpx
import pytest

from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.language.topology import TOPOLOGY
from tests.support.platform import IMPATIENT, Platform, Stand, running_platform


@pytest.fixture
def bus() -> InProcessBus:
    return InProcessBus(TOPOLOGY, tiers=IMPATIENT)


@pytest.fixture
async def platform(in_process: Stand, bus: InProcessBus) -> AsyncIterator[Platform]:
    async with running_platform(in_process, "console", bus=bus) as running:
        yield running


@pytest.fixture
async def browser(platform: Platform) -> AsyncIterator[httpx.AsyncClient]:
    url = f"http://127.0.0.1:{platform.process.port}"
    async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
        yield client
