"""The console of several townships: each is named, none is guessed, and the choice is kept."""

import re

import httpx
import pytest

from shared.kernel.bus.in_process.in_process import InProcessBus
from tests.support.matter import Matter, tell
from tests.support.platform import OTHER_TOWNSHIP, TOWNSHIP

pytestmark = pytest.mark.two_townships
HERE = Matter(TOWNSHIP, code="R4D-8WN-P3C")


async def test_of_several_townships_none_is_shown_that_nobody_named(
    browser: httpx.AsyncClient, bus: InProcessBus
) -> None:
    await tell(bus, HERE.told())
    page = await browser.get("/")
    assert page.status_code == 200
    assert "选择乡镇" in page.text
    assert "岱山县" in page.text
    for code in (TOWNSHIP, OTHER_TOWNSHIP):
        assert f'href="/?township={code}"' in page.text
    assert HERE.title not in page.text
    choice = (await browser.get("/loop.json")).json()
    assert choice["reason"] == "which_township"
    assert set(choice["counties"]["岱山县"]) == {TOWNSHIP, OTHER_TOWNSHIP}


async def test_the_township_is_kept_from_page_to_page(browser: httpx.AsyncClient, bus: InProcessBus) -> None:
    await tell(bus, HERE.told())
    for path in (
        f"/?township={TOWNSHIP}",
        f"/t/{HERE.code}",
        f"/t/{HERE.code}?township={TOWNSHIP}",
        "/items/i1",
        f"/t/NONE?township={TOWNSHIP}",
    ):
        page = (await browser.get(path)).text
        links = re.findall(r'href="(/(?:items|\?)[^"]*|/)"', page)
        assert links
        assert [link for link in links if f"township={TOWNSHIP}" not in link] == []


async def test_an_item_that_two_townships_have_is_not_guessed(
    browser: httpx.AsyncClient, bus: InProcessBus
) -> None:
    await tell(bus, [*HERE.told(), *Matter(OTHER_TOWNSHIP, code="ABC-DEF-GHJ", title="邻乡的事").told()])
    assert (await browser.get("/items/i1")).status_code == 404
    assert (await browser.get(f"/items/i1?township={OTHER_TOWNSHIP}")).status_code == 200
