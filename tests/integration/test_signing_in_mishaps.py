"""What goes wrong at sign-in: links used twice, forms by nobody, crowds, and what is over."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from services.identity.accounts import keeping, signing_in, tries
from services.identity.pages.asking import SESSION
from tests.integration.test_signing_in import LOGIN, OTHER_PASSWORD, PERSON, browser, desk, signed_in
from tests.support.account_pages import Browser, confirmed
from tests.support.accounts import PASSWORD, Desk
from tests.support.platform import TOWNSHIP
from tests.support.purges import carry_out, in_days

__all__ = ["browser", "desk"]
THIRD_PASSWORD = "Amsel-58-Drossel"
PATIENCE = 3.0
"""Seconds that the desk waits for identity."""


@pytest.fixture
async def other(desk: Desk) -> AsyncIterator[Browser]:
    url = f"http://127.0.0.1:{desk.platform.process.ports['identity']}"
    async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=30) as http:
        yield Browser(http)


async def test_of_two_who_use_a_link_at_once_one_sets_the_password(
    desk: Desk, browser: Browser, other: Browser
) -> None:
    async with desk.identity.engine.begin() as connection:
        link = await keeping.add(connection, TOWNSHIP, PERSON, LOGIN, "tests")
    answers = await asyncio.gather(
        browser.post(f"/invited/{link}", new=PASSWORD), other.post(f"/invited/{link}", new=OTHER_PASSWORD)
    )
    assert sorted(one.status_code for one in answers) == [303, 404]


async def test_what_a_password_needs_is_said_in_numbers(desk: Desk, browser: Browser) -> None:
    async with desk.identity.engine.begin() as connection:
        link = await keeping.add(connection, TOWNSHIP, PERSON, LOGIN, "tests")
    before = (await browser.get(f"/invited/{link}")).text
    assert "至少10个字符" in before
    assert "密码太短" not in before
    after = (await browser.post(f"/invited/{link}", new="short")).text
    assert "密码太短：至少10个字符" in after
    assert "至少3种" in after


async def test_a_new_password_by_a_link_ends_old_sessions_and_the_lock(desk: Desk, browser: Browser) -> None:
    await desk.account(PERSON)
    old = await desk.sign_in(PERSON)
    for number in range(desk.identity.settings.lock_after):
        await signed_in(browser, f"wrong-{number}")
    assert (await signed_in(browser)).status_code == 401
    async with desk.identity.engine.begin() as connection:
        link = await keeping.invite(connection, TOWNSHIP, PERSON, "tests")
    assert (await browser.post(f"/invited/{link}", new=THIRD_PASSWORD)).status_code == 303
    assert old
    assert (await desk.session(old)).status_code == 401
    assert (await signed_in(browser, THIRD_PASSWORD)).status_code == 303


async def test_who_has_left_and_is_back_begins_anew(desk: Desk, browser: Browser) -> None:
    await desk.account(PERSON)
    old = await desk.sign_in(PERSON)
    assert old
    async with desk.identity.engine.begin() as connection:
        await keeping.end(connection, TOWNSHIP, PERSON, "tests")
    assert (await signed_in(browser)).status_code == 401
    async with desk.identity.engine.begin() as connection:
        link = await keeping.add(connection, TOWNSHIP, PERSON, f"new-{LOGIN}", "tests")
    assert (await desk.session(old)).status_code == 401
    assert (await signed_in(browser)).status_code == 401
    assert (await browser.post(f"/invited/{link}", new=OTHER_PASSWORD)).status_code == 303
    answer = await browser.post("/sign-in", login=f"new-{LOGIN}", password=OTHER_PASSWORD)
    assert answer.status_code == 303
    async with desk.identity.engine.begin() as connection:
        with pytest.raises(keeping.NoSuchAccount, match="account_exists"):
            await keeping.add(connection, TOWNSHIP, PERSON, LOGIN, "tests")


async def test_who_only_looks_with_head_tries_nothing(desk: Desk, browser: Browser) -> None:
    await desk.account(PERSON)
    await signed_in(browser)
    for path in ("/sign-in", "/account", "/account/factor", "/second-step", "/invited/x"):
        look, head = await browser.get(path), await browser.http.head(path, headers=browser._headers())
        assert head.status_code == look.status_code, path
    assert await desk.platform.rows("identity", "SELECT what FROM failed_tries") == []


async def test_senseless_forms_are_refused_and_break_nothing(desk: Desk, browser: Browser) -> None:
    await desk.account(PERSON)
    assert (await browser.post("/sign-in", login="\0", password="x")).status_code == 400
    await signed_in(browser)
    await confirmed(browser)
    for sealed in ("", "not ours"):
        assert (await browser.post("/account/factor", sealed=sealed, code="123456")).status_code == 401
    assert (await browser.post("/account/sessions/end", name="\0")).status_code == 400
    assert (await desk.session(browser.cookies[SESSION])).status_code == 200


async def test_a_crowd_that_signs_in_does_not_keep_the_desk_waiting(desk: Desk, browser: Browser) -> None:
    await desk.account(PERSON)
    session = await desk.sign_in(PERSON)
    assert session
    await browser.get("/sign-in")
    crowd = [asyncio.create_task(signed_in(browser, f"wrong-{number}")) for number in range(30)]
    loop = asyncio.get_running_loop()
    took: list[float] = []
    while not all(task.done() for task in crowd):
        began = loop.time()
        assert (await desk.session(session)).status_code == 200
        took.append(loop.time() - began)
    assert max(took) < PATIENCE, max(took)
    await asyncio.gather(*crowd)


async def test_what_is_over_is_not_listed_and_goes_and_the_log_after_half_a_year(
    desk: Desk, browser: Browser
) -> None:
    await desk.account(PERSON)
    await desk.sign_in(PERSON)
    await signed_in(browser)
    await signed_in(browser, "wrong")
    tables = ("sessions", "failed_tries", "first_links", "sign_in_log")
    async with desk.identity.engine.begin() as connection:
        assert await keeping.invite(connection, TOWNSHIP, PERSON, "tests")
        await connection.exec_driver_sql("UPDATE sessions SET seen_at = now() - interval '31 minutes'")
    assert "<b>" not in (await browser.get("/account")).text
    keeps = desk.identity.settings
    for days, left in (
        (keeps.keep_ended_days - 1, tables),
        (keeps.keep_ended_days + 5, ("sign_in_log",)),
        (keeps.keep_log_days + 1, ()),
    ):
        await carry_out(in_days(desk.identity, days))
        counts = {
            table: (await desk.platform.rows("identity", f"SELECT count(*) FROM {table}"))[0][0]
            for table in tables
        }
        assert tuple(table for table in tables if counts[table]) == left


async def test_whoever_is_suspended_meanwhile_sets_no_password_and_stays_so(desk: Desk) -> None:
    await desk.account(PERSON)
    async with desk.identity.engine.begin() as connection:
        await keeping.suspend(connection, TOWNSHIP, PERSON, "tests")
        known, settings = (TOWNSHIP, PERSON), desk.identity.settings
        assert not await signing_in.knows_password(connection, *known, PASSWORD, "127.0.0.1", settings)
        assert await signing_in.set_password(connection, *known, THIRD_PASSWORD, settings, "") == ("shut",)
        assert (await keeping.account_of(connection, *known)).state == "suspended"


async def test_nobody_spends_the_tries_of_a_second_step_at_the_first(desk: Desk, browser: Browser) -> None:
    await desk.account(PERSON)
    for number in range(desk.identity.settings.lock_after):
        await browser.post("/sign-in", login=f"otp:{LOGIN}", password=f"wrong-{number}")
    keys = tries.keys_of(LOGIN, "10.0.0.1", tries.FACTOR)
    async with desk.identity.engine.connect() as connection:
        assert not await tries.is_locked(connection, keys)
