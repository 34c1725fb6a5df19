"""Security keys as a second factor: added, shown and removed, with a key made of software."""

import html
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import httpx
import pytest

from services.identity.accounts import keeping
from services.identity.pages.asking import SESSION
from tests.integration.test_signing_in import LOGIN, PERSON, browser, signed_in
from tests.support.account_pages import Browser, confirmed
from tests.support.accounts import PASSWORD, Desk, desk_of, with_secrets
from tests.support.authenticator import SoftKey
from tests.support.landing import landed
from tests.support.platform import TOWNSHIP, Stand, running_platform

__all__ = ["browser"]
SITE = "https://desk.youyue.example:8003"


@pytest.fixture
async def desk(in_process: Stand) -> AsyncIterator[Desk]:
    with with_secrets(), patch.dict("os.environ", {"YOUYUE_SIGN_IN_URL": SITE}):
        async with AsyncExitStack() as stack:
            platform = await stack.enter_async_context(running_platform(in_process, "identity"))
            yield await stack.enter_async_context(desk_of(platform))


def options_of(page: httpx.Response) -> str:
    """What the page asks a key for."""
    found = re.search(r'data-options="([^"]*)"', page.text)
    assert found, page.text
    return html.unescape(found[1])


def fields_of(page: httpx.Response, **said: str) -> dict[str, str]:
    csrf = re.search(r'name="csrf" value="([0-9a-f]{64})"', page.text)
    assert csrf
    return {"csrf": csrf[1], **said}


async def sent(browser: Browser, path: str, page: httpx.Response, **said: str) -> httpx.Response:
    """The form of the page as it stands: another look would ask for something else."""
    headers = browser._headers()
    answer = await browser.http.post(path, data=fields_of(page, **said), headers=headers)
    return await landed(browser.http, answer, headers)


def twin(key: SoftKey, **other: Any) -> SoftKey:
    """The same key, in other circumstances."""
    made = replace(key, **other)
    made.private = key.private
    return made


async def added(browser: Browser, key: SoftKey, name: str = "蓝色的") -> httpx.Response:
    await confirmed(browser)
    page = await browser.get("/account/key")
    return await sent(browser, "/account/key", page, name=name, answer=key.make(options_of(page)))


async def shown(browser: Browser, key: SoftKey) -> httpx.Response:
    page = await browser.get("/second-step")
    return await sent(browser, "/second-step", page, answer=key.show(options_of(page)))


async def logged(desk: Desk) -> list[str]:
    rows = await desk.platform.rows("identity", "SELECT what FROM sign_in_log ORDER BY number")
    return [row[0] for row in rows]


@pytest.mark.parametrize("counts", [True, False], ids=["key", "passkey"])
async def test_a_key_opens_what_a_code_opens(desk: Desk, browser: Browser, counts: bool) -> None:
    await desk.account(PERSON)
    await signed_in(browser)
    key = SoftKey(SITE, counts)
    page = await added(browser, key)
    codes = re.findall(r"<code>([0-9a-f]{4}(?:-[0-9a-f]{4}){3})</code>", page.text)
    assert len(codes) == 10
    assert "蓝色的" in page.text
    assert (await desk.session(browser.cookies[SESSION])).json()["amr"] == ["pwd", "swk"]
    for _ in range(2):
        await browser.post("/sign-out")
        assert (await signed_in(browser)).headers["location"].startswith("/second-step")
        assert (await desk.session(browser.cookies[SESSION])).status_code == 401
        assert (await shown(browser, key)).headers["location"] == "http://127.0.0.1:8002/"
        said = (await desk.session(browser.cookies[SESSION])).json()
        assert (said["amr"], said["has_second_factor"]) == (["pwd", "swk"], True)
    await browser.post("/sign-out")
    await signed_in(browser)
    assert (await browser.post("/second-step", code=codes[0])).status_code == 303
    assert [what for what in await logged(desk) if "key" in what] == ["key_added"]


async def test_each_change_asks_for_the_password_again(desk: Desk, browser: Browser) -> None:
    await desk.account(PERSON)
    await signed_in(browser)
    assert (await confirmed(browser, "wrong")).status_code == 401
    confirm = "/account/confirm"
    paths = {
        "/account/factors": confirm,
        "/account/factor": f"{confirm}?to=/account/factor",
        "/account/key": f"{confirm}?to=/account/key",
    }
    for path, asked in paths.items():
        assert (await browser.get(path)).headers["location"] == asked
    first, second = SoftKey(SITE), SoftKey(SITE)
    await added(browser, first, "一")
    for path, asked in paths.items():
        assert (await browser.get(path)).headers["location"] == asked
    account = await browser.get("/account")
    for path in ("/account/factors/remove", "/account/codes"):
        assert (await sent(browser, path, account)).headers["location"] == "/account/confirm"
    await added(browser, second, "二")
    assert {"一", "二"} <= set(re.findall(r"<li>(.)[ <]", (await browser.get("/account")).text))
    await confirmed(browser)
    async with desk.identity.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE sessions SET proved_at = now() - interval '11 minutes'")
    assert (await browser.get("/account/factors")).headers["location"] == "/account/confirm"


async def test_a_key_that_is_removed_opens_nothing_and_with_the_last_go_the_codes(
    desk: Desk, browser: Browser
) -> None:
    await desk.account(PERSON)
    await signed_in(browser)
    key = SoftKey(SITE)
    await added(browser, key)
    other = await desk.sign_in(PERSON)
    await confirmed(browser)
    page = await browser.get("/account/factors")
    id = re.findall(r'name="key" value="([^"]+)"', page.text)[0]
    assert (await sent(browser, "/account/factors/remove", page, key=id)).status_code == 303
    assert "尚未启用" in (await browser.get("/account")).text
    assert await desk.platform.rows("identity", "SELECT 1 FROM recovery_codes") == []
    assert other
    assert (await desk.session(other)).status_code == 401
    await browser.post("/sign-out")
    assert (await signed_in(browser)).headers["location"] == "http://127.0.0.1:8002/"
    assert (await logged(desk))[-3:] == ["key_removed", "signed_out", "signed_in"]


async def test_new_recovery_codes_end_those_of_before(desk: Desk, browser: Browser) -> None:
    await desk.account(PERSON)
    await signed_in(browser)
    one = r"<code>([0-9a-f]{4}(?:-[0-9a-f]{4}){3})</code>"
    old = re.findall(one, (await added(browser, SoftKey(SITE))).text)
    await confirmed(browser)
    new = re.findall(one, (await browser.post("/account/codes")).text)
    assert len(new) == 10
    await browser.post("/sign-out")
    await signed_in(browser)
    assert (await browser.post("/second-step", code=old[0])).status_code == 401
    assert (await browser.post("/second-step", code=new[0])).status_code == 303
    assert "codes_renewed" in await logged(desk)


async def test_an_answer_is_good_once_and_for_what_was_asked_here(desk: Desk, browser: Browser) -> None:
    await desk.account(PERSON)
    await signed_in(browser)
    key = SoftKey(SITE)
    await added(browser, key)
    await browser.post("/sign-out")
    await signed_in(browser)
    elsewhere, stranger = twin(key, origin=f"{SITE}.evil.example"), replace(SoftKey(SITE), id=key.id)
    wrong: tuple[Callable[[str], str], ...] = (
        elsewhere.show,
        stranger.show,
        twin(key, present=False).show,
        lambda asked: key.show(json.dumps({**json.loads(asked), "rpId": "evil.example"})),
        lambda asked: key.show(json.dumps({**json.loads(asked), "challenge": "A" * 43})),
        lambda asked: key.make(json.dumps({**json.loads(asked), "rp": {"id": json.loads(asked)["rpId"]}})),
        lambda _: "{}",
        lambda _: "[" * 2000,
        lambda _: json.dumps({"id": "x", "rawId": "x", "type": "public-key", "response": {}}),
    )
    for number, answer in enumerate(wrong):
        async with desk.identity.engine.begin() as connection:
            await connection.exec_driver_sql("DELETE FROM failed_tries")
        page = await browser.get("/second-step")
        said = await sent(browser, "/second-step", page, answer=answer(options_of(page)))
        assert said.status_code == 401, number
    page = await browser.get("/second-step")
    good = key.show(options_of(page))
    assert (await sent(browser, "/second-step", page, answer=good)).status_code == 303
    assert (await sent(browser, "/second-step", page, answer=good)).status_code == 401


async def test_a_key_that_counts_backwards_is_doubted(desk: Desk, browser: Browser) -> None:
    await desk.account(PERSON)
    await signed_in(browser)
    key = SoftKey(SITE)
    await added(browser, key)
    assert (await shown(browser, key)).status_code == 303
    key.counter -= 1
    assert (await shown(browser, key)).status_code == 401
    assert (await logged(desk))[-1] == "key_doubted"


async def test_wrong_keys_and_wrong_codes_are_counted_together(desk: Desk, browser: Browser) -> None:
    await desk.account(PERSON)
    await signed_in(browser)
    key = SoftKey(SITE)
    await added(browser, key)
    for number in range(desk.identity.settings.lock_after):
        said = {"code": "000000"} if number % 2 else {"answer": "{}"}
        assert (await browser.post("/second-step", **said)).status_code == 401
    assert (await shown(browser, key)).status_code == 401
    assert (await logged(desk)).count("factor_failed") == desk.identity.settings.lock_after


async def test_a_key_belongs_to_one_account_and_goes_with_a_reset(desk: Desk, browser: Browser) -> None:
    await desk.account(PERSON)
    await signed_in(browser)
    key = SoftKey(SITE)
    assert (await added(browser, key)).status_code == 200
    again = await added(browser, key, "又一次")
    assert (again.status_code, "已经登记过" in again.text) == (400, True)
    async with desk.identity.engine.begin() as connection:
        account = await keeping.account_of(connection, TOWNSHIP, PERSON)
        await keeping.reset(connection, TOWNSHIP, PERSON, "tests")
    assert account.has_factor
    assert await desk.platform.rows("identity", "SELECT 1 FROM security_keys") == []


async def test_the_pages_run_our_own_script_alone(desk: Desk, browser: Browser) -> None:
    await desk.account(PERSON)
    await signed_in(browser)
    await confirmed(browser)
    page = await browser.get("/account/key")
    policy = page.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert re.findall(r"<script[^>]*>", page.text) == ['<script src="/static/key.js" defer>']
    assert LOGIN in options_of(page)
    assert PASSWORD not in page.text
