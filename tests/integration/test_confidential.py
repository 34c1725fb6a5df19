"""The way of a matter that is made confidential when others knew of it already: through services, databases,
pages and what is sent again, and back when that is lifted (V10)."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from services.intake.storage.contacts import Original, Reading, read_original, readings
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.errors import Refusal
from shared.language.codes.proof import commitment
from shared.language.contracts import evaluation, handling, intake
from shared.language.contracts.envelope import Role
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform

CITIZEN = Actor("citizen:1", Role.CITIZEN)
OFFICE = Actor("office-1", Role.OFFICE)
CLERK = Actor("dept-water", Role.DEPARTMENT, department="water")
CHIEF = Actor("dept-water-head", Role.DEPARTMENT_HEAD, department="water")
SECRET = "K7M-2QX-9FA-3BD"
TEXT, TITLE, ANSWER = "村口养猪场往河里排污", "河道异味问题", "已责令养殖户清运粪污"
WORDS = (TEXT, TITLE, ANSWER)
SERVICES = ("intake", "scheduling", "handling", "evaluation", "console")
FACES = "SELECT coalesce(public, body) FROM journal WHERE asker IS NULL AND available_at IS NULL"
LAST = {
    "intake.submission.made_confidential.v1",
    "handling.item.confidentiality_changed.v1",
    "evaluation.rating.confidentiality_changed.v1",
}


@pytest.fixture
async def everybody(in_process: Stand) -> AsyncIterator[Platform]:
    async with running_platform(in_process, *SERVICES) as platform:
        yield platform


async def at_a_department(platform: Platform) -> tuple[str, str, str]:
    """A matter that was published and has a department: its id, its trace code, and its item's id."""
    raised = intake.SubmitSubmission(
        text=f"{TEXT}。", channel="phone", village="V01", proof=commitment(SECRET)
    )
    matter = (await platform.tell(raised, CITIZEN)).data["submission"]
    id = matter["submission_id"]
    full = intake.Publication(extent="full")
    await platform.tell(intake.AcceptSubmission(submission_id=id, publish=full), OFFICE)
    down = intake.FastLaneSubmission(submission_id=id, department="water", title=TITLE)
    await platform.tell(down, OFFICE)
    await platform.settle()
    ((item,),) = await platform.rows("handling", "SELECT id FROM item")
    await platform.tell(handling.AcknowledgeItem(item_id=item), CLERK)
    return id, matter["trace_code"], item


async def dealt_with(platform: Platform) -> tuple[str, str, str]:
    """The same, answered and rated."""
    id, code, item = await at_a_department(platform)
    await platform.tell(handling.AnswerFastLane(item_id=item, result_class="A", text=ANSWER), CHIEF)
    await platform.settle()
    rate = evaluation.GiveRating(submission_id=id, proof=SECRET, satisfied=True)
    given = await platform.tell(rate, CITIZEN)
    assert given.type == "evaluation.rating.given.v1", given
    await platform.settle()
    return id, code, item


async def read(platform: Platform, code: str, item: str) -> dict[str, str]:
    """Everything that is public, by where it stands."""
    places = {f"{name}.journal": (name, FACES) for name in SERVICES[:-1]}
    places["console.known"] = ("console", "SELECT data::text FROM known")
    places["console.timeline"] = ("console", "SELECT detail::text FROM timeline")
    said = {
        place: "\n".join(row[0] for row in await platform.rows(name, sql))
        for place, (name, sql) in places.items()
    }
    url = f"http://127.0.0.1:{platform.process.port}"
    paths = ("/", "/loop.json", "/waiting", "/waiting.json", f"/t/{code}", f"/items/{item}")
    async with httpx.AsyncClient(base_url=url, trust_env=False, follow_redirects=True) as browser:
        for path in paths:
            said[path] = (await browser.get(path, params={"township": TOWNSHIP})).text
    return said


def where(said: dict[str, str], words: tuple[str, ...] = WORDS) -> set[str]:
    return {place for place, text in said.items() if any(one in text for one in words)}


async def faces(platform: Platform, *subjects: str) -> list[str]:
    """What anybody but the house would be sent of these things again, by type."""
    found = []
    for service in SERVICES[:-1]:
        sql = f"SELECT type FROM journal WHERE subject = ANY (:about) AND asker IS NULL AND {_SENT}"
        found += [row[0] for row in await platform.rows(service, sql, about=list(subjects))]
    return found


_SENT = "available_at IS NULL AND public IS DISTINCT FROM '' ORDER BY position"


async def test_a_matter_made_confidential_after_its_answer_is_read_nowhere_and_kept_inside(
    everybody: Platform,
) -> None:
    id, code, item = await dealt_with(everybody)
    ((rating,),) = await everybody.rows("evaluation", "SELECT id FROM rating")
    before = await read(everybody, code, item)
    assert {"intake.journal", "handling.journal", "console.known", f"/t/{code}"} <= where(before)

    made = intake.MakeConfidential(submission_id=id, why="怕被报复")
    answer = await everybody.tell(made, OFFICE)
    assert answer.type == "intake.submission.made_confidential.v1", answer
    await everybody.settle()
    after = await read(everybody, code, item)
    assert where(after) == set()
    assert where(after, ("怕被报复",)) == set()
    assert code not in after["/loop.json"] + after["/waiting.json"]
    assert item not in after["/"] + after["/loop.json"] + after["/waiting"]
    assert set(await faces(everybody, id, item, rating)) == LAST
    ((kept,),) = await everybody.rows("handling", "SELECT data::text FROM item")
    assert TITLE in kept
    assert ANSWER in kept

    # What happens to it from now on is the house's alone, whoever acts.
    again = evaluation.GiveRating(submission_id=id, proof=SECRET, satisfied=False, reason="还在排污")
    await everybody.tell(again, CITIZEN)
    await everybody.settle()
    assert where(await read(everybody, code, item), (*WORDS, "还在排污")) == set()
    assert set(await faces(everybody, id, item, rating)) == LAST

    lift = intake.LiftConfidentiality(submission_id=id, why="误设")
    await everybody.tell(lift, OFFICE)
    await everybody.settle()
    lifted = await read(everybody, code, item)
    assert TITLE in lifted[f"/items/{item}"]
    assert ANSWER in lifted["console.known"]
    assert ANSWER in lifted["handling.journal"]
    assert TEXT not in "".join(lifted.values())
    assert where(lifted, ("误设", "怕被报复")) == set()


@pytest.mark.parametrize("first", [0, 1])
async def test_an_answer_given_while_the_matter_is_made_confidential_is_read_nowhere(
    everybody: Platform, first: int
) -> None:
    id, code, item = await at_a_department(everybody)
    answer = everybody.tell(handling.AnswerFastLane(item_id=item, result_class="A", text=ANSWER), CHIEF)
    made = everybody.tell(intake.MakeConfidential(submission_id=id, why="怕被报复"), OFFICE)
    # Neither waits for the other.
    await asyncio.gather(*((answer, made) if first else (made, answer)))
    await everybody.settle()
    assert where(await read(everybody, code, item)) == set()
    ((state, confidential),) = await everybody.rows(
        "handling", "SELECT state, data->>'confidential' FROM item"
    )
    assert (state, confidential) == ("archived", "true")
    ((kept,),) = await everybody.rows("intake", "SELECT data::text FROM submission")
    assert ANSWER in kept, "its raiser has the answer"


async def test_the_answer_says_the_code_of_what_nobody_hears_of_and_whom_to_call(everybody: Platform) -> None:
    raised = intake.SubmitSubmission(
        text="有人要烧房子，现在就着火了", channel="phone", village="V01", confidential=True
    )
    answer = await answer_to(everybody, raised)
    ((code,),) = await everybody.rows("intake", "SELECT data->>'trace_code' FROM submission")
    assert answer["trace_code"] == code
    assert answer["call_now"]["zh"]
    assert await faces(everybody, answer["event"]["subject"]) == []
    lift = intake.LiftConfidentiality(submission_id=answer["event"]["subject"], why="误设")
    assert "trace_code" not in {name for name, said in (await answer_to(everybody, lift)).items() if said}


async def answer_to(platform: Platform, command: Command) -> dict[str, Any]:
    """What its sender alone is told."""
    await platform.tell(command, OFFICE if isinstance(command, intake.LiftConfidentiality) else CITIZEN)
    await platform.settle()
    told = "SELECT body FROM journal WHERE asker IS NOT NULL ORDER BY position DESC LIMIT 1"
    ((body,),) = await platform.rows("intake", told)
    data: dict[str, Any] = json.loads(body)["data"]
    return data


async def test_whom_a_matter_concerns_is_refused_its_raiser_and_that_is_logged(
    everybody: Platform,
) -> None:
    raised = intake.SubmitSubmission(
        text=TEXT, channel="phone", village="V01", contact=intake.Contact(name="周海根", phone="13857213456")
    )
    id = (await everybody.tell(raised, CITIZEN)).data["submission"]["submission_id"]
    await everybody.tell(
        intake.MakeConfidential(submission_id=id, why="举报", recused=("deputy-01",)), OFFICE
    )
    async with everybody.service("intake").engine.connect() as connection, connection.begin():
        for reader in ("deputy-01", "office-1"):
            reading = Reading(id, reader, "核实", datetime(2026, 9, 1, tzinfo=UTC))
            found = await read_original(connection, TOWNSHIP, reading)
            assert isinstance(found, Refusal if reader == "deputy-01" else Original), reader
        logged = await readings(connection, TOWNSHIP, id)
    assert [(one.read_by, one.refused) for one in logged] == [("deputy-01", True), ("office-1", False)]
