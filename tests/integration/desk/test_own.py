"""What people keep at the desk for themselves: filters, and a calendar whose address can be taken back."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from itertools import takewhile
from typing import Any

import httpx
import pytest
from icalendar import Calendar

from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.messages.base import Event
from shared.language.contracts import handling as h
from shared.language.contracts import scheduling as s
from shared.language.contracts.envelope import Envelope
from tests.integration.desk.conftest import desk_platform, door, people
from tests.integration.desk.test_pages import CLERK, DEPUTY, OFFICE
from tests.support.matter import WATER, Matter, tell
from tests.support.platform import TOWNSHIP, Platform, Stand
from tests.support.signed_in import Browser, Door, KnownPeople

__all__ = ["door", "people"]
FROM, UNTIL = datetime(2026, 12, 8, 6, tzinfo=UTC), datetime(2026, 12, 8, 9, tzinfo=UTC)
INSIDE = "请假的原因只有人大办知道"


@pytest.fixture
async def platform(in_process: Stand, bus: InProcessBus, people: KnownPeople) -> AsyncIterator[Platform]:
    """Nobody but the lists and the desk: what the others say is told by the test."""
    async with desk_platform(in_process, bus, people, "directory") as running:
        yield running


def told(event: Event, id: str, sequence: int = 1) -> Envelope:
    return Envelope(
        id=f"own-{id}-{sequence}",
        source="/youyue/scheduling",
        type=event.type,
        time=datetime(2026, 11, 30, tzinfo=UTC),
        township=TOWNSHIP,
        actorid=OFFICE.id,
        actorrole=OFFICE.role,
        subject=id,
        sequence=sequence,
        data=event.model_dump(mode="json"),
    )


def meeting(state: str, **more: object) -> s.MeetingSnapshot:
    said = {"starts_at": FROM, "ends_at": UNTIL, "room": "R1", "invited": ("deputy-01", "head-1"), **more}
    return s.MeetingSnapshot.model_validate(
        {"meeting_id": "m1", "kind": "regular", "state": state, "day": date(2026, 12, 8), **said}
    )


def visit(*participants: str) -> s.VisitSnapshot:
    return s.VisitSnapshot(
        visit_id="v1",
        state="planned",
        topic_id="t1",
        day=date(2026, 12, 10),
        lead_id="deputy-02",
        participants=participants,
    )


@pytest.fixture
async def planned(platform: Platform, bus: InProcessBus) -> None:
    news = (
        told(s.MeetingConvened(meeting=meeting("convened")), "m1"),
        told(s.VisitPlanned(visit=visit("deputy-01", "deputy-02")), "v1"),
    )
    for envelope in news:
        await bus.publish_event(envelope)
    await platform.settle()


def entries(content: bytes) -> dict[str, Any]:
    """Each by its id, as another program reads them."""
    found: Any = Calendar.from_ical(content)
    found = found.walk("VEVENT")
    return {str(one["UID"]): one for one in found}


async def token_of(browser: Browser) -> str:
    return str(re.findall(r'name="_form" value="([^"]+)"', await browser.page("/new"))[0])


async def address_of(browser: Browser) -> str:
    """A new one, as the page shows it once."""
    made = await browser.post("/calendar/address", [("_form", await token_of(browser))], 200)
    return str(re.findall(r"http://[^<]+/calendar/[^<]+\.ics", made.text)[0])


async def test_a_calendar_has_what_its_owner_is_expected_at(door: Door, planned: None) -> None:
    async with door.enter(DEPUTY) as deputy, door.enter(CLERK) as clerk:
        answer = await deputy.http.get("/calendar/mine.ics")
        assert answer.headers["content-type"].startswith("text/calendar")
        assert answer.headers["content-disposition"] == 'attachment; filename="youyue.ics"'
        mine = entries(answer.content)
        assert len(mine) == 2
        one = mine[f"meeting-m1@{TOWNSHIP}.youyue"]
        assert (one.decoded("dtstart"), one.decoded("dtend")) == (FROM, UNTIL)
        assert "固定见面" in one["SUMMARY"]
        assert one["LOCATION"] == "代表联络站约见厅"
        assert str(one["URL"]).endswith("/meetings/m1")
        assert mine[f"visit-v1@{TOWNSHIP}.youyue"].decoded("dtstart") == date(2026, 12, 10)
        assert entries((await clerk.http.get("/calendar/mine.ics")).content) == {}


async def test_what_is_moved_or_called_off_is_so_in_a_calendar_that_knew_it(
    platform: Platform, bus: InProcessBus, door: Door, planned: None
) -> None:
    async with door.enter(DEPUTY) as deputy, httpx.AsyncClient(trust_env=False) as program:
        address = await address_of(deputy)
        before = entries((await program.get(address)).content)[f"meeting-m1@{TOWNSHIP}.youyue"]
        off = meeting("cancelled", cancelled_reason="台风")
        await bus.publish_event(told(s.MeetingCancelled(meeting=off), "m1", 2))
        await platform.settle()
        after = entries((await program.get(address)).content)[f"meeting-m1@{TOWNSHIP}.youyue"]
        assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
        assert after["SEQUENCE"] > before["SEQUENCE"]


async def test_an_address_opens_for_a_program_until_it_is_taken_back(
    platform: Platform, door: Door, planned: None
) -> None:
    async with door.enter(DEPUTY) as deputy, httpx.AsyncClient(trust_env=False) as program:
        first = await address_of(deputy)
        assert len(entries((await program.get(first)).content)) == 2
        assert first not in await deputy.page("/calendar")
        kept = await platform.rows("desk", "SELECT hash FROM calendar_links")
        assert kept[0][0] not in first
        second = await address_of(deputy)
        assert (await program.get(first)).status_code == 404
        assert (await program.get(second)).status_code == 200
        await deputy.post("/calendar/end", [("_form", "x" * 32)], 403)
        await deputy.post("/calendar/end", [("_form", await token_of(deputy))])
        assert (await program.get(second)).status_code == 404
        guessed = await program.get(f"{door.url}/calendar/address/guessed.ics")
        assert (guessed.status_code, guessed.headers["cache-control"]) == (404, "no-store")


async def test_an_address_of_somebody_without_a_post_opens_nothing(
    platform: Platform, door: Door, planned: None
) -> None:
    async with door.enter(DEPUTY) as deputy, httpx.AsyncClient(trust_env=False) as program:
        address = await address_of(deputy)
        async with platform.service("desk").engine.begin() as connection:
            await connection.exec_driver_sql("UPDATE calendar_links SET person = 'deputy-gone'")
        assert (await program.get(address)).status_code == 404


async def test_an_address_of_somebody_suspended_opens_nothing_until_they_are_back(
    door: Door, people: KnownPeople, planned: None
) -> None:
    async with door.enter(DEPUTY) as deputy, httpx.AsyncClient(trust_env=False) as program:
        address = await address_of(deputy)
        people.shut.add((TOWNSHIP, DEPUTY.id))
        assert (await program.get(address)).status_code == 404
        people.shut.clear()
        assert (await program.get(address)).status_code == 200


async def test_a_filter_is_kept_under_a_name_by_its_owner_alone(door: Door) -> None:
    async with door.enter(OFFICE) as office, door.enter(DEPUTY) as deputy:
        token = await token_of(office)
        shown = {"path": "matters", "words": "路灯", "state": "received", "department": "", "due": ""}
        given = [("_form", token), ("name", "没受理的路灯"), *shown.items()]
        kept = await office.post("/filters", given)
        place = kept.headers["location"]
        assert place.startswith("/matters?")
        for page in ("/", "/matters", place):
            assert "没受理的路灯" in await office.page(page), page
        assert "没受理的路灯" not in await office.page("/items")
        for page in ("/", "/matters"):
            assert "没受理的路灯" not in await deputy.page(page), page
        assert 'value="路灯"' in await office.page(place)
        await office.post("/filters", [("_form", "x" * 32), *given[1:]], 403)
        gone = [("_form", token), ("name", "没受理的路灯"), ("path", "matters")]
        theirs = [("_form", await token_of(deputy)), *gone[1:]]
        await deputy.post("/filters/remove", theirs)
        assert "没受理的路灯" in await office.page("/matters")
        await office.post("/filters/remove", gone)
        assert "没受理的路灯" not in await office.page("/matters")


async def test_of_too_many_filters_the_next_is_refused_and_a_name_is_one_filter(door: Door) -> None:
    async with door.enter(OFFICE) as office:
        token = await token_of(office)
        for number in [*range(30), 3]:
            given = [("_form", token), ("name", f"第{number}个"), ("path", "items"), ("due", "late")]
            answer = await office.post("/filters", given)
            assert "full" not in answer.headers["location"]
        page = await office.page("/items")
        assert page.count('name="name" value="第') == 30
        refused = await office.post("/filters", [("_form", token), ("name", "再来"), ("path", "items")])
        assert "最多存 30 个" in await office.page(refused.headers["location"])
        elsewhere = [("_form", token), ("name", "x"), ("path", "//evil.example")]
        await office.post("/filters", elsewhere, 403)


async def test_each_department_has_its_lights_for_who_acts_for_it(
    platform: Platform, bus: InProcessBus, door: Door
) -> None:
    until_reminded = takewhile(lambda one: one.type != h.ItemAnswered.type, Matter(TOWNSHIP).told())
    await tell(bus, until_reminded)
    await platform.settle()
    async with door.enter(WATER) as water, door.enter(CLERK) as other, door.enter(OFFICE) as office:
        page = (await water.page("/")).split("部门办理情况")[1]
        assert "绿灯：在期限内</span> 1" in page
        assert 'href="/items?department=water&amp;due=any"' in page
        assert "绿灯：在期限内" in (await office.page("/items")).split("<main")[1]
        for browser in (other, office):
            assert "部门办理情况" not in await browser.page("/")
