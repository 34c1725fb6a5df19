"""Somebody before a real browser: signs in, finds what waits, fills in forms, and sees what came of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

from tests.support.accounts import PASSWORD
from tests.support.platform import TOWNSHIP

Value = str | bool | Sequence[str]
Values = Mapping[str, Value]
HOME = "等我办的"
_WIDER = "document.documentElement.scrollWidth > innerWidth"


@dataclass
class Looking:
    """A page, and what somebody sees on it."""

    page: Page

    async def stands_at(self, heading: str) -> None:
        """The page of that heading is there, and nothing on it is wider than the screen."""
        await expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        assert not await self.page.evaluate(_WIDER), (heading, self.page.url)

    async def reads(self, *words: str) -> None:
        """The page says all that."""
        for one in words:
            await expect(self.page.get_by_role("main")).to_contain_text(one)


@dataclass
class Person(Looking):
    """``id``: as the township's lists have it; ``desk``: the origin of the pages of who works here."""

    id: str
    desk: str

    async def sign_in(self) -> None:
        """By name and password, from the desk's first page and back to it."""
        await self.page.goto(f"{self.desk}/")
        await self.stands_at("登录")
        await self.page.get_by_label("登录名").fill(f"{self.id}@{TOWNSHIP}")
        await self.page.get_by_label("密码").fill(PASSWORD)
        await self.page.get_by_role("button", name="登录").click()
        await self.stands_at(HOME)

    async def goes_home(self) -> None:
        """To what waits for them."""
        await self.page.get_by_role("navigation").get_by_role("link", name="待办", exact=True).click()
        await self.stands_at(HOME)

    def card(self, title: str, what: str = "") -> Locator:
        """What waits for them on the first page about the thing of that title."""
        link = self.page.get_by_role("link", name=title, exact=True)
        return self.page.locator(".card").filter(has=link).filter(has_text=what)

    async def begins(self, title: str, what: str, command: str) -> None:
        """On the first page it says that this waits; its button leads to the form, or to where that is
        offered."""
        await self.goes_home()
        card = self.card(title, f"· {what} ·")
        await expect(card).to_have_count(1)
        direct = await card.get_by_role("link", name=command).count()
        await card.locator("a.button").click()
        if not direct:
            await self.stands_at(title)
            await self.chooses(command)
        await self.stands_at(command)

    async def finds(self, kind: str, title: str) -> None:
        """Through the menu and the search of a list, to the page of a thing."""
        await self.page.get_by_role("navigation").get_by_role("link", name=kind, exact=True).click()
        await self.stands_at(kind)
        await self.page.get_by_label("查找").fill(title)
        await self.page.get_by_role("button", name="筛选").click()
        await self.page.wait_for_url(re.compile("words=.+"))
        await self.page.get_by_role("main").get_by_role("link", name=title, exact=True).click()
        await self.stands_at(title)

    async def chooses(self, command: str) -> None:
        """One of the buttons under what may be done with a thing."""
        await self.page.locator("#actions").get_by_role("link", name=command, exact=True).click()
        await self.stands_at(command)

    async def fills(self, values: Values, within: str = "") -> None:
        """Label of a field → what is written, picked or ticked there; ``within``: the group it stands in."""
        place = self.page.get_by_role("main")
        if within:
            place = place.get_by_role("group", name=_begins(within))
        for name, value in values.items():
            await _put(place, name, value)

    async def sends(self, command: str, state: str | re.Pattern[str], told: str) -> None:
        """The form's button; then the thing's page says in which state it is, and ``told`` among how it came
        so."""
        await self.page.get_by_role("button", name=f"提交：{command}", exact=True).click()
        await expect(self.page.locator(".history")).to_be_visible()
        await expect(self.page.locator("p.kind .state")).to_have_text(state)
        await expect(self.page.get_by_role("alert")).to_have_count(0)
        await expect(self.page.locator(".history li").filter(has_text=told).first).to_be_visible()
        assert not await self.page.evaluate(_WIDER), self.page.url

    async def waits_no_more(self, *titles: str) -> None:
        """Nothing about those things waits for them."""
        await self.goes_home()
        for title in titles:
            await expect(self.card(title)).to_have_count(0)


async def _put(place: Locator, name: str, value: Value) -> None:
    """As a person fills in that field, whatever kind it is of."""
    group = place.get_by_role("group", name=_begins(name))
    if await group.count():
        for one in [value] if isinstance(value, str) else value if isinstance(value, Sequence) else ():
            await group.get_by_label(_begins(one)).check()
        return
    field = place.get_by_label(_begins(name)).first
    if value is True:
        await field.check()
    elif await field.evaluate("field => field.tagName") == "SELECT":
        option = field.locator("option").filter(has_text=_begins(str(value)))
        await field.select_option(await option.first.get_attribute("value"))
    else:
        await field.fill(str(value))


def _begins(name: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(name)}")
