"""What goes wrong at a desk: many at once, old forms, sessions that are over, and senseless input."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from services.desk.identity import Away, Signing
from tests.integration.desk.test_pages import ACCEPT, DEPUTY, OFFICE, SUBMIT, about, raised
from tests.support.landing import landed
from tests.support.platform import Platform
from tests.support.signed_in import Browser, Door, Form, KnownPeople
from tests.support.waiting import until

TEXT = "村口的路灯不亮。"
OTHER = "桥头的护栏断了。"
MANY = "9" * 5000
Pairs = list[tuple[str, str]]


def filled(page: str, **given: str) -> Pairs:
    """The inputs of its form, with these in them."""
    form = Form(page)
    return [*((name, value) for name, value in form.inputs if name not in given), *given.items()]


async def matters(platform: Platform) -> int:
    await platform.settle()
    return int(await platform.scalar("intake", "SELECT count(*) FROM submission"))


async def test_ten_clerks_take_on_one_matter_at_once_and_one_of_them_does(
    platform: Platform, door: Door
) -> None:
    async with AsyncExitStack() as stack:
        clerks = [await stack.enter_async_context(door.enter(OFFICE)) for _ in range(10)]
        form = f"/do/{ACCEPT}{about(await raised(clerks[0]))}"
        pairs = [filled(await clerk.page(form), category="town.lighting") for clerk in clerks]

        async def send(clerk: Browser, with_these: Pairs) -> int:
            body = "&".join(f"{name}={value}" for name, value in with_these).encode()
            kind = {"content-type": "application/x-www-form-urlencoded"}
            sent = await clerk.http.post(form, content=body, headers=kind)
            return (await landed(clerk.http, sent)).status_code

        found = await asyncio.gather(*map(send, clerks, pairs))
    assert sorted(found) == [303, *[409] * 9]
    accepted = "SELECT count(*) FROM submission WHERE state = 'accepted'"
    assert await platform.scalar("intake", accepted) == 1


async def test_who_goes_back_and_writes_other_words_sends_another_matter(
    platform: Platform, door: Door
) -> None:
    async with door.enter(OFFICE) as office:
        page = await office.page(f"/do/{SUBMIT}")
        for text in (TEXT, OTHER, OTHER):
            await office.post(f"/do/{SUBMIT}", filled(page, text=text, channel="phone"), 200)
        assert await matters(platform) == 2


async def test_nobody_sends_under_the_number_of_anothers_form(platform: Platform, door: Door) -> None:
    async with door.enter(OFFICE) as office, door.enter(DEPUTY) as deputy:
        page = await office.page(f"/do/{SUBMIT}")
        await office.post(f"/do/{SUBMIT}", filled(page, text=TEXT, channel="phone"), 200)
        same = dict(Form(page).inputs)["_once"]
        own = filled(await deputy.page(f"/do/{SUBMIT}"), text=TEXT, channel="phone", _once=same)
        assert "已办理" in (await deputy.post(f"/do/{SUBMIT}", own, 200)).text
        assert await matters(platform) == 2


async def test_who_was_signed_out_signs_in_anew_and_sends_what_they_had_written(
    platform: Platform, door: Door, people: KnownPeople
) -> None:
    async with door.enter(OFFICE) as office:
        pairs = filled(await office.page(f"/do/{SUBMIT}"), text=TEXT, channel="phone")
        known = dict(people.sessions)
        people.sessions.clear()

        async def over() -> bool:
            return (await office.http.get("/")).status_code == 303

        await until(over)
        kept = Form((await office.post(f"/do/{SUBMIT}", pairs, 401)).text)
        assert ("text", TEXT) in kept.inputs
        token, session = next(iter(known.items()))
        people.sessions = {token + "-anew": session}
        office.http.cookies.set("__Host-youyue-session", token + "-anew")
        shown = await office.post(kept.action, kept.inputs, 403)
        assert await matters(platform) == 0
        again = Form(shown.text)
        assert ("text", TEXT) in again.inputs
        await office.post(again.action, again.inputs, 200)
        assert await matters(platform) == 1


async def test_what_identity_cannot_sign_now_is_kept_and_is_one_command_when_it_can(
    platform: Platform, door: Door, people: KnownPeople, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(token: str, what: Signing) -> None:
        raise Away("asleep")

    async with door.enter(OFFICE) as office:
        pairs = filled(await office.page(f"/do/{SUBMIT}"), text=TEXT, channel="phone")
        with monkeypatch.context() as asleep:
            asleep.setattr(people, "sign", away)
            kept = Form((await office.post(f"/do/{SUBMIT}", pairs, 503)).text)
        assert ("text", TEXT) in kept.inputs
        again = Form((await office.post(kept.action, kept.inputs, 403)).text)
        for _ in range(2):
            await office.post(again.action, again.inputs, 200)
        assert await matters(platform) == 1


async def test_who_corrects_a_form_still_learns_what_another_did_since_they_opened_it(door: Door) -> None:
    async with door.enter(OFFICE) as first, door.enter(OFFICE) as second:
        path = await raised(first)
        ask = f"/do/intake.submission.ask.v1{about(path)}"
        page = await second.page(ask)
        await first.send(f"/do/{ACCEPT}{about(path)}", {"category": "town.lighting"})
        empty = await second.post(ask, filled(page, question=""), 422)
        assert dict(Form(empty.text).inputs)["_version"] == "1"
        await second.post(ask, filled(empty.text, question="是哪一盏灯？"), 409)


async def test_a_question_that_two_categories_ask_keeps_its_answer(door: Door) -> None:
    async with door.enter(OFFICE) as office:
        page = await office.page(f"/do/{SUBMIT}")
        names = [name for name, _ in Form(page).inputs if name.startswith("details.")]
        assert names
        assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    "path",
    ["/matters?skip=²", f"/matters?skip={'9' * 5000}", "/o/triage?skip=²", f"/o/triage?skip={'9' * 5000}"],
)
async def test_a_number_that_is_none_is_the_beginning(door: Door, path: str) -> None:
    async with door.enter(OFFICE) as office:
        await office.page(path)


async def test_senseless_forms_are_refused_and_break_nothing(platform: Platform, door: Door) -> None:
    async with door.enter(OFFICE) as office:
        page = await office.page(f"/do/{SUBMIT}")
        many = [(f"x{number}", "1") for number in range(2500)]
        await office.post(f"/do/{SUBMIT}", [*filled(page), *many], 400)
        for version in ("²", "-1", "9" * 5000):
            path = f"/do/intake.submission.ask.v1{about('/matters/none')}"
            await office.post(path, [("_version", version)], 404)
        rows = [("_more", "found"), ("found.².text", "x"), (f"found.{'9' * 5000}.text", "x")]
        record = "/do/scheduling.visit.record.v1"
        await office.post(record, [*filled(await office.page(record)), *rows], 200)
        office.http.cookies.set("__Host-youyue-session", "x" * 3000)
        await office.page("/", 303)
        assert await matters(platform) == 0


async def test_who_wants_english_reads_english(door: Door) -> None:
    async with door.enter(OFFICE) as office:
        office.http.headers["accept-language"] = "en-GB,en;q=0.9,zh;q=0.5"
        page = await office.page("/")
        assert '<html lang="en"' in page
        assert "Nothing waits for you" in page
        refused = await office.send(f"/do/{SUBMIT}", {"text": "", "channel": "phone"}, 422)
        assert "请填写" not in refused.text


async def test_what_was_written_of_an_erased_matter_is_not_kept_with_the_forms(
    platform: Platform, door: Door
) -> None:
    async with door.enter(OFFICE) as office:
        path = await raised(office, TEXT)
        await office.send(f"/do/intake.submission.ask.v1{about(path)}", {"question": "是哪一盏灯？"})
        erase = f"/do/intake.submission.erase.v1{about(path)}"
        assert await platform.scalar("desk", "SELECT count(*) FROM sent WHERE data <> '{}'") == 2
        form = Form(await office.page(erase))
        await office.post(erase, form.inputs, 303)
        await platform.settle()
        kept = "SELECT count(*) FROM sent WHERE data::text LIKE '%灯%'"
        assert await platform.scalar("desk", kept) == 0
        assert await platform.scalar("desk", "SELECT count(*) FROM sent") == 3
