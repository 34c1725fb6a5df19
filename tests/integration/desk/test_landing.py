"""After a form one stands on a page that was asked for by GET: Back asks nothing, and nothing is lost."""

from urllib.parse import unquote, urlencode

import httpx
import pytest

from services.desk.identity import Away
from services.desk.pages import guard
from tests.integration.desk.test_mishaps import OTHER, TEXT, filled, matters
from tests.integration.desk.test_pages import ACCEPT, DEPUTY, OFFICE, SUBMIT, about, raised
from tests.support.platform import Platform
from tests.support.signed_in import Browser, Door, Form, KnownPeople

OF_NO_PAGE = ("/filters", "/filters/remove", "/calendar/end", "/post", "/larger")
KIND = {"content-type": "application/x-www-form-urlencoded"}


async def sent(browser: Browser, path: str, **given: str) -> httpx.Response:
    """What the form of the page was answered, and no more."""
    form = Form(await browser.page(path))
    content = urlencode(filled(await browser.page(path), **given)).encode()
    return await browser.http.post(form.action, content=content, headers=KIND, follow_redirects=False)


async def test_a_refused_form_is_shown_by_get_with_every_word_as_often_as_one_likes(door: Door) -> None:
    async with door.enter(OFFICE) as office:
        refused = await sent(office, f"/do/{SUBMIT}", text=TEXT, channel="")
        place = refused.headers["location"]
        assert refused.status_code == 303
        assert refused.headers["cache-control"] == "no-store"
        assert TEXT not in unquote(place)
        first, again = [await office.http.get(place) for _ in range(2)]
        assert (first.status_code, first.headers["cache-control"]) == (422, "no-store")
        assert "frame-ancestors 'none'" in first.headers["content-security-policy"]
        assert TEXT in dict(Form(first.text).inputs)["text"]
        assert first.text == again.text
        assert (await office.post(f"/do/{SUBMIT}", filled(first.text, channel="phone"), 200)).text


async def test_the_proof_stands_on_the_page_and_not_in_its_address_nor_in_the_table(
    platform: Platform, door: Door
) -> None:
    async with door.enter(OFFICE) as office:
        page = await office.page(f"/do/{SUBMIT}")
        pairs = filled(page, text=TEXT, channel="phone")
        proof = dict(pairs)["_proof"]
        done = await office.http.post(f"/do/{SUBMIT}", content=urlencode(pairs).encode(), headers=KIND)
        assert proof not in done.headers["location"]
        for _ in range(2):
            assert proof in (await office.page(done.headers["location"]))
        ((sealed,),) = await platform.rows("desk", "SELECT sealed FROM landings")
        assert proof.encode() not in bytes(sealed)
        assert await matters(platform) == 1


async def test_the_answer_is_for_the_session_that_sent_the_form_and_ends_with_it(
    door: Door, people: KnownPeople, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "_KNOWN_FOR", 0.0)
    async with door.enter(OFFICE) as office, door.enter(DEPUTY) as deputy:
        place = (await sent(office, f"/do/{SUBMIT}", text=TEXT, channel="")).headers["location"]
        assert TEXT not in await deputy.page(place)
    async with door.enter(OFFICE) as anew:
        people.sessions.clear()
        assert (await anew.http.get(place)).headers["location"].startswith("http://127.0.0.1:8003/sign-in")


async def test_after_half_an_hour_the_address_shows_the_empty_form_and_the_answer_goes(
    platform: Platform, door: Door
) -> None:
    async with door.enter(OFFICE) as office:
        place = (await sent(office, f"/do/{SUBMIT}", text=TEXT, channel="")).headers["location"]
        async with platform.service("desk").engine.begin() as connection:
            await connection.exec_driver_sql("UPDATE landings SET made_at = now() - interval '31 minutes'")
        assert TEXT not in await office.page(place)
        await sent(office, f"/do/{SUBMIT}", text=OTHER, channel="")
        assert await platform.scalar("desk", "SELECT count(*) FROM landings") == 1


async def test_what_is_written_while_nobody_knows_sessions_is_shown_by_get_as_well(
    platform: Platform, door: Door, people: KnownPeople, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(token: str) -> None:
        raise Away("asleep")

    monkeypatch.setattr(guard, "_KNOWN_FOR", 0.0)
    async with door.enter(OFFICE) as office:
        pairs = filled(await office.page(f"/do/{SUBMIT}"), text=TEXT, channel="phone")
        with monkeypatch.context() as asleep:
            asleep.setattr(people, "session", away)
            kept = Form((await office.post(f"/do/{SUBMIT}", pairs, 503)).text)
        again = Form((await office.post(kept.action, kept.inputs, 403)).text)
        await office.post(again.action, again.inputs, 200)
        assert await matters(platform) == 1


async def test_without_room_for_more_answers_a_form_is_answered_as_it_is(
    platform: Platform, door: Door
) -> None:
    async with platform.service("desk").engine.begin() as connection:
        await connection.exec_driver_sql(
            "INSERT INTO landings (hash, sealed) SELECT int8send(n), '' FROM generate_series(1, 20000) n"
        )
    async with door.enter(OFFICE) as office:
        full = await sent(office, f"/do/{SUBMIT}", text=TEXT, channel="")
        assert (full.status_code, TEXT in full.text) == (422, True)


async def test_each_page_that_answers_a_form_is_asked_for_by_get(door: Door) -> None:
    async with door.enter(OFFICE) as office:
        path = await raised(office)
        token = dict(Form(await office.page(f"/do/{SUBMIT}")).inputs)["_form"]
        forms = {
            f"/do/{ACCEPT}{about(path)}": {"_form": "x"},
            f"{path}/contact": {"_form": token, "why": ""},
            "/calendar/address": {"_form": token},
            **{path: {"_form": "x"} for path in OF_NO_PAGE},
        }
        for address, data in forms.items():
            answer = await office.http.post(address, data=data, follow_redirects=False)
            assert answer.status_code == 303, address
            shown = await office.http.get(answer.headers["location"])
            assert shown.status_code in (200, 403, 422), address
            assert (await office.http.get(answer.headers["location"])).text == shown.text
