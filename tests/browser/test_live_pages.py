"""A real page among two hundred open ones hears of a change, and shows it once it is read anew."""

import asyncio

from playwright.async_api import expect

from services.desk.domain.person import Post
from services.desk.identity import Session
from shared.kernel.bus.in_process.in_process import InProcessBus
from tests.browser.test_desk import Enter, enter
from tests.integration.desk.conftest import door, people
from tests.integration.desk.test_many_pages import PAGES, OpenPage, platform
from tests.integration.desk.test_pages import OFFICE
from tests.support.matter import project
from tests.support.platform import TOWNSHIP, Platform
from tests.support.signed_in import KnownPeople

__all__ = ["door", "enter", "people", "platform"]
SOON = 2_500
"""Milliseconds: a second for the news, and what a busy machine takes to draw it."""


async def test_a_page_in_a_browser_hears_of_a_change_among_two_hundred_open_ones(
    platform: Platform, bus: InProcessBus, people: KnownPeople, enter: Enter
) -> None:
    for number in range(PAGES - 1):
        someone = Session(f"deputy-{number}", "某代表", TOWNSHIP, (Post("deputy"),))
        people.sessions[f"page-{number}"] = someone
    page = await enter(OFFICE, "phone")
    async with page.expect_response(lambda answer: answer.url.endswith("/live")):
        await page.goto("/projects")
    await expect(page.get_by_text("没有找到。")).to_be_visible()
    port = platform.process.ports["desk"]
    others = await asyncio.gather(*(OpenPage.at(port, f"page-{n}") for n in range(PAGES - 1)))
    try:
        await asyncio.sleep(0.5)  # the first look only finds where to begin
        heard = [asyncio.create_task(other.line(b"data: project/pr1")) for other in others]
        await bus.publish_event(project(TOWNSHIP))
        await platform.settle()
        news = page.get_by_role("link", name="已有更新 · 刷新")
        await expect(news).to_be_visible(timeout=SOON)
        async with asyncio.timeout(SOON / 1000):
            await asyncio.gather(*heard)
        await news.click()
        await expect(page.get_by_role("link", name="水管改造")).to_be_visible()
        await expect(news).to_be_hidden()
    finally:
        for other in others:
            other.close()
