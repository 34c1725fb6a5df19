"""The paper of a meeting as chromium prints it: what stands on each page, what is torn, what is nobody's."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.messages.base import Event
from shared.kernel.messages.envelope import SYSTEM
from shared.language.contracts import intake as i
from shared.language.contracts import scheduling as s
from shared.language.contracts.envelope import Envelope
from tests.browser.conftest import PICTURES, SIZES, picture
from tests.browser.test_desk import Enter, enter
from tests.browser.test_every_page import RULES
from tests.integration.desk.conftest import desk_platform, door, people
from tests.integration.desk.test_pages import DEPUTY, HEAD, OFFICE
from tests.support.platform import OTHER_TOWNSHIP, TOWNSHIP, Platform, Stand
from tests.support.signed_in import Door, KnownPeople

__all__ = ["door", "enter", "people"]
PAPER = "/meetings/m2/paper"
START = datetime(2026, 9, 2, 0, 15, tzinfo=UTC)
SECRET, STRUCK = "邻居家夜里焚烧塑料垃圾", "某某的身份证号"
POINTS = 7
LONG = "泵站坏了，一涨水就淹，村口的路也走不了。" * 20
FOOT = "2026年9月28日 14:00–17:00"


def told(event: Event, kind: str, id: str, sequence: int, day: int) -> Envelope:
    return Envelope(
        id=f"paper-{id}-{sequence}",
        source=f"/youyue/{event.owner()}",
        type=event.type,
        time=START + timedelta(days=day),
        township=TOWNSHIP,
        actorid=SYSTEM.id,
        actorrole=SYSTEM.role,
        subject=id,
        sequence=sequence,
        data=event.model_dump(mode="json"),
    )


def topic(number: int) -> i.TopicSnapshot:
    return i.TopicSnapshot(
        topic_id=f"t{number}",
        state="proposed",
        title=f"第{number}号议题：东岙排涝",
        text=LONG,
        origin="deputy",
        lead_id="deputy-01",
        supporters=12,
        created_at=START,
    )


def entry(number: int, **more: Any) -> s.AgendaEntry:
    title = f"第{number}号议题：东岙排涝"
    return s.AgendaEntry(kind="topic", id=f"t{number}", title=title, why="topic_proposed", **more)


def meeting(id: str, day: date, *agenda: s.AgendaEntry, **more: Any) -> s.MeetingSnapshot:
    return s.MeetingSnapshot(meeting_id=id, kind="regular", state="frozen", day=day, agenda=agenda, **more)


@pytest.fixture
async def platform(in_process: Stand, bus: InProcessBus, people: KnownPeople) -> AsyncIterator[Platform]:
    """Nobody but the lists and the desk: what the others say is told by the test."""
    async with desk_platform(in_process, bus, people, "directory") as running:
        yield running


@pytest.fixture
async def invited(platform: Platform, bus: InProcessBus) -> str:
    """A meeting on seven topics and one matter that nobody has published; the first topic was met about."""
    news: list[Envelope] = []
    for number in range(1, POINTS + 1):
        one = topic(number)
        news.append(told(i.TopicCreated(topic=one), "topic", one.topic_id, 1, number))
        for step in range(2, 8):
            supported = i.TopicSupported(topic=one.model_copy(update={"supporters": step}))
            news.append(told(supported, "topic", one.topic_id, step, number + step))
    matter = i.SubmissionSnapshot(
        submission_id="s-secret",
        trace_code="K7M-2QX-9FA",
        state="received",
        channel="phone",
        title=SECRET,
        text=SECRET,
        submitted_at=START,
        village="V01",
    )
    news.append(told(i.SubmissionReceived(submission=matter), "submission", "s-secret", 1, 1))
    asked = s.Exchange(
        asked_by="deputy-02", question="泵什么时候修好？", answered_by="head-1", reply="下月修好。"
    )
    before = entry(1, result="carried_over", report="旧泵已送修。", reported_by="head-1", exchanges=(asked,))
    was = meeting("m1", date(2026, 9, 14), before, held_at=START)
    news.append(told(s.MeetingHeld(meeting=was), "meeting", "m1", 1, 12))
    open_matter = s.AgendaEntry(kind="submission", id="s-secret", title="", why="submission_unanswered")
    will = meeting(
        "m2",
        date(2026, 9, 28),
        entry(1, carried=1),
        *(entry(number) for number in range(2, POINTS + 1)),
        open_matter,
        room="R1",
        chair_id="deputy-09",
        starts_at=datetime(2026, 9, 28, 6, tzinfo=UTC),
        ends_at=datetime(2026, 9, 28, 9, tzinfo=UTC),
        invited=("deputy-01", "deputy-02", "deputy-09", "head-1", "dept-water"),
        leave=("deputy-02",),
    )
    news.append(told(s.MeetingFrozen(meeting=will), "meeting", "m2", 1, 20))
    for envelope in news:
        await bus.publish_event(envelope)
    await platform.settle()
    return PAPER


async def printed(page: Page, name: str) -> list[str]:
    """The text of each sheet."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    content = await page.pdf(path=PICTURES / f"{name}.pdf", prefer_css_page_size=True)
    sheets = pypdfium2.PdfDocument(content)
    for number, sheet in enumerate(sheets):
        sheet.render(scale=1.3).to_pil().save(PICTURES / f"{name}-{number + 1}.png")
    return [sheet.get_textpage().get_text_range() for sheet in sheets]


async def test_a_meeting_can_be_held_from_its_paper(enter: Enter, invited: str) -> None:
    page = await enter(OFFICE)
    await page.goto("/meetings/m2")
    await page.get_by_role("link", name="打印会议材料").click()
    sheets = await printed(page, "paper")
    whole = "\n".join(sheets)
    assert len(sheets) > 3
    for number, sheet in enumerate(sheets, 1):
        assert FOOT in sheet
        assert f"第{number}页，共{len(sheets)}页" in sheet.replace(" ", "")
    for number in range(1, POINTS + 1):
        assert whole.count(f"第{number}号议题：东岙排涝") >= 2
    assert whole.count("本次议定") == POINTS + 1
    for said in (
        "泵什么时候修好？",
        "下月修好。",
        "旧泵已送修。",
        "2026年9月14日会上",
        "已顺延1次",
        "签到表",
    ):
        assert said in whole, said
    people = sheets[-1]
    assert people.index("签到表") < people.index("请假")
    assert "返回约见" not in whole


async def test_no_day_and_no_step_is_torn(enter: Enter, invited: str) -> None:
    page = await enter(OFFICE)
    await page.goto(invited)
    sheets = await printed(page, "paper-steps")
    steps = re.compile(r"2026年9月\d+日 \d\d:\d\d\s+\S.*有人|2026年9月\d+日 \d\d:\d\d[^\n]{4,}")
    lines = [line for sheet in sheets for line in sheet.splitlines()]
    assert sum(bool(steps.match(line.strip())) for line in lines) >= POINTS * 6
    torn = [line for line in lines if re.search(r"\d{4}年\d*月?\d*$|^\d*日|^\d+月\d+日", line.strip())]
    assert torn == []


@pytest.mark.two_townships
async def test_whoever_prints_it_it_says_what_everybody_may_read(
    enter: Enter, invited: str, door: Door
) -> None:
    for actor in (OFFICE, HEAD, DEPUTY):
        page = await enter(actor)
        await page.goto(invited)
        assert SECRET not in "\n".join(await printed(page, f"paper-{actor.role}"))
        await page.context.close()
    async with door.enter(OFFICE, township=OTHER_TOWNSHIP) as stranger, door.enter(OFFICE) as office:
        for path in (invited, f"{invited}.css"):
            assert (await stranger.http.get(path)).status_code == 404
            assert (await office.http.get(path)).status_code == 200
        assert (await office.http.get("/meetings/none/paper")).status_code == 404


@pytest.mark.parametrize("size", SIZES)
async def test_the_paper_is_for_everybody_on_a_screen_too(enter: Enter, invited: str, size: str) -> None:
    page = await enter(OFFICE, size)
    await page.goto(invited)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = await Axe().run(page, options=RULES)
    assert {one["id"]: one["nodes"][0]["html"] for one in found.response["violations"]} == {}
    await picture(page, f"paper-screen-{size}")
