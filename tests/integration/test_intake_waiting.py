"""Over the real broker and database: questions back, the county, and how raisers are reached."""

from datetime import datetime, timedelta

from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor, Envelope
from shared.language.contracts import intake
from shared.language.contracts.envelope import Role
from tests.support.platform import STORY_START, TOWNSHIP, Platform, Stand, running_platform
from tests.unit.intake.world import CITIZEN, DEPUTY, OFFICE, PROOF, SECRET

OPERATOR = Actor("operator-1", Role.OPERATOR)


async def raised(platform: Platform, **more: object) -> str:
    raising = {"text": "海塘漏水", "channel": "visit", "proof": PROOF, **more}
    answer = await platform.tell(intake.SubmitSubmission.model_validate(raising), CITIZEN)
    id: str = answer.data["submission"]["submission_id"]
    return id


async def told(platform: Platform, command: Command, actor: Actor = OFFICE) -> Envelope:
    answer = await platform.tell(command, actor)
    assert "code" not in answer.data, answer.data
    return answer


async def move(platform: Platform, to: datetime) -> None:
    await platform.tell(intake.MoveIntakeClock(to=to), OPERATOR)
    await platform.settle()


async def test_a_question_is_answered_by_proof_or_lapses_by_its_timer(stand: Stand) -> None:
    async with running_platform(stand, "intake") as platform:
        answered, silent = await raised(platform), await raised(platform)
        for id in (answered, silent):
            await told(platform, intake.AskRaiser(submission_id=id, question="哪一段？", needed=True), DEPUTY)
        guess = intake.InformSubmission(submission_id=answered, text="东段", proof="222-222-222-222")
        assert (await platform.tell(guess, CITIZEN)).data["code"] == "wrong_proof"
        await told(platform, guess.model_copy(update={"proof": SECRET}), CITIZEN)
        await move(platform, STORY_START + timedelta(days=9))
        states = await platform.rows("intake", "SELECT id, state FROM submission")
        assert {row.id: row.state for row in states} == {answered: "received", silent: "rejected"}
        (refused,) = [event for event in platform.events if event.type == intake.SubmissionRejected.type]
        assert refused.data["submission"]["refused_reason"] == "no_content"


async def test_the_county_is_reminded_by_its_timer_and_its_answer_reaches_the_raiser(stand: Stand) -> None:
    async with running_platform(stand, "intake") as platform:
        id = await raised(platform)
        forward = intake.ForwardSubmission(submission_id=id, to="县水利局", why="海塘归县里管")
        assert (await platform.tell(forward, DEPUTY)).data["code"] == "wrong_role"
        await told(platform, forward)
        await move(platform, STORY_START + timedelta(days=40))
        assert intake.SubmissionForwardReminded.type in {event.type for event in platform.events}
        answer = await told(platform, intake.RecordCountyAnswer(submission_id=id, text="已列入年度计划"))
        assert answer.data["submission"]["forwardings"][0]["answer"] == "已列入年度计划"


async def test_a_changed_contact_takes_the_place_of_the_old_one_in_its_table_alone(in_process: Stand) -> None:
    async with running_platform(in_process, "intake") as platform:
        id = await raised(platform, contact=intake.Contact(name="周海根", phone="13800003391"))
        change = intake.ChangeContact(
            submission_id=id, contact=intake.Contact(phone="13800003392"), proof="wrong"
        )
        assert (await platform.tell(change, CITIZEN)).data["code"] == "wrong_proof"
        await told(platform, change.model_copy(update={"proof": SECRET}), CITIZEN)
        rows = await platform.rows("intake", "SELECT tenant, submission_id, name, phone FROM contacts")
        assert [tuple(row) for row in rows] == [(TOWNSHIP, id, None, "13800003392")]
        journal = await platform.rows("intake", "SELECT to_jsonb(journal)::text FROM journal")
        assert not [row for row in journal if "13800003392" in row[0]]


async def test_words_are_put_right_by_who_raised_them(in_process: Stand) -> None:
    async with running_platform(in_process, "intake") as platform:
        id = await raised(platform)
        edit = intake.EditSubmission(submission_id=id, text="海塘漏水，东段三处")
        assert (await platform.tell(edit, CITIZEN)).data["code"] == "wrong_proof"
        answer = await told(platform, edit.model_copy(update={"proof": SECRET}), CITIZEN)
        assert answer.data["submission"]["text"] == "海塘漏水，东段三处"
