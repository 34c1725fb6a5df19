"""The way of a redaction through services, databases and pages: nobody outside reads the words any more."""

from collections.abc import AsyncIterator

import httpx
import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling, intake
from shared.language.contracts.envelope import Role
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform

CITIZEN = Actor("citizen:1", Role.CITIZEN)
OFFICE = Actor("office-1", Role.OFFICE)
DEPUTY = Actor("deputy-01", Role.DEPUTY)
NAME = "牛大壮"
TITLE = f"东岙村{NAME}家旁的水渠"
FACES = "SELECT coalesce(public, body) FROM journal WHERE asker IS NULL AND available_at IS NULL"


@pytest.fixture
async def everybody(in_process: Stand) -> AsyncIterator[Platform]:
    async with running_platform(in_process, "intake", "handling", "console") as platform:
        yield platform


async def assigned(platform: Platform) -> tuple[str, str]:
    """A topic with a name in its title, and the trace code of its matter; a department has its item."""
    call = intake.SubmitSubmission(text="水渠堵了。", channel="phone", village="V01")
    matter = (await platform.tell(call, CITIZEN)).data["submission"]
    id = matter["submission_id"]
    await platform.tell(intake.AcceptSubmission(submission_id=id), OFFICE)
    topic = intake.CreateTopic(title=TITLE, text=f"{NAME}家旁的水渠堵了。", submission_ids=(id,))
    topic_id = (await platform.tell(topic, DEPUTY)).data["topic"]["topic_id"]
    await platform.tell(intake.ProposeTopic(topic_id=topic_id), DEPUTY)
    await platform.settle()
    directly = handling.AssignDirectly(
        topic_id=topic_id, lead="water", basis="水利设施养护职责", reason="职责明确"
    )
    await platform.tell(directly, OFFICE)
    await platform.settle()
    return topic_id, matter["trace_code"]


async def pages(platform: Platform, code: str) -> str:
    url = f"http://127.0.0.1:{platform.process.port}"
    async with httpx.AsyncClient(base_url=url, trust_env=False) as browser:
        paths = (f"/?township={TOWNSHIP}", f"/loop.json?township={TOWNSHIP}", f"/t/{code}")
        answers = [await browser.get(path, follow_redirects=True) for path in paths]
    assert [answer.status_code for answer in answers] == [200] * len(paths)
    return "\n".join(answer.text for answer in answers)


async def read(platform: Platform, code: str) -> dict[str, str]:
    """Everything that is public, by where it stands."""
    places = {f"{name}.journal": (name, FACES) for name in ("intake", "handling")}
    places["console.known"] = ("console", "SELECT data::text FROM known")
    places["console.timeline"] = ("console", "SELECT detail::text FROM timeline")
    said = {
        place: "\n".join(row[0] for row in await platform.rows(name, sql))
        for place, (name, sql) in places.items()
    }
    return {**said, "pages": await pages(platform, code)}


async def test_words_struck_out_of_a_topic_are_read_nowhere_and_stay_inside(everybody: Platform) -> None:
    topic_id, code = await assigned(everybody)
    before = await read(everybody, code)
    assert {place for place, said in before.items() if NAME in said} == set(before)

    command = intake.RedactTopic(topic_id=topic_id, words=NAME, why="写到了一位村民")
    answer = await everybody.tell(command, OFFICE)
    assert "code" not in answer.data, answer
    await everybody.settle()

    after = await read(everybody, code)
    assert {place for place, said in after.items() if NAME in said} == set()
    assert "东岙村██家旁的水渠" in after["pages"]
    for service, kind in (("intake", "topic"), ("handling", "item")):
        ((kept,),) = await everybody.rows(service, f"SELECT data::text FROM {kind}")
        assert TITLE in kept
        assert "写到了一位村民" in kept
    again = await everybody.tell(command, OFFICE)
    assert again.data["code"] == "words_not_public"
