"""The people of one story, each at a browser of their own, and the clock by which they live."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import Browser, Page, ViewportSize

from tests.support.browser.person import Looking, Person
from tests.support.platform import TOWNSHIP, Platform
from tests.support.town import Town

RAISER = "raiser"
OFFICE, HEAD = "office-1", "head-1"
LEAD, SECOND, THIRD, NAMED = "deputy-01", "deputy-02", "deputy-04", "deputy-06"
VOTERS = (LEAD, SECOND, THIRD, NAMED, "deputy-07", "deputy-09", "deputy-10")
CLERK, CHIEF, HELPER = "dept-construction", "dept-construction-head", "dept-water"
STAFF = (OFFICE, HEAD, *VOTERS, CLERK, CHIEF, HELPER)
"""Everybody in the story who has an account."""
_PATIENCE = 30_000
"""Milliseconds for one click on a busy machine."""


@dataclass
class Company:
    """``complaints``: what the browsers said of the pages; ``code`` and ``proof``: what the raiser was
    given."""

    platform: Platform
    browser: Browser
    size: ViewportSize
    people: dict[str, Person] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    raiser: Looking = field(init=False)
    code: str = ""
    proof: str = ""

    async def who(self, id: str) -> Person:
        """That person, who signs in at the first time."""
        if id not in self.people:
            ports = self.platform.process.ports
            person = Person(await self._page(id), id, f"http://localhost:{ports['desk']}")
            await person.sign_in()
            self.people[id] = person
        return self.people[id]

    async def live_until(self, moment: str) -> None:
        """``2026-09-08T09:00``: what is due until then has happened."""
        await Town(self.platform, TOWNSHIP).live_until(moment)

    async def citizen_arrives(self) -> None:
        """Somebody of the township opens its public page."""
        self.raiser = Looking(await self._page(RAISER))
        await self.raiser.page.goto(f"http://127.0.0.1:{self.platform.process.port}/?township={TOWNSHIP}")

    async def _page(self, whose: str) -> Page:
        context = await self.browser.new_context(viewport=self.size, locale="zh-CN")
        context.set_default_timeout(_PATIENCE)
        page = await context.new_page()
        page.on("console", lambda said: self.complaints.append(f"{whose} at {page.url}: {said.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"{whose} at {page.url}: {error}"))
        return page


@asynccontextmanager
async def company(platform: Platform, browser: Browser, size: ViewportSize) -> AsyncIterator[Company]:
    """A company of which no browser complains until they part."""
    found = Company(platform, browser, size)
    yield found
    assert found.complaints == []
