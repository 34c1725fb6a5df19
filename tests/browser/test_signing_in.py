"""Signing in in a real browser, with a security key that the browser itself plays, and every page of it."""

from asyncio import StreamReader, StreamWriter, start_server
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Literal
from unittest.mock import patch

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from tests.browser.conftest import SIZES, picture
from tests.browser.test_every_page import RULES
from tests.support.accounts import PASSWORD, Desk, desk_of, with_secrets
from tests.support.platform import Stand, running_platform

PERSON = "deputy-01"
OPEN = ("/sign-in", "/invited/gone")
OWN = ("/account", "/account/confirm")
PROVED = ("/account/factors", "/account/key", "/account/factor")
KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": False,
    "hasUserVerification": False,
    "automaticPresenceSimulation": True,
}


@asynccontextmanager
async def place_to_return_to() -> AsyncIterator[str]:
    """What stands where the desk is."""

    async def answer(_: StreamReader, writer: StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 8\r\nconnection: close\r\n\r\nthe desk")
        await writer.drain()
        writer.close()

    server = await start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://localhost:{server.sockets[0].getsockname()[1]}"


@pytest.fixture
async def desk(in_process: Stand) -> AsyncIterator[Desk]:
    async with AsyncExitStack() as stack:
        place = await stack.enter_async_context(place_to_return_to())
        with with_secrets(), patch.dict("os.environ", {"YOUYUE_DESK_URL": place}):
            platform = await stack.enter_async_context(running_platform(in_process, "identity"))
            desk = await stack.enter_async_context(desk_of(platform))
            await desk.account(PERSON)
            yield desk


async def entered(browser: Browser, desk: Desk, size: str, **more: str) -> Page:
    """At a name: browsers know no security keys at an address."""
    home = f"http://localhost:{desk.platform.process.ports['identity']}"
    context = await browser.new_context(base_url=home, viewport=SIZES[size], locale="zh-CN", **more)  # type: ignore[arg-type]
    return await context.new_page()


async def with_key(page: Page) -> None:
    """The browser plays a key that is touched at once."""
    browser = await page.context.new_cdp_session(page)
    await browser.send("WebAuthn.enable")
    await browser.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


async def sign_in(page: Page, login: str) -> None:
    await page.goto("/sign-in")
    await page.get_by_label("登录名").fill(login)
    await page.get_by_label("密码").fill(PASSWORD)
    await page.get_by_role("button", name="登录").click()
    await page.wait_for_url(lambda url: not url.endswith("/sign-in"))


async def confirm(page: Page) -> None:
    await page.goto("/account/confirm")
    await page.get_by_label("密码").fill(PASSWORD)
    await page.get_by_role("button", name="继续").click()
    await page.wait_for_url("**/account/factors")


async def add_key(page: Page, name: str) -> None:
    await confirm(page)
    await page.get_by_role("link", name="登记安全密钥").click()
    await page.get_by_label("名称").fill(name)
    await page.get_by_role("button", name="登记").click()
    await page.get_by_role("heading", name="备用码").wait_for()


async def test_a_key_is_added_by_hand_and_opens_with_one_click(browser: Browser, desk: Desk) -> None:
    page, login = await entered(browser, desk, "phone"), f"{PERSON}@330921201"
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    await with_key(page)
    await sign_in(page, login)
    await add_key(page, "抽屉里的")
    await expect(page.get_by_role("heading", name="备用码")).to_be_visible()
    await picture(page, "account-with-key-phone")
    await page.get_by_role("button", name="退出登录").click()
    await sign_in(page, login)
    await picture(page, "second-step-phone")
    await page.get_by_role("button", name="使用安全密钥").click()
    await page.get_by_text("the desk").wait_for()
    await page.goto("/account")
    await expect(page.get_by_text("抽屉里的 · 上次使用")).to_be_visible()
    assert wrong == []


async def test_without_its_key_the_page_says_so_and_a_code_still_opens(browser: Browser, desk: Desk) -> None:
    page, login = await entered(browser, desk, "phone"), f"{PERSON}@330921201"
    await with_key(page)
    await sign_in(page, login)
    await add_key(page, "一把")
    code = await page.locator(".codes code").first.inner_text()
    other = await entered(browser, desk, "phone")
    await with_key(other)
    await sign_in(other, login)
    await other.get_by_role("button", name="使用安全密钥").click()
    await expect(other.get_by_text("安全密钥没有通过")).to_be_visible()
    await other.get_by_label("验证码").fill(code)
    await other.get_by_role("button", name="继续").click()
    await other.get_by_text("the desk").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
async def test_every_page_of_accounts_is_for_everybody(
    browser: Browser, desk: Desk, size: str, scheme: Literal["light", "dark"]
) -> None:
    page = await entered(browser, desk, size, color_scheme=scheme)
    await with_key(page)
    findings: dict[str, str] = {}

    async def looked_at(path: str) -> None:
        await page.goto(path)
        assert page.url.endswith(path), path
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        found = (await Axe().run(page, options=RULES)).response["violations"]
        findings.update({f"{path}: {one['id']}": one["nodes"][0]["html"] for one in found})
        await picture(page, f"sign-in{path.replace('/', '-')}-{size}-{scheme}")

    for path in OPEN:
        await looked_at(path)
    await sign_in(page, f"{PERSON}@330921201")
    await add_key(page, "一把")
    await confirm(page)
    for path in (*OWN, *PROVED, "/second-step"):
        await looked_at(path)
    assert findings == {}
