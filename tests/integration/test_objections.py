"""The way of an objection through services, databases and pages: what is decided to be public no more is read
nowhere, and whoever raised the matter is to be told."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling, intake
from shared.language.contracts.envelope import Role
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform
from tests.unit.handling.world import chief, clerk

CITIZEN = Actor("citizen:1", Role.CITIZEN)
OFFICE = Actor("office-1", Role.OFFICE)
DEPUTY = Actor("deputy-01", Role.DEPUTY)
NAME, REASON = "牛大壮", "写到了一户人家的病情"
ANSWER = f"路灯已按{NAME}的意见修好。"
FACES = "SELECT coalesce(public, body) FROM journal WHERE asker IS NULL AND available_at IS NULL"


@pytest.fixture
async def everybody(in_process: Stand) -> AsyncIterator[Platform]:
    async with running_platform(in_process, "intake", "handling", "console") as platform:
        yield platform


async def answered(platform: Platform) -> tuple[str, str]:
    """A small matter that was answered in full: the item's id, and the matter's trace code."""
    call = intake.SubmitSubmission(text="路灯不亮。", channel="phone", village="V01")
    matter = (await platform.tell(call, CITIZEN)).data["submission"]
    sent = intake.FastLaneSubmission(submission_id=matter["submission_id"], department="water")
    await platform.tell(sent, OFFICE)
    await platform.settle()
    id = str(await platform.scalar("handling", "SELECT id FROM item"))
    await platform.tell(handling.AcknowledgeItem(item_id=id), clerk("water"))
    await platform.tell(handling.AnswerFastLane(item_id=id, result_class="A", text=ANSWER), chief("water"))
    await platform.settle()
    return id, str(matter["trace_code"])


async def pages(platform: Platform, id: str, code: str) -> str:
    url = f"http://127.0.0.1:{platform.process.port}"
    async with httpx.AsyncClient(base_url=url, trust_env=False) as browser:
        paths = (f"/?township={TOWNSHIP}", f"/loop.json?township={TOWNSHIP}", f"/t/{code}", f"/items/{id}")
        answers = [await browser.get(path, follow_redirects=True) for path in paths]
    assert [answer.status_code for answer in answers] == [200] * len(paths)
    return "\n".join(answer.text for answer in answers)


async def read(platform: Platform, id: str, code: str) -> dict[str, str]:
    """Everything that is public, by where it stands."""
    places = {
        "handling.journal": ("handling", FACES),
        "console.known": ("console", "SELECT data::text FROM known WHERE kind <> 'township'"),
        "console.timeline": ("console", "SELECT detail::text FROM timeline"),
    }
    said = {
        place: "\n".join(row[0] for row in await platform.rows(name, sql))
        for place, (name, sql) in places.items()
    }
    return {**said, "pages": await pages(platform, id, code)}


async def test_what_the_office_decides_after_an_objection_is_all_that_is_read(everybody: Platform) -> None:
    id, code = await answered(everybody)
    before = await read(everybody, id, code)
    assert {place for place, said in before.items() if NAME in said} == set(before)

    objection = handling.ObjectToPublication(item_id=id, round=1, reason=REASON)
    objected = await everybody.tell(objection, DEPUTY)
    assert "code" not in objected.data, objected
    await everybody.settle()
    meanwhile = await read(everybody, id, code)
    assert {place for place, said in meanwhile.items() if NAME in said} == set(meanwhile)
    assert "有代表对答复的公开提出异议" in meanwhile["pages"]
    assert {place for place, said in meanwhile.items() if REASON in said or DEPUTY.id in said} == set()

    decision = handling.DecidePublication(
        item_id=id, round=1, publish="summary", summary="路灯已修好。", reason="异议成立"
    )
    decided = await everybody.tell(decision, OFFICE)
    assert "code" not in decided.data, decided
    await everybody.settle()
    after = await read(everybody, id, code)
    assert {place for place, said in after.items() if NAME in said or "异议成立" in said} == set()
    assert "路灯已修好。" in after["pages"]
    ((kept,),) = await everybody.rows("handling", "SELECT data::text FROM item")
    assert [words for words in (ANSWER, REASON, "异议成立") if words not in kept] == []


async def test_its_raiser_is_told_again_of_what_changed_and_not_of_what_stays(everybody: Platform) -> None:
    id, _ = await answered(everybody)
    untold = "SELECT data ->> 'untold_since' FROM submission"
    submission_id = str(await everybody.scalar("intake", "SELECT id FROM submission"))
    tell = intake.TellRaiser(submission_id=submission_id, how="phone")
    await everybody.tell(tell, OFFICE)
    await everybody.tell(handling.ObjectToPublication(item_id=id, round=1, reason=REASON), DEPUTY)
    choice = {"item_id": id, "round": 1, "reason": "不含隐私"}
    upheld = handling.DecidePublication.model_validate({**choice, "publish": "full"})
    assert (await everybody.tell(upheld, OFFICE)).type == handling.ItemPublicationUpheld.type
    await everybody.settle()
    assert await everybody.scalar("intake", untold) is None
    other = handling.DecidePublication.model_validate(
        {**choice, "publish": "no", "not_public_because": "涉及隐私"}
    )
    assert (await everybody.tell(other, OFFICE)).type == handling.ItemPublicationChanged.type
    await everybody.settle()
    assert await everybody.scalar("intake", untold) is not None


async def test_of_two_at_once_one_objection_and_one_decision_hold(everybody: Platform) -> None:
    id, _ = await answered(everybody)
    objection = handling.ObjectToPublication(item_id=id, round=1, reason=REASON)
    answers = await asyncio.gather(*(everybody.tell(objection, DEPUTY) for _ in range(2)))
    assert sorted(str(one.data.get("code")) for one in answers) == ["None", "already_objected"]
    choice = {"item_id": id, "round": 1, "reason": "不含隐私", "publish": "full"}
    upheld = handling.DecidePublication.model_validate(choice)
    answers = await asyncio.gather(*(everybody.tell(upheld, OFFICE) for _ in range(2)))
    assert sorted(str(one.data.get("code")) for one in answers) == ["None", "nothing_changes"]
