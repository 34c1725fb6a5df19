"""Signing in by the pages, as a browser without JavaScript does, and what the log keeps of it."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import asyncpg
import httpx
import pyotp
import pytest

from services.identity.accounts import keeping
from services.identity.accounts.hashing import digest
from services.identity.pages.asking import SESSION
from shared.client.platform import new_command
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import evaluation
from shared.language.contracts.envelope import Role
from tests.support.account_pages import Browser, confirmed
from tests.support.accounts import PASSWORD, Desk, desk_of, with_secrets
from tests.support.landing import landed
from tests.support.platform import TOWNSHIP, Stand, running_platform

PERSON = "deputy-01"
LOGIN = f"{PERSON}@{TOWNSHIP}"
OTHER_PASSWORD = "Kessel-93-Birne"


@pytest.fixture
async def desk(in_process: Stand) -> AsyncIterator[Desk]:
    with with_secrets():
        async with AsyncExitStack() as stack:
            platform = await stack.enter_async_context(running_platform(in_process, "identity"))
            yield await stack.enter_async_context(desk_of(platform))


@pytest.fixture
async def browser(desk: Desk) -> AsyncIterator[Browser]:
    url = f"http://127.0.0.1:{desk.platform.process.ports['identity']}"
    async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=30) as http:
        yield Browser(http)


async def signed_in(browser: Browser, password: str = PASSWORD) -> httpx.Response:
    return await browser.post("/sign-in", login=LOGIN, password=password)


async def test_who_was_invited_sets_a_password_once_and_signs_in(desk: Desk, browser: Browser) -> None:
    async with desk.identity.engine.begin() as connection:
        link = await keeping.add(connection, TOWNSHIP, PERSON, LOGIN, "tests")
    assert LOGIN in (await browser.get(f"/invited/{link}")).text
    weak = await browser.post(f"/invited/{link}", new="Passw0rd2026!")
    assert weak.status_code == 400
    assert (await browser.post(f"/invited/{link}", new=PASSWORD)).status_code == 303
    assert (await browser.get(f"/invited/{link}")).status_code == 404
    answer = await browser.post("/sign-in", login=LOGIN.upper(), password=PASSWORD, next="/items/7")
    assert (answer.status_code, answer.headers["location"]) == (303, "http://127.0.0.1:8002/items/7")
    assert (await desk.session(browser.cookies[SESSION])).json()["person"] == PERSON
    assert "no-store" in answer.headers["cache-control"]
    # With none at all browsers send forms from the origin "null".
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "unsafe" not in answer.headers["content-security-policy"]


async def test_the_database_has_no_session_link_or_password_as_it_is(desk: Desk, browser: Browser) -> None:
    await desk.account(PERSON)
    await signed_in(browser)
    session = browser.cookies[SESSION]
    rows = await desk.platform.rows(
        "identity", "SELECT s::text FROM sessions s UNION ALL SELECT a::text FROM accounts a"
    )
    text = " ".join(row[0] for row in rows)
    assert digest(session) in text
    assert session not in text
    assert PASSWORD not in text
    assert "$argon2id$" in text


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example/", "/\\evil.example", "x"])
async def test_nobody_is_sent_to_another_site(desk: Desk, browser: Browser, wanted: str) -> None:
    await desk.account(PERSON)
    answer = await browser.post("/sign-in", login=LOGIN, password=PASSWORD, next=wanted)
    assert answer.headers["location"] == "http://127.0.0.1:8002/"


async def test_a_form_of_another_site_changes_nothing(desk: Desk, browser: Browser) -> None:
    await desk.account(PERSON)
    said = await browser.http.post("/sign-in", data={"login": LOGIN, "password": PASSWORD, "csrf": "0" * 64})
    assert said.status_code == 403
    foreign = {"origin": "https://evil.example"}
    assert (await browser.http.post("/sign-out", headers=foreign)).status_code == 403
    assert SESSION not in browser.cookies


async def test_whatever_is_wrong_the_answer_is_the_same_and_too_many_tries_lock(
    desk: Desk, browser: Browser
) -> None:
    await desk.account(PERSON)
    unknown = await browser.post("/sign-in", login="nobody@nowhere", password="wrong")
    pages = [
        await signed_in(browser, f"wrong-{number}") for number in range(desk.identity.settings.lock_after)
    ]
    right = await signed_in(browser)
    texts = {re.sub(r'value="[0-9a-f]{64}"', "", page.text) for page in (unknown, *pages, right)}
    assert {page.status_code for page in (unknown, *pages, right)} == {401}
    assert len(texts) == 1
    await desk.platform.rows("identity", "SELECT 1")
    async with desk.identity.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE failed_tries SET locked_until = now() - interval '1 second'")
    assert (await signed_in(browser)).status_code == 303
    kinds = [
        row[0] for row in await desk.platform.rows("identity", "SELECT what FROM sign_in_log ORDER BY number")
    ]
    assert kinds[-2:] == ["locked", "signed_in"]


async def test_a_session_ends_when_nobody_uses_it_and_after_a_day_s_work(
    desk: Desk, browser: Browser
) -> None:
    await desk.account(PERSON)
    for column in ("seen_at", "begun_at"):
        await signed_in(browser)
        session = browser.cookies[SESSION]
        assert (await desk.session(session)).status_code == 200
        async with desk.identity.engine.begin() as connection:
            await connection.exec_driver_sql(f"UPDATE sessions SET {column} = now() - interval '25 hours'")
        assert (await desk.session(session)).status_code == 401
        assert (await browser.get("/account")).headers["location"] == "/sign-in"


async def test_signing_out_and_changing_the_password_end_sessions(desk: Desk, browser: Browser) -> None:
    await desk.account(PERSON)
    other = await desk.sign_in(PERSON)
    await signed_in(browser)
    assert other
    changed = await browser.post("/account/password", old=PASSWORD, new=OTHER_PASSWORD)
    assert changed.status_code == 303
    assert (await desk.session(other)).status_code == 401
    again = await browser.post("/account/password", old=OTHER_PASSWORD, new=PASSWORD)
    assert again.status_code == 400
    session = browser.cookies[SESSION]
    assert (await desk.session(session)).status_code == 200
    await browser.post("/sign-out")
    assert (await desk.session(session)).status_code == 401


async def test_a_second_step_is_asked_for_and_each_code_opens_once(desk: Desk, browser: Browser) -> None:
    await desk.account(PERSON)
    await signed_in(browser)
    asked = (await browser.get("/account/factor")).headers["location"]
    assert asked == "/account/confirm?to=/account/factor"
    assert (await confirmed(browser, "wrong", asked)).status_code == 401
    assert (await confirmed(browser, at=asked)).headers["location"] == "/account/factor"
    page = await browser.get("/account/factor")
    # Each page draws its own secret; the form sends back the one that it shows.
    secret = re.findall(r"<code>([A-Z2-7]{32})</code>", page.text)[0]
    data = {
        "csrf": re.findall(r'name="csrf" value="([0-9a-f]{64})"', page.text)[0],
        "sealed": re.findall(r'name="sealed" value="([^"]+)"', page.text)[0],
        "code": pyotp.TOTP(secret).now(),
    }
    sent = await browser.http.post("/account/factor", data=data, headers=browser._headers())
    added = await landed(browser.http, sent, browser._headers())
    codes = re.findall(r"<code>([0-9a-f]{4}(?:-[0-9a-f]{4}){3})</code>", added.text)
    assert len(codes) == 10
    await browser.post("/sign-out")
    first = await signed_in(browser)
    assert first.headers["location"].startswith("/second-step")
    session = browser.cookies[SESSION]
    assert (await desk.session(session)).status_code == 401
    used = await browser.post("/second-step", code=data["code"])
    assert used.status_code == 401
    assert (await browser.post("/second-step", code=codes[0])).status_code == 303
    said = (await desk.session(session)).json()
    assert said["amr"] == ["pwd", "otp"]
    assert said["has_second_factor"] is True
    assert (await browser.post("/second-step", code=codes[0])).status_code == 401
    await _votes_with_a_fresh_factor_alone(desk, session)


async def _votes_with_a_fresh_factor_alone(desk: Desk, session: str) -> None:
    vote = new_command(
        evaluation.CastVote(ballot_id="b-1", process="satisfied", result="satisfied"),
        Actor(PERSON, Role.DEPUTY),
        TOWNSHIP,
        "/youyue/desk",
    )
    assert (await desk.asks_token(session, vote)).status_code == 200
    async with desk.identity.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE sessions SET factor_at = now() - interval '6 minutes'")
    refused = await desk.asks_token(session, vote)
    assert (refused.status_code, refused.json()) == (403, {"code": "fresh_factor_needed"})


async def test_the_log_is_added_to_and_not_changed(desk: Desk, database_url: str) -> None:
    await desk.account(PERSON)
    await desk.sign_in(PERSON)
    admin: Any = await asyncpg.connect(database_url.replace("+asyncpg", ""))
    try:
        await admin.execute("CREATE ROLE keeper_of_accounts")
        await admin.execute("GRANT USAGE ON SCHEMA identity TO keeper_of_accounts")
        await admin.execute("GRANT ALL ON identity.sign_in_log TO keeper_of_accounts")
        await admin.execute("SET ROLE keeper_of_accounts")
        for statement in (
            "UPDATE identity.sign_in_log SET what = 'signed_out'",
            "DELETE FROM identity.sign_in_log",
            "TRUNCATE identity.sign_in_log",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await admin.execute(statement)
        assert await admin.fetchval("SELECT count(*) FROM identity.sign_in_log") >= 3
    finally:
        await admin.execute("RESET ROLE")
        await admin.execute("DROP OWNED BY keeper_of_accounts")
        await admin.execute("DROP ROLE keeper_of_accounts")
        await admin.close()
