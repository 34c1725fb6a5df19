"""What a partner hears of its commands: everything, in its own queue, and nobody else hears it (cases P02 to
P06, P13)."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.ids import new_message_id
from shared.language.contracts import evaluation, intake
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import TYPES
from tests.support.plain_partner import SUBMIT, PlainPartner, plain_partner
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform

HOTLINE, DEMO = "partner-12345", "partner-demo"
TEXT = "村口的路灯不亮。"
PHONE = "13800001234"


@pytest.fixture
async def platform(guarded: Stand) -> AsyncIterator[Platform]:
    async with running_platform(guarded, "intake", "evaluation", story_clock=None) as running:
        yield running


@pytest.fixture
async def hotline(platform: Platform, guarded: Stand) -> AsyncIterator[PlainPartner]:
    assert guarded.users
    async with plain_partner(guarded.users[HOTLINE], HOTLINE) as partner:
        yield partner


def said(type: str = SUBMIT, data: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """A command of the hotline as JSON, with changes; None takes an attribute out."""
    whole: dict[str, Any] = {
        "specversion": "1.0",
        "id": new_message_id(),
        "source": "/county/hotline",
        "type": type,
        "time": "2026-09-01T08:00:00+08:00",
        "township": TOWNSHIP,
        "actorid": "citizen:7",
        "actorrole": "citizen",
        "data": {"text": TEXT, "channel": "phone", "village": "V01"} if data is None else data,
    }
    return {name: value for name, value in (whole | changes).items() if value is not None}


async def test_a_command_that_is_carried_out_is_answered_with_the_event_that_it_caused(
    hotline: PlainPartner, platform: Platform
) -> None:
    command = said()
    answer = await hotline.ask(command)
    (event,) = await platform.rows(
        "intake",
        "SELECT id, subject, sequence, body::jsonb #>> '{data,submission,trace_code}' AS code FROM journal "
        "WHERE asker IS NULL AND type = 'intake.submission.received.v1'",
    )
    assert answer == {
        "command_source": command["source"],
        "command_id": command["id"],
        "command_type": SUBMIT,
        "repeated": False,
        "event": {
            "id": event.id,
            "source": "/youyue/intake",
            "type": "intake.submission.received.v1",
            "subject": event.subject,
            "sequence": 1,
        },
        "trace_code": event.code,
        "call_now": None,
    }


async def test_p02_an_id_that_was_used_for_other_words_is_refused_and_the_first_words_stand(
    hotline: PlainPartner, platform: Platform
) -> None:
    first = said()
    other = first | {"data": first["data"] | {"text": "水管漏水。"}}
    assert (await hotline.ask(first))["event"]
    await hotline.send(other)
    refused = await hotline.answer(first, 2)
    assert (refused["code"], refused["field"], refused["remedy"]) == ("id_used_for_other", "id", "fix")
    assert first["id"] in refused["reason"]["zh"]
    await hotline.send(first)
    assert (await hotline.answer(first, 3))["repeated"]
    texts = await platform.rows("intake", "SELECT data->>'text' FROM submission")
    assert [text for (text,) in texts] == [TEXT]


async def test_p02_another_actor_is_other_words_and_another_time_is_not(hotline: PlainPartner) -> None:
    first = said()
    await hotline.ask(first)
    await hotline.send(first | {"actorid": "citizen:8"})
    assert (await hotline.answer(first, 2))["code"] == "id_used_for_other"
    await hotline.send(first | {"time": "2026-09-01T09:00:00+08:00"})
    assert (await hotline.answer(first, 3))["repeated"]


async def test_p03_whatever_was_answered_is_answered_again(hotline: PlainPartner, platform: Platform) -> None:
    received = said()
    submission = (await hotline.ask(received))["event"]["subject"]
    withdraw = said("intake.submission.withdraw.v1", {"submission_id": submission})
    wrong = said("intake.submission.withdraw.v1", {"submission_id": "no-such"})
    support = said("intake.submission.support.v1", {"submission_id": submission}, actorid="citizen:9")
    for command in (received, support, withdraw, wrong):
        await platform.settle()
        await hotline.send(command)
        first = await hotline.answer(command)
        await hotline.send(command)
        again = await hotline.answer(command, 3 if command is received else 2)
        assert again == first | {"repeated": True}


async def test_p03_who_asks_again_at_once_is_answered_however_quick_they_are(hotline: PlainPartner) -> None:
    for _ in range(12):
        first = said()
        answer = await hotline.ask(first)
        for number in (2, 3):
            await hotline.send(first)
            assert await hotline.answer(first, number) == answer | {"repeated": True}


async def test_p03_a_repeat_of_what_holds_secrets_is_known_without_keeping_them(
    hotline: PlainPartner, platform: Platform
) -> None:
    data = {"text": TEXT, "channel": "phone", "contact": {"name": "王某", "phone": PHONE}}
    call = said(data=data)
    submission = (await hotline.ask(call))["event"]["subject"]
    erase = intake.EraseSubmission(submission_id=submission)
    assert (await platform.tell(erase, Actor("office-1", Role.OFFICE), message_id="erase-1")).data
    again = await platform.tell(erase, Actor("office-1", Role.OFFICE), message_id="erase-1")
    assert (again.type, again.data["repeated"]) == ("intake.command.accepted.v1", True)
    await hotline.send(call)
    assert (await hotline.answer(call, 2))["repeated"]
    assert PHONE.encode() not in b"".join(hotline.bodies)
    answers = await platform.rows("intake", "SELECT body FROM journal WHERE asker IS NOT NULL")
    assert not any(PHONE in body or "王某" in body for (body,) in answers)
    digests = await platform.rows("intake", "SELECT digest FROM inbox WHERE message_id = :id", id=call["id"])
    assert digests == [(None,)]


async def test_p05_what_is_wrong_with_a_vote_does_not_tell_the_vote(platform: Platform) -> None:
    codes = set()
    for choice in ({"process": "dissatisfied"}, {"result": "dissatisfied"}, {"process": "no-such"}):
        vote = evaluation.CastVote.model_validate(
            {"ballot_id": "b-1", "process": "satisfied", "result": "satisfied", **choice}
        )
        answer = await platform.tell(vote, Actor("deputy-01", Role.DEPUTY))
        codes.add((answer.type, answer.data["code"], answer.data["field"]))
    assert codes == {("evaluation.command.refused.v1", "unknown_thing", "data.ballot_id")}
    assert not any("refused" in event.type for event in platform.events)


async def test_p06_two_partners_with_one_id_hear_their_own_answer_each(
    hotline: PlainPartner, guarded: Stand
) -> None:
    assert guarded.users
    async with plain_partner(guarded.users[DEMO], DEMO) as demo:
        call = said(id="1")
        drop = said("intake.topic.drop.v1", {"topic_id": "t-1", "reason": "不再需要"}, id="1")
        drop |= {"source": "/partners/demo", "actorid": "office-1", "actorrole": "office"}
        refused, accepted = await demo.ask(drop), await hotline.ask(call)
    assert (refused["command_type"], refused["code"]) == ("intake.topic.drop.v1", "unknown_thing")
    assert accepted["event"]["type"] == "intake.submission.received.v1"
    assert (len(demo.answers), len(hotline.answers)) == (1, 1)


async def test_p13_the_answer_needs_no_leave_to_hear_the_event(hotline: PlainPartner) -> None:
    clerk = {"actorid": "hotline-7", "actorrole": "agent"}
    data = {"text": TEXT, "channel": "phone", "on_behalf": True}
    submission = (await hotline.ask(said(data=data, **clerk)))["event"]["subject"]
    withdraw = said("intake.submission.withdraw.v1", {"submission_id": submission}, **clerk)
    assert (await hotline.ask(withdraw))["event"]["type"] == "intake.submission.withdrawn.v1"


async def test_p16_a_code_that_is_in_no_list_is_answered_with_those_that_are(hotline: PlainPartner) -> None:
    command = said(data={"text": TEXT, "channel": "phone", "village": "V1"})
    refused = await hotline.ask(command)
    assert (refused["code"], refused["field"]) == ("unknown_village", "data.village")
    assert refused["allowed"][0] in ("V01", "V11")
    assert len(refused["allowed"]) <= 10


async def test_whoever_claims_to_be_somebody_else_is_answered_under_its_own_name(
    hotline: PlainPartner, guarded: Stand
) -> None:
    assert guarded.users
    async with plain_partner(guarded.users[DEMO], DEMO) as demo:
        theirs = said(source="/partners/demo")
        refused = await hotline.ask(theirs)
        assert (refused["code"], refused["field"], refused["remedy"]) == (
            "publisher_not_trusted",
            "source",
            "later",
        )
        own = theirs | {"actorid": "citizen:8"}
        assert (await demo.ask(own))["event"]
        assert (len(demo.answers), len(hotline.answers)) == (1, 1)


async def test_no_answer_is_on_a_stream(hotline: PlainPartner, platform: Platform) -> None:
    await hotline.ask(said())
    await hotline.ask(said(data={"text": ""}))
    await platform.settle()
    assert {event.type.split(".")[1] for event in platform.events} == {"submission"}
    assert {TYPES[event.type].__mro__[1].__name__ for event in platform.events} <= {"SubmissionEvent"}
