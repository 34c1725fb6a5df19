"""A real browser before a whole platform: every service in this process, on free ports.

The desk's tests join by the same fixtures: ``platform`` has the ports, ``open_page`` opens a page at the size
of a phone or of a desk and fails the test for whatever the browser complains of.
"""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, ViewportSize, async_playwright

from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.language.topology import CONSUMERS, TOPOLOGY
from tests.support.platform import IMPATIENT, Platform, Stand, running_platform

SIZES: dict[str, ViewportSize] = {
    "phone": {"width": 360, "height": 740},
    "desk": {"width": 1280, "height": 900},
}
PICTURES = Path(__file__).resolve().parents[2] / "build" / "browser"
"""Pictures of what was seen; git ignores them."""
CHROMIUM = shutil.which("chromium")
OpenPage = Callable[..., Awaitable[Page]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser nothing here says that all is well."""
    for item in items:
        if CHROMIUM is None and "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.skip(reason="no browser: apt-get install chromium"))


@pytest.fixture
def bus() -> InProcessBus:
    return InProcessBus(TOPOLOGY, tiers=IMPATIENT)


@pytest.fixture
async def platform(
    in_process: Stand, bus: InProcessBus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Platform]:
    monkeypatch.setenv("YOUYUE_INTAKE_ATTACHMENTS_URL", f"file://{tmp_path}/files")
    async with running_platform(in_process, *CONSUMERS, bus=bus) as running:
        yield running


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        await browser.close()


@pytest.fixture
async def open_page(browser: Browser, platform: Platform) -> AsyncIterator[OpenPage]:
    """A page of the console, or of ``home``; it may ask no other place, and must not complain."""
    wrong: list[str] = []

    async def opened(path: str, size: str = "phone", *, home: str = "", **more: Any) -> Page:
        base = home or f"http://127.0.0.1:{platform.process.port}"
        context = await browser.new_context(
            base_url=base, viewport=SIZES[size], locale="zh-CN", has_touch=size == "phone", **more
        )
        page = await context.new_page()
        page.on("request", lambda asked: None if asked.url.startswith(base) else wrong.append(asked.url))
        page.on("console", lambda said: wrong.append(said.text) if "422" not in said.text else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        await page.goto(path)
        return page

    yield opened
    assert wrong == []


async def picture(page: Page, name: str) -> None:
    """Keep what is seen."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
