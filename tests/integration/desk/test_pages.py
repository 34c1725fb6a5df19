"""The desk by its pages: who gets in, what a form keeps, and how each learns what another has done."""

import asyncio
from typing import Any

import httpx
import pytest

from services.desk.domain.forms.transitions import commands_of_staff, roles_of
from services.desk.sending import Sender
from services.desk.views.thing import PATHS
from shared.kernel.messages.envelope import Actor
from shared.language.contracts.envelope import Role
from tests.support.landing import landed
from tests.support.platform import Platform
from tests.support.signed_in import Browser, Door, Form, KnownPeople
from tests.support.waiting import until

OFFICE = Actor("office-1", Role.OFFICE)
HEAD = Actor("head-1", Role.HEAD)
DEPUTY = Actor("deputy-01", Role.DEPUTY)
PRESIDIUM = Actor("deputy-09", Role.PRESIDIUM)
LEADER = Actor("leader-2", Role.LEADER)
CLERK = Actor("dept-construction", Role.DEPARTMENT, "construction")
DEPT_HEAD = Actor("dept-construction-head", Role.DEPARTMENT_HEAD, "construction")
EVERYBODY = (OFFICE, HEAD, DEPUTY, PRESIDIUM, LEADER, CLERK, DEPT_HEAD)
SUBMIT, ACCEPT = "intake.submission.submit.v1", "intake.submission.accept.v1"
LISTS = tuple(f"/{path}" for path in PATHS.values())
PAGES = ("/", "/new", "/sent", "/o/triage", *LISTS, "/live", "/nothing-here", "/matters/x", "/sent/x")


async def raised(office: Browser, text: str = "村口的路灯不亮。", **more: Any) -> str:
    """The path of a matter that the office has entered for somebody."""
    given = {"text": text, "village": "V01", "channel": "phone", **more}
    response = await office.send(f"/do/{SUBMIT}", given, 200)
    assert "凭证码" in response.text
    page = await office.page("/matters?words=" + text[:6])
    return "/matters/" + page.split('href="/matters/')[1].split('"')[0]


def about(path: str) -> str:
    return f"?kind=submission&id={path.rsplit('/', 1)[1]}"


async def test_what_the_office_has_to_do_stands_on_its_first_page_and_is_one_click_away(
    platform: Platform, door: Door
) -> None:
    async with door.enter(OFFICE) as office, door.enter(DEPUTY) as deputy:
        assert "现在没有等您办的事" in await office.page("/")
        path = await raised(office)
        page = await office.page("/")
        assert "今天到期" in page
        assert path in page
        assert "路灯" in await office.page("/o/triage")
        assert "现在没有等您办的事" in await deputy.page("/")
        went = await office.do(ACCEPT, {"category": "town.lighting"}, f"submission/{path.rsplit('/', 1)[1]}")
        assert went == path
        assert "已受理" in await office.page(path)


async def test_nobody_gets_in_who_has_not_signed_in(door: Door) -> None:
    for cookies in ({}, {"__Host-youyue-session": "guessed"}):
        async with httpx.AsyncClient(base_url=door.url, trust_env=False, cookies=cookies) as http:
            for path in (*PAGES, f"/do/{SUBMIT}", f"/do/{ACCEPT}"):
                response = await http.get(path)
                assert response.status_code == 303, path
                assert response.headers["location"].startswith("http://127.0.0.1:8003/sign-in?next=%2F")
                assert response.headers["cache-control"] == "no-store"
            assert (await landed(http, await http.post(f"/do/{ACCEPT}", data={"x": "x"}))).status_code == 401


@pytest.mark.timeout(240)
async def test_a_command_has_its_form_for_those_alone_who_may_give_it(door: Door) -> None:
    drawn: set[str] = set()
    for actor in EVERYBODY:
        async with door.enter(actor) as browser:
            for type in commands_of_staff():
                allowed = actor.role in roles_of(type)
                if not allowed:
                    await browser.page(f"/do/{type}", 403)
                elif type not in drawn:
                    await browser.page(f"/do/{type}")
                    drawn.add(type)
            await browser.page("/do/directory.township.add.v1", 404)
            await browser.page("/o/triage", 200 if actor == OFFICE else 403)
            if actor != OFFICE:
                await browser.post(f"/do/{ACCEPT}", [], 403)
    assert drawn == set(commands_of_staff())


async def test_every_page_says_that_nobody_may_keep_or_frame_it(door: Door) -> None:
    async with door.enter(OFFICE) as office:
        for path in PAGES:
            if path == "/live":
                continue
            headers = (await office.http.get(path)).headers
            assert headers["cache-control"] == "no-store"
            policy = headers["content-security-policy"]
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy
            assert "style=" not in (await office.http.get(path)).text


async def test_a_form_that_is_not_ours_is_not_taken(platform: Platform, door: Door) -> None:
    async with door.enter(OFFICE) as office, door.enter(DEPUTY) as other:
        form = Form(await office.page(f"/do/{SUBMIT}"))
        theirs = Form(await other.page(f"/do/{SUBMIT}"))
        token = dict(theirs.inputs)["_form"]
        filled = [("text", "x1"), ("channel", "phone"), ("_once", "once-0001")]
        await office.post(form.action, filled, 403)
        await office.post(form.action, [*filled, ("_form", token)], 403)
        own = [*filled, ("_form", dict(form.inputs)["_form"])]
        for origin in ("https://evil.example", "null"):
            response = await office.http.post(
                form.action,
                content=str(httpx.QueryParams(dict(own))).encode(),
                headers={"content-type": "application/x-www-form-urlencoded", "origin": origin},
            )
            assert response.status_code == 403
        assert await platform.rows("desk", "SELECT id FROM sent") == []


async def test_a_double_click_is_one_command(platform: Platform, door: Door) -> None:
    async with door.enter(OFFICE) as office:
        form = Form(await office.page(f"/do/{SUBMIT}"))
        pairs = [*form.inputs, ("text", "村口的路灯不亮。"), ("channel", "phone"), ("village", "V01")]
        for one in await asyncio.gather(*(office.post(form.action, pairs, 200) for _ in range(3))):
            assert "已办理" in one.text
        await platform.settle()
        assert await platform.scalar("intake", "SELECT count(*) FROM submission") == 1


async def test_what_is_refused_keeps_what_was_written_and_leads_to_the_field(door: Door) -> None:
    async with door.enter(OFFICE) as office:
        response = await office.send(
            f"/do/{SUBMIT}", {"text": "", "address": "桥头", "channel": "phone"}, 422
        )
        assert 'href="#f-text"' in response.text
        assert "请填写" in response.text
        assert 'value="桥头"' in response.text
        path = await raised(office)
        words = {"words": "没有的字句", "why": "涉及隐私"}
        refused = await office.send(f"/do/intake.submission.redact.v1{about(path)}", words, 422)
        assert "没有的字句" in refused.text
        assert "涉及隐私" in refused.text
        assert 'href="#f-words"' in refused.text


async def test_of_two_clerks_at_one_matter_the_second_sees_who_did_what_and_loses_no_word(
    door: Door,
) -> None:
    async with door.enter(OFFICE) as first, door.enter(OFFICE) as second:
        path = await raised(first)
        ask = f"/do/intake.submission.ask.v1{about(path)}"
        form = Form(await second.page(ask))
        await first.send(f"/do/{ACCEPT}{about(path)}", {"category": "town.lighting"})
        pairs = [*((n, v) for n, v in form.inputs if n != "question"), ("question", "是哪一盏灯？")]
        stale = await second.post(ask, pairs, 409)
        assert "是哪一盏灯？" in stale.text
        assert "人大办改动过" in stale.text
        assert "受理" in stale.text
        again = Form(stale.text)
        assert dict(again.inputs)["_version"] == "2"
        assert dict(again.inputs)["_once"] != dict(form.inputs)["_once"]


async def test_what_takes_long_is_being_worked_on_and_its_page_then_has_the_answer(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing(self: Sender, id: str, township: str, person: str, patience: float = 0) -> None:
        return None

    async with door.enter(OFFICE) as office, door.enter(DEPUTY) as other:
        path = await raised(office)
        monkeypatch.setattr(Sender, "answer", nothing)
        response = await office.send(f"/do/{ACCEPT}{about(path)}", {"category": "town.lighting"})
        place = response.headers["location"]
        assert place.startswith("/sent/")

        async def answered() -> bool:
            return "已办理" in await office.page(place)

        await until(answered)
        await other.page(place, 404)
        assert place in await office.page("/sent")


async def test_whom_identity_does_not_vouch_for_is_sent_there_and_loses_no_word(
    platform: Platform, door: Door, people: KnownPeople
) -> None:
    async with door.enter(OFFICE) as office:
        people.refuses = "fresh_factor_needed"
        given = {"text": "村口的路灯不亮。", "channel": "phone"}
        response = await office.send(f"/do/{SUBMIT}", given, 403)
        assert "http://127.0.0.1:8003/second-step" in response.text
        assert "村口的路灯不亮。" in response.text
        assert await platform.rows("desk", "SELECT id FROM sent") == []
        people.refuses = ""
        form = Form(response.text)
        await office.post(form.action, form.inputs, 200)


async def test_a_session_that_ends_is_over_within_a_second(door: Door, people: KnownPeople) -> None:
    async with door.enter(OFFICE) as office:
        await office.page("/")
        people.sessions.clear()

        async def over() -> bool:
            return (await office.http.get("/")).status_code == 303

        began = asyncio.get_running_loop().time()
        await until(over)
        assert asyncio.get_running_loop().time() - began < 1.5


async def test_somebody_with_two_posts_chooses_in_which_they_act(door: Door) -> None:
    async with door.enter(Actor("deputy-09", Role.DEPUTY), PRESIDIUM) as browser:
        page = await browser.page("/")
        token = page.split('name="_form" value="')[1].split('"')[0]
        assert "<strong>代表" in page
        response = await browser.post("/post", [("_form", token), ("post", "presidium:")])
        assert "Secure" in response.headers["set-cookie"]
        browser.http.cookies.set("__Host-youyue-post", "presidium:")
        assert "<strong>主席团成员" in await browser.page("/")
        browser.http.cookies.set("__Host-youyue-post", "office:")
        assert "<strong>代表" in await browser.page("/")


async def test_a_time_to_reply_is_offered_with_how_long_it_is_here(door: Door) -> None:
    async with door.enter(OFFICE) as office:
        offered = await office.page("/do/handling.item.assign.v1")
    assert "通常的答复期限（3个月）" in offered
    assert "险情（2小时）" in offered


async def test_a_change_is_on_anothers_open_page_within_a_second(door: Door) -> None:
    async with door.enter(OFFICE) as office, door.enter(HEAD) as head:
        path = await raised(office)
        async with head.http.stream("GET", "/live") as stream:
            lines = stream.aiter_lines()
            assert (await anext(lines)).startswith("retry")
            await asyncio.sleep(0.5)  # the first look only finds where to begin
            began = asyncio.get_running_loop().time()
            await office.send(f"/do/{ACCEPT}{about(path)}", {"category": "town.lighting"})
            done = asyncio.get_running_loop().time()
            async with asyncio.timeout(5):
                while not (line := await anext(lines)).startswith("data:"):
                    pass
            assert line == f"data: submission/{path.rsplit('/', 1)[1]}"
            assert asyncio.get_running_loop().time() - done < 1.0, began
