"""Every page at both sizes, light and dark: nothing wider than the screen, no finding of axe (WCAG 2.2)."""

from collections.abc import AsyncIterator
from typing import Literal

import pytest
from axe_playwright_python.async_playwright import Axe

from shared.kernel.bus.in_process.in_process import InProcessBus
from tests.browser.conftest import OpenPage, picture
from tests.support.matter import Matter, project, tell
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform

MATTER = Matter(TOWNSHIP)
HERE = f"?township={TOWNSHIP}"
PATHS = {
    "loop": f"/{HERE}",
    "waiting": f"/waiting{HERE}",
    **{
        name: f"/{name}{HERE}"
        for name in (
            "matters",
            "topics",
            "meetings",
            "items",
            "projects",
            "promises",
            "figures",
            "raise",
            "mine",
        )
    },
    "matter": f"/t/{MATTER.code}{HERE}",
    "support": f"/t/{MATTER.code}/support{HERE}",
    "item": f"/items/i1{HERE}",
    "meeting": f"/meetings/m1{HERE}",
    "topic": f"/topics/t1{HERE}",
    "promise": f"/promises/p1{HERE}",
    "project": f"/projects/pr1{HERE}",
    "nothing": f"/no-such-page{HERE}",
}
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture
async def platform(in_process: Stand, bus: InProcessBus) -> AsyncIterator[Platform]:
    async with running_platform(in_process, "console", bus=bus) as running:
        await tell(bus, MATTER.told())
        await tell(bus, [project(TOWNSHIP)])
        yield running


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
async def test_every_page_is_for_everybody(
    open_page: OpenPage, size: str, scheme: Literal["light", "dark"]
) -> None:
    findings: dict[str, object] = {}
    page = await open_page(PATHS["loop"], size, color_scheme=scheme)
    for name, path in PATHS.items():
        if name == "nothing":
            continue
        await page.goto(path)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        found = await Axe().run(page, options=RULES)
        findings |= {f"{name}: {one['id']}": one["nodes"][0]["html"] for one in found.response["violations"]}
        await picture(page, f"{name}-{size}-{scheme}")
    assert findings == {}


async def test_in_large_letters_targets_are_sixty_pixels(open_page: OpenPage) -> None:
    page = await open_page(PATHS["raise"], "phone")
    await page.get_by_role("link", name="大字版").click()
    await page.get_by_role("link", name="标准版").wait_for()
    small = await page.evaluate(
        """() => [...document.querySelectorAll("main button, main select, main textarea, nav a")]
        .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 60).map((e) => e.outerHTML)"""
    )
    assert small == []
    size = await page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)")
    assert size >= 24
    await picture(page, "raise-phone-large")
    await page.goto(PATHS["loop"])
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await picture(page, "loop-phone-large")
    await page.get_by_role("link", name="标准版").click()
    await page.get_by_role("link", name="大字版").wait_for()
    assert await page.evaluate("document.documentElement.classList.contains('big')") is False
