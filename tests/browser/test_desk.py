"""The desk in a real browser: decided by keys, drafts without a connection, each role where it may not go."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Literal

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from services.desk.domain.forms.transitions import commands_of_staff, roles_of
from services.desk.domain.person import Post
from services.desk.identity import Session
from shared.kernel.messages.envelope import Actor
from tests.browser.conftest import SIZES, picture
from tests.browser.test_every_page import RULES
from tests.integration.desk.conftest import door, people, platform
from tests.integration.desk.test_pages import CLERK, EVERYBODY, LISTS, OFFICE, SUBMIT, about, raised
from tests.support.platform import TOWNSHIP, Platform
from tests.support.signed_in import COOKIE, Door, Form, KnownPeople

__all__ = ["door", "people", "platform"]
Enter = Callable[..., Awaitable[Page]]
TEN = 10
BROKEN = "桥头的护栏断了。"


@pytest.fixture
async def enter(browser: Browser, door: Door, people: KnownPeople) -> AsyncIterator[Enter]:
    """The desk as somebody sees it; whatever the browser complains of fails the test."""
    wrong: list[str] = []

    async def entered(actor: Actor, size: str = "desk", language: str = "zh-CN") -> Page:
        token = f"browser-of-{actor.id}"
        post = Post(actor.role, actor.department)
        people.sessions[token] = Session(actor.id, actor.id, TOWNSHIP, (post,))
        context = await browser.new_context(base_url=door.url, viewport=SIZES[size], locale=language)
        await context.add_cookies(
            [{"name": COOKIE, "value": token, "domain": "127.0.0.1", "path": "/", "secure": True}]
        )
        page = await context.new_page()
        page.on("console", lambda said: wrong.append(said.text) if "status of 4" not in said.text else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        return page

    yield entered
    assert wrong == []


async def test_a_clerk_takes_on_ten_by_keys_alone(platform: Platform, door: Door, enter: Enter) -> None:
    async with door.enter(OFFICE) as office:
        for number in range(TEN):
            await raised(office, f"{number}号村口的路灯坏了，晚上看不见路。")
    page = await enter(OFFICE)
    await page.goto("/o/triage")
    await picture(page, "desk-triage")
    pressed = 0
    follow = page.get_by_role("button", name="照建议受理")
    while await follow.count():
        for key in ("Tab", "Enter", "Tab"):  # over what is on every page, to what decides
            await page.keyboard.press(key)
        assert await follow.evaluate("button => button === document.activeElement")
        async with page.expect_navigation():
            await page.keyboard.press("Enter")
        pressed += 4
        assert pressed <= 4 * TEN
    assert pressed == 4 * TEN
    await platform.settle()
    taken_on = "SELECT count(*) FROM submission WHERE state = 'accepted'"
    assert await platform.scalar("intake", taken_on) == TEN


async def test_what_is_written_without_a_connection_is_there_when_it_is_back(
    platform: Platform, enter: Enter
) -> None:
    page = await enter(OFFICE, "phone")
    await page.goto(f"/do/{SUBMIT}")
    await page.get_by_label("内容").fill(BROKEN)
    await page.locator("[name='contact.phone']").fill("13857200003")
    await page.context.set_offline(True)
    await page.get_by_role("button", name="提交").click()
    await page.wait_for_url("chrome-error://**")
    await page.context.set_offline(False)
    await page.goto(f"/do/{SUBMIT}")
    assert await page.get_by_label("内容").input_value() == BROKEN
    assert await page.locator("[name='contact.phone']").input_value() == ""
    assert await page.get_by_text("已放回表单").is_visible()
    await picture(page, "desk-draft-phone")
    await page.locator("[name='channel']").select_option("phone")
    await page.get_by_role("button", name="提交").click()
    await page.get_by_text("凭证码").wait_for()
    await platform.settle()
    assert await platform.scalar("intake", "SELECT count(*) FROM submission") == 1
    await page.goto(f"/do/{SUBMIT}")
    assert await page.get_by_label("内容").input_value() == ""
    assert not await page.get_by_text("已放回表单").is_visible()


async def test_a_clerk_goes_back_from_what_was_refused_and_from_what_was_done(
    platform: Platform, enter: Enter
) -> None:
    page = await enter(OFFICE, "phone")
    await page.goto("/new")
    await page.locator(f"a[href='/do/{SUBMIT}']").click()
    await page.get_by_label("内容").fill(BROKEN)
    await page.get_by_role("button", name="提交").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await page.get_by_role("link", name="待办").first.click()
    await page.go_back()
    await expect(page.get_by_label("内容")).to_have_value(BROKEN)
    await page.reload()
    await expect(page.get_by_label("内容")).to_have_value(BROKEN)
    await page.locator("[name='channel']").select_option("phone")
    await page.get_by_role("button", name="提交").click()
    proof = await page.locator(".proof strong").inner_text()
    assert proof not in page.url
    await page.reload()
    await page.get_by_role("link", name="待办").first.click()
    await page.go_back()
    await expect(page.locator(".proof strong")).to_have_text(proof)
    await page.go_back()
    await expect(page.get_by_label("内容")).to_have_value(BROKEN)
    await page.go_back()
    await page.go_back()
    await expect(page.get_by_role("heading", name="新建")).to_be_visible()
    await platform.settle()
    assert await platform.scalar("intake", "SELECT count(*) FROM submission") == 1


@pytest.mark.timeout(300)
async def test_each_role_reaches_no_form_of_another(enter: Enter) -> None:
    for actor in EVERYBODY:
        page = await enter(actor)
        closed = [f"/do/{type}" for type in commands_of_staff() if actor.role not in roles_of(type)]
        pages = [] if actor is OFFICE else ["/o/triage"]
        for path in (*pages, *closed):
            answer = await page.goto(path)
            assert answer, path
            assert answer.status == 403, (actor, path)
        assert await page.get_by_text("不能做这件事").is_visible()
        await page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
async def test_every_page_of_the_desk_is_for_everybody(
    door: Door, enter: Enter, size: str, scheme: Literal["light", "dark"]
) -> None:
    async with door.enter(OFFICE) as office:
        path = await raised(office, "村口的路灯坏了，隔壁王小明（13857200001）也看见了。")
        token = Form(await office.page(f"/do/{SUBMIT}")).inputs
        kept = [("_form", dict(token)["_form"]), ("name", "等着办的"), ("path", "matters"), ("due", "any")]
        await office.post("/filters", kept)
    paths = (
        "/",
        "/new",
        "/sent",
        "/calendar",
        "/matters?due=any",
        "/o/triage",
        *LISTS,
        path,
        f"{path}/contact",
        f"/do/{SUBMIT}",
    )
    publish = f"/do/intake.submission.publish.v1{about(path)}"
    findings: dict[str, object] = {}
    for language in ("zh-CN", "en-GB"):
        page = await enter(OFFICE, size, language)
        await page.emulate_media(color_scheme=scheme)
        for one in (*paths, publish):
            await page.goto(one)
            if language == "zh-CN":
                await picture(page, f"desk{_named(one, path)}-{size}-{scheme}")
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), one
            found = await Axe().run(page, options=RULES)
            bad = found.response["violations"]
            findings |= {f"{one}: {each['id']}": each["nodes"][0]["html"] for each in bad}
    page = await enter(CLERK, size)
    await page.goto("/items?due=any&department=construction")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert findings == {}


def _named(path: str, matter: str) -> str:
    return path.replace(matter, "/matter").partition("?")[0].replace("/", "-")
