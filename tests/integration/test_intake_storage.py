"""What intake keeps in a real database: contact data apart, trace codes once, submissions in one topic at a
time."""

import asyncio
from collections import Counter

import pytest
from sqlalchemy.exc import IntegrityError

from shared.kernel.messages.envelope import Envelope
from shared.language.contracts import intake
from tests.support.platform import OTHER_TOWNSHIP, TOWNSHIP, Platform, Stand, running_platform
from tests.unit.intake.world import CITIZEN, DEPUTY, OFFICE, OTHER_DEPUTY, PROOF, SECRET

PHONE = "13800003391"


async def submitted(platform: Platform, township: str = TOWNSHIP) -> dict[str, str]:
    contact = intake.Contact(name="周海根", phone=PHONE)
    command = intake.SubmitSubmission(text=f"泵站坏了，电话{PHONE}", channel="online", contact=contact)
    answer = await platform.tell(command, CITIZEN, township)
    submission: dict[str, str] = answer.data["submission"]
    return submission


async def accepted(platform: Platform) -> str:
    id = (await submitted(platform))["submission_id"]
    await platform.tell(intake.AcceptSubmission(submission_id=id), OFFICE)
    return id


def outcomes(answers: list[Envelope]) -> Counter[str]:
    return Counter(answer.data.get("code", answer.type) for answer in answers)


async def test_contact_data_stand_in_their_own_table_and_in_no_event(in_process: Stand) -> None:
    async with running_platform(in_process, "intake") as platform:
        id = (await submitted(platform))["submission_id"]
        rows = await platform.rows("intake", "SELECT tenant, submission_id, name, phone FROM contacts")
        assert [tuple(row) for row in rows] == [(TOWNSHIP, id, "周海根", PHONE)]
        journal = await platform.rows("intake", "SELECT body FROM journal")
        assert journal
        assert not [row for row in journal if PHONE in row[0] or "周海根" in row[0]]


@pytest.mark.two_townships
async def test_a_trace_code_is_given_once_in_a_township(in_process: Stand) -> None:
    async with running_platform(in_process, "intake") as platform:
        await submitted(platform)
        copy = (
            "INSERT INTO submission (tenant, id, state, version, data)"
            " SELECT :township, 'copy', state, version, data FROM submission RETURNING id"
        )
        assert await platform.scalar("intake", copy, township=OTHER_TOWNSHIP) == "copy"
        with pytest.raises(IntegrityError, match="uq_submission_trace_code"):
            await platform.rows("intake", copy, township=TOWNSHIP)


async def test_of_two_topics_that_take_a_submission_at_the_same_moment_one_has_it(in_process: Stand) -> None:
    async with running_platform(in_process, "intake") as platform:
        ids = (await accepted(platform), await accepted(platform))
        create = intake.CreateTopic(title="排涝", submission_ids=ids)
        answers = await asyncio.gather(
            *(platform.tell(create, actor) for actor in (DEPUTY, OTHER_DEPUTY) * 3)
        )
        assert outcomes(answers) == {"intake.topic.created.v1": 1, "submission_not_free": 5}
        await platform.settle()
        assert await platform.scalar("intake", "SELECT count(*) FROM topic") == 1
        merged = [event for event in platform.events if event.type == intake.SubmissionMerged.type]
        assert sorted(str(event.subject) for event in merged) == sorted(ids)


@pytest.mark.two_townships
async def test_another_townships_submission_cannot_be_taken_into_a_topic(in_process: Stand) -> None:
    async with running_platform(in_process, "intake") as platform:
        foreign = (await submitted(platform, OTHER_TOWNSHIP))["submission_id"]
        create = intake.CreateTopic(title="排涝", submission_ids=(foreign,))
        assert (await platform.tell(create, DEPUTY)).data["code"] == "unknown_submission"


async def test_a_key_sent_twice_at_the_same_moment_makes_one_submission(stand: Stand) -> None:
    async with running_platform(stand, "intake") as platform:
        raising = intake.SubmitSubmission(text="路灯不亮", channel="station", idempotency_key="station-0007")
        answers = await asyncio.gather(*(platform.tell(raising, CITIZEN) for _ in range(4)))
        assert outcomes(answers) == {"intake.submission.received.v1": 1, "intake.submission.known.v1": 3}
        assert len({answer.data["submission"]["trace_code"] for answer in answers}) == 1
        other = raising.model_copy(update={"text": "另一件事"})
        assert (await platform.tell(other, CITIZEN)).data["code"] == "key_used_for_other"
        assert await platform.scalar("intake", "SELECT count(*) FROM submission") == 1


async def test_a_matter_is_taken_back_by_who_shows_the_proof_and_the_proof_is_in_no_event(
    stand: Stand,
) -> None:
    async with running_platform(stand, "intake") as platform:
        raising = intake.SubmitSubmission(text="路灯不亮", channel="qr", proof=PROOF, kind="question")
        submission = (await platform.tell(raising, CITIZEN)).data["submission"]
        guess = intake.WithdrawSubmission(
            submission_id=submission["submission_id"], proof=submission["trace_code"]
        )
        assert (await platform.tell(guess, CITIZEN)).data["code"] == "wrong_proof"
        answer = await platform.tell(guess.model_copy(update={"proof": SECRET}), CITIZEN)
        assert answer.type == intake.SubmissionWithdrawn.type
        journal = await platform.rows("intake", "SELECT to_jsonb(journal)::text FROM journal")
        assert not [row for row in journal if SECRET in row[0]]
