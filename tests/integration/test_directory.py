"""A township is taken in and amended, the others decide by it, and it can be read over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import httpx
import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import directory as d
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import MeetingPlanned, PlanMeeting
from tests.support.platform import OTHER_TOWNSHIP, TOWNSHIP, Platform, Stand, running_platform
from tests.support.township import xiushan

OPERATOR, OFFICE = Actor("operator-1", Role.OPERATOR), Actor("office-1", Role.OFFICE)
ADD = d.AddTownship(profile=xiushan().profile, rules=xiushan().rules, lists=xiushan().lists)
NEW_ROOM = d.Room(since=date(2026, 10, 1), code="R9", name="新会议室", capacity=30)
AMEND = d.AmendTownship(lists=d.TownshipLists(rooms=(NEW_ROOM,)), reason="新楼启用")
NEW_TOWNSHIP = "330921299"
"""Of which no service has a copy yet."""
MEETING = PlanMeeting(day=date(2026, 9, 22), room="R1")


@asynccontextmanager
async def reading(platform: Platform) -> AsyncIterator[httpx.AsyncClient]:
    base = f"http://127.0.0.1:{platform.process.port}/directory/"
    async with httpx.AsyncClient(base_url=base, trust_env=False) as http:
        yield http


async def test_nothing_is_decided_for_a_township_before_it_is_taken_in(in_process: Stand) -> None:
    async with running_platform(in_process, "directory", "scheduling") as platform:
        for command in (AMEND, MEETING):
            refused = await platform.tell(command, OFFICE, NEW_TOWNSHIP)
            assert refused.data["code"] == "unknown_township"
        assert (await platform.tell(ADD, OPERATOR, NEW_TOWNSHIP)).type == d.TownshipAdded.type
        assert (await platform.tell(ADD, OPERATOR, NEW_TOWNSHIP)).data["code"] == "wrong_state"
        await platform.settle()
        assert (await platform.tell(MEETING, OFFICE, NEW_TOWNSHIP)).type == MeetingPlanned.type


async def test_an_amendment_is_told_and_its_entries_stay_in_the_history(in_process: Stand) -> None:
    async with running_platform(in_process, "directory") as platform:
        await platform.tell(ADD, OPERATOR)
        amended = await platform.tell(AMEND, OFFICE)
        assert (amended.type, amended.subject, amended.sequence) == (d.TownshipAmended.type, TOWNSHIP, 2)
        assert [room["code"] for room in amended.data["changed"]["rooms"]] == ["R9"]
        stranger = await platform.tell(AMEND, Actor("office-99", Role.OFFICE))
        assert stranger.data["code"] == "unknown_person"
        rows = await platform.rows(
            "directory",
            "SELECT list, key, since, before, after, actor_id, reason FROM list_changes WHERE edition = 2",
        )
    ((name, key, since, before, after, actor, reason),) = rows
    assert (name, key, since, before) == ("rooms", "R9", date(2026, 10, 1), None)
    assert (after["name"], actor, reason) == ("新会议室", "office-1", "新楼启用")


async def test_a_township_is_read_with_a_tag_that_says_whether_it_has_changed(in_process: Stand) -> None:
    async with running_platform(in_process, "directory") as platform, reading(platform) as http:
        await platform.tell(ADD, OPERATOR)
        first = await http.get(TOWNSHIP)
        assert (first.status_code, first.headers["cache-control"]) == (200, "no-cache")
        read = d.TownshipSnapshot.model_validate(first.json())
        assert (first.json()["edition"], read.lists) == (1, xiushan().lists)
        shown = {"if-none-match": f'"0", W/{first.headers["etag"]}'}
        again = await http.get(TOWNSHIP, headers=shown)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])

        await platform.tell(AMEND, OFFICE)
        newer = await http.get(TOWNSHIP, headers=shown)
        assert (newer.status_code, newer.json()["edition"]) == (200, 2)


async def test_a_township_is_read_as_it_is_on_a_day(in_process: Stand) -> None:
    async with running_platform(in_process, "directory") as platform, reading(platform) as http:
        await platform.tell(ADD, OPERATOR)
        await platform.tell(AMEND, OFFICE)

        async def rooms(day: str) -> tuple[set[str], str]:
            answer = await http.get(TOWNSHIP, params={"on": day})
            return {room["code"] for room in answer.json()["lists"]["rooms"]}, answer.headers["etag"]

        (before, one), (after, other) = await rooms("2026-09-30"), await rooms("2026-10-01")
        assert after - before == {"R9"}
        assert one != other
        held = await http.get(TOWNSHIP, params={"on": "2026-10-01"}, headers={"if-none-match": one})
        assert held.status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [(OTHER_TOWNSHIP, 404), ("33092", 400), ("xiushan", 400), (f"{TOWNSHIP}?on=tomorrow", 400)],
)
async def test_what_is_no_township_is_said_to_be_none(in_process: Stand, path: str, status: int) -> None:
    async with running_platform(in_process, "directory") as platform, reading(platform) as http:
        await platform.tell(ADD, OPERATOR)
        assert (await http.get(path, headers={"if-none-match": "*"})).status_code == status
