"""Over the real broker and database: queues, who was told, what is private, learned and erased."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from services.intake.storage.contacts import Original, Reading, read_original, readings
from services.intake.storage.lookups import decisions
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor, Envelope
from shared.language.contracts import intake
from shared.language.contracts.envelope import Role
from tests.support.platform import OTHER_TOWNSHIP, STORY_START, TOWNSHIP, Platform, Stand, running_platform
from tests.support.purges import carry_out, in_days
from tests.support.world import RULES
from tests.unit.intake.world import CITIZEN, OFFICE, PROOF, SECRET

OPERATOR = Actor("operator-1", Role.OPERATOR)
PHONE = "13800003391"
_ROW = "SELECT id, type, subject, sequence, body FROM"
WHOLE = f"({_ROW} journal_past UNION ALL {_ROW} journal) AS whole"
PARKED = """
INSERT INTO parked_messages (queue, reason, detail, attempts, headers, body, status, parked_at)
SELECT 'intake.inbox.commands', 'test', '', 0, '{}', convert_to(:phone, 'UTF8'), status, '2026-09-01'
FROM unnest(ARRAY['parked', 'dropped']) AS status
"""


async def told(platform: Platform, command: Command, actor: Actor = OFFICE) -> Envelope:
    answer = await platform.tell(command, actor)
    assert "code" not in answer.data, answer.data
    return answer


async def raised(platform: Platform, words: str = "村口三盏路灯都不亮，晚上看不清路", **more: object) -> str:
    raising = {"text": words, "channel": "online", "proof": PROOF, **more}
    answer = await told(platform, intake.SubmitSubmission.model_validate(raising), CITIZEN)
    id: str = answer.data["submission"]["submission_id"]
    return id


async def asked(platform: Platform, path: str, **query: object) -> Any:
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{platform.process.ops_port}", trust_env=False
    ) as http:
        answer = await http.get(path, params={name: str(value) for name, value in query.items()})
        return answer.json() if answer.is_success else answer.status_code


async def counts(platform: Platform, **query: object) -> dict[str, int]:
    overview = await asked(platform, "/intake/queues", **{"township": TOWNSHIP, **query})
    return {queue["name"]: queue["count"] for queue in overview["queues"] if queue["count"]}


async def move(platform: Platform, **later: int) -> None:
    await platform.tell(intake.MoveIntakeClock(to=STORY_START + timedelta(**later)), OPERATOR)
    await platform.settle()


@pytest.mark.two_townships
async def test_the_office_finds_its_work_in_queues_by_page_and_by_township(in_process: Stand) -> None:
    async with running_platform(in_process, "intake") as platform:
        ids = [await raised(platform, village=village) for village in ("V01", "V01", "V02")]
        await platform.tell(intake.SubmitSubmission(text="隔壁乡", channel="online"), CITIZEN, OTHER_TOWNSHIP)
        assert await counts(platform) == {"received": 3, "unpublished": 3}
        assert await counts(platform, township=OTHER_TOWNSHIP) == {"received": 1, "unpublished": 1}
        assert await counts(platform, village="V02") == {"received": 1, "unpublished": 1}
        await move(platform, hours=3)
        danger = await raised(platform, "液化气罐漏气了，满屋子都是味道，快来人")
        assert await counts(platform) == {"danger": 1, "overdue": 3, "received": 4, "unpublished": 4}
        first = await asked(platform, "/intake/queues/received", township=TOWNSHIP, size=2)
        rest = await asked(
            platform, "/intake/queues/received", township=TOWNSHIP, size=3, after=first["next"]
        )
        found = [submission["submission_id"] for page in (first, rest) for submission in page["submissions"]]
        assert (found[:1], sorted(found[1:]), rest["next"]) == ([danger], sorted(ids), None)
        assert await asked(platform, "/intake/queues/no-such") == 404
        assert await asked(platform, "/intake/queues", township=TOWNSHIP, village="V99") == 404
        assert await asked(platform, "/intake/queues/received", township=TOWNSHIP, vilage="V01") == 400
        assert await asked(platform, "/intake/queues/received", township=TOWNSHIP, size=0) == 400


async def test_whoever_is_still_to_be_told_stands_in_a_queue_until_they_are(stand: Stand) -> None:
    async with running_platform(stand, "intake") as platform:
        refused, handed_up = await raised(platform), await raised(platform)
        await told(platform, intake.RejectSubmission(submission_id=refused, reason_code="promotion"))
        await told(platform, intake.ForwardSubmission(submission_id=handed_up, to="县水利局", why="县管"))
        # That it was handed up is something to be told of, too (case L22).
        assert await counts(platform) == {"county": 1, "unpublished": 1, "untold": 2}
        await told(platform, intake.RecordCountyAnswer(submission_id=handed_up, text="已列入计划"))
        guess = intake.TellRaiser(submission_id=refused, proof="222-222-222-222")
        assert (await platform.tell(guess, CITIZEN)).data["code"] == "wrong_proof"
        await told(platform, guess.model_copy(update={"proof": SECRET}), CITIZEN)
        untold = await asked(platform, "/intake/queues/untold")
        assert [submission["submission_id"] for submission in untold["submissions"]] == [handed_up]
        await told(platform, intake.TellRaiser(submission_id=handed_up, how="phone"))
        assert await counts(platform) == {"unpublished": 1}


@pytest.mark.two_townships
async def test_queues_show_nothing_private_and_reading_the_original_is_logged(in_process: Stand) -> None:
    async with running_platform(in_process, "intake") as platform:
        id = await raised(
            platform, f"路灯不亮，找{PHONE}", contact=intake.Contact(name="周海根", phone=PHONE)
        )
        assert PHONE not in str(await asked(platform, "/intake/queues/received"))
        reading = Reading(id, "office-1", "回访", STORY_START)
        async with platform.service("intake").engine.connect() as connection, connection.begin():
            original = await read_original(connection, TOWNSHIP, reading)
            assert isinstance(original, Original)
            assert (original.name, original.phone, original.text) == ("周海根", PHONE, f"路灯不亮，找{PHONE}")
            assert await read_original(connection, OTHER_TOWNSHIP, reading) is None
            assert await readings(connection, TOWNSHIP, id) == [reading]


async def test_originals_and_contact_are_erased_when_their_time_is_over_or_on_request(stand: Stand) -> None:
    async with running_platform(stand, "intake") as platform:
        contact, house = (
            intake.Contact(name="周海根", phone=PHONE),
            {"latitude": "30.1234", "longitude": "122.1234", "address": "东岙村9号"},
        )
        over, wanted, kept = [
            await raised(platform, f"灯坏了，找{PHONE}", contact=contact, **house) for _ in range(3)
        ]
        await told(platform, intake.RejectSubmission(submission_id=over, reason_code="promotion"))
        guess = intake.EraseSubmission(submission_id=wanted, proof="222")
        assert (await platform.tell(guess, CITIZEN)).data["code"] == "wrong_proof"
        await told(platform, guess.model_copy(update={"proof": SECRET}), CITIZEN)
        async with platform.service("intake").housekeeping.begin() as connection:
            await connection.execute(text(PARKED), {"phone": PHONE})
        # What has left the journal is erased as well.
        await carry_out(in_days(platform.service("intake"), 500))
        assert await platform.scalar("intake", "SELECT count(*) FROM journal WHERE body LIKE '%村9号%'") == 0
        await move(platform, days=800)
        parked = await platform.rows(
            "intake", "SELECT status, length(body) AS size FROM parked_messages ORDER BY status"
        )
        assert [(row.status, row.size > 0) for row in parked] == [("dropped", False), ("parked", True)]
        rows = await platform.rows(
            "intake", "SELECT id FROM submission WHERE data::text LIKE :phone", phone=f"%{PHONE}%"
        )
        assert [row.id for row in rows] == [kept]
        assert [row.submission_id for row in await platform.rows("intake", "SELECT * FROM contacts")] == [
            kept
        ]
        for spot in house.values():
            found = await platform.rows(
                "intake", f"SELECT subject FROM {WHOLE} WHERE body LIKE :spot", spot=f"%{spot}%"
            )
            assert {row.subject for row in found} == {kept}
        received = f"SELECT count(DISTINCT id) FROM {WHOLE} WHERE type = :type AND sequence = 1"
        assert await platform.scalar("intake", received, type=intake.SubmissionReceived.type) == 3
        tombstones = await platform.rows("intake", "SELECT id, data->>'erased_why' AS why FROM submission")
        assert {row.id: row.why for row in tombstones} == {over: "retention", wanted: "request", kept: None}


async def test_what_the_office_decides_is_kept_beside_what_triage_suggested(stand: Stand) -> None:
    async with running_platform(stand, "intake") as platform:
        id = await raised(platform)
        unknown = intake.AcceptSubmission(submission_id=id, urgency="now")
        assert (await platform.tell(unknown, OFFICE)).data["code"] == "unknown_urgency"
        await told(
            platform, intake.AcceptSubmission(submission_id=id, category="transport.road", as_suggested=True)
        )
        async with platform.service("intake").engine.connect() as connection:
            (example,) = [example async for example in decisions(connection, TOWNSHIP)]
        assert (example["category"], example["suggested"]["category"]) == ("transport.road", "town.lighting")
        received = next(event for event in platform.events if event.type == intake.SubmissionReceived.type)
        assert received.data["triage"]["category"]["why"]["zh"]


async def test_one_person_is_limited_by_number_and_barred_by_the_office(stand: Stand) -> None:
    async with running_platform(stand, "intake") as platform:
        contact = intake.Contact(phone=PHONE)
        ids = [await raised(platform, contact=contact) for _ in range(RULES.raising.per_person)]
        raising = intake.SubmitSubmission(
            text="又一件", channel="qr", contact=intake.Contact(phone="138 0000 3391")
        )
        assert (await platform.tell(raising, CITIZEN)).data["code"] == "too_many_submissions"
        await raised(platform, contact=intake.Contact(phone="13800003392"))
        await move(platform, hours=25)
        await told(platform, raising, CITIZEN)
        bar = intake.BarRaiser(submission_id=ids[0], until=STORY_START + timedelta(days=9), why="辱骂")
        assert (await platform.tell(bar, CITIZEN)).data["code"] == "wrong_role"
        await told(platform, bar)
        assert (await platform.tell(raising, CITIZEN)).data["code"] == "raiser_barred"
        await move(platform, days=10)
        await told(platform, raising, CITIZEN)
