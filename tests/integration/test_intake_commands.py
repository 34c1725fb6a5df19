"""Over the real broker and database: every command of intake is carried out, and is refused with a reason.

A command's two messages go to the same matter, the refused one first: what is refused changes nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from shared.client import new_command
from shared.contracts import intake as said
from shared.contracts.base import Command, Event, Role
from shared.contracts.envelope import Actor, Envelope
from shared.contracts.registry import commands_of
from shared.embedded import EmbeddedPostgres
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.broker import purge
from tests.support.databases import copy_template
from tests.support.intake_matters import CONTACT, Given, Township
from tests.support.platform import STORY_START, TOWNSHIP, Stand, running_platform
from tests.unit.intake.world import CITIZEN, DEPUTY, OFFICE, OTHER_DEPUTY, SECRET

OPERATOR = Actor("operator-1", Role.OPERATOR)


@dataclass(frozen=True)
class Case:
    """``place`` brings a matter there; ``by`` says ``words`` of it and ``event`` is the answer.

    ``refused`` is said in place of some of the words, by ``refused_from`` if not by the same; ``code`` is why not.
    """

    place: Callable[[Township], Awaitable[Given]]
    by: Actor
    event: type[Event]
    code: str
    words: Given = field(default_factory=dict)
    refused: Given = field(default_factory=dict)
    refused_from: Actor | None = None


PROVEN, GUESSED = {"proof": SECRET}, {"proof": "222-222-222-222"}
UNKNOWN = {"submission_id": "no-such"}
LATER = STORY_START + timedelta(minutes=1)
ANYTHING = {"text": "路灯不亮", "channel": "online"}
SOURCE = "/partners/demo/tests"
T = Township

CASES: Mapping[type[Command], Case] = {
    said.SubmitSubmission: Case(
        T.nothing, CITIZEN, said.SubmissionReceived, "unknown_channel", ANYTHING, {"channel": "pigeon"}
    ),
    said.AcceptSubmission: Case(
        T.raised, OFFICE, said.SubmissionAccepted, "unknown_category", refused={"category": "no.such"}
    ),
    said.RejectSubmission: Case(
        T.raised, OFFICE, said.SubmissionRejected, "unknown_reason", {"reason_code": "promotion"}, {"reason_code": "no"}
    ),
    said.FastLaneSubmission: Case(
        T.raised, OFFICE, said.SubmissionFastLaned, "unknown_department", {"department": "water"}, {"department": "no"}
    ),
    said.WithdrawSubmission: Case(T.raised, CITIZEN, said.SubmissionWithdrawn, "wrong_proof", PROVEN, GUESSED),
    said.AttachToSubmission: Case(
        T.raised_with_a_photo,
        CITIZEN,
        said.SubmissionAttached,
        "unknown_attachment",
        PROVEN,
        {"attachment_ids": ["0" * 64]},
    ),
    said.EditSubmission: Case(
        T.raised, CITIZEN, said.SubmissionEdited, "nothing_to_change", {**PROVEN, "text": "两盏不亮"}, {"text": ""}
    ),
    said.ChangeContact: Case(
        T.raised, CITIZEN, said.SubmissionContactChanged, "wrong_proof", {**PROVEN, "contact": CONTACT}, GUESSED
    ),
    said.AskRaiser: Case(
        T.raised, OFFICE, said.SubmissionAskedBack, "wrong_role", {"question": "哪一盏？"}, refused_from=CITIZEN
    ),
    said.InformSubmission: Case(
        T.asked_back, CITIZEN, said.SubmissionInformed, "wrong_proof", {**PROVEN, "text": "东边那盏"}, GUESSED
    ),
    said.ForwardSubmission: Case(
        T.raised,
        OFFICE,
        said.SubmissionForwarded,
        "wrong_role",
        {"to": "县水利局", "why": "县管"},
        refused_from=DEPUTY,
    ),
    said.RecordCountyAnswer: Case(
        T.forwarded, OFFICE, said.SubmissionAnsweredByCounty, "wrong_role", {"text": "已列入"}, refused_from=DEPUTY
    ),
    said.ReturnSubmission: Case(
        T.forwarded, OFFICE, said.SubmissionReturned, "unknown_thing", {"reason": "属地管理"}, UNKNOWN
    ),
    said.BarRaiser: Case(
        T.raised_by_phone,
        OFFICE,
        said.RaiserBarred,
        "wrong_role",
        {"until": STORY_START, "why": "辱骂"},
        refused_from=CITIZEN,
    ),
    said.TellRaiser: Case(T.refused, CITIZEN, said.SubmissionTold, "unknown_way", PROVEN, {"how": "pigeon"}),
    said.EraseSubmission: Case(T.raised, CITIZEN, said.SubmissionErased, "wrong_proof", PROVEN, GUESSED),
    said.SupportSubmission: Case(
        T.raised, CITIZEN, said.SubmissionSupported, "supporter_unknown", {"person": "account:1"}, {"person": ""}
    ),
    said.WithdrawSupport: Case(
        T.supported,
        CITIZEN,
        said.SubmissionSupportWithdrawn,
        "not_supported",
        {"person": "account:1"},
        {"person": "account:2"},
    ),
    said.MoveIntakeClock: Case(
        T.nothing, OPERATOR, said.IntakeClockMoved, "invalid_field", {"to": LATER}, {"to": "tomorrow"}
    ),
    said.CreateTopic: Case(
        T.accepted, DEPUTY, said.TopicCreated, "unknown_deputy", {"title": "路灯"}, {"co_signers": ["nobody"]}
    ),
    said.MergeSubmissions: Case(
        T.topic_and_another_matter, DEPUTY, said.TopicMerged, "not_the_topics_lead", refused_from=OTHER_DEPUTY
    ),
    said.ReleaseSubmissions: Case(
        T.topic_and_its_matter,
        DEPUTY,
        said.TopicReleased,
        "submission_not_in_topic",
        {"reason": "另案"},
        {"submission_ids": ["no-such"]},
    ),
    said.AmendTopic: Case(
        T.topic, DEPUTY, said.TopicAmended, "nothing_to_change", {"text": "三盏", "why": "核实"}, {"text": ""}
    ),
    said.CoSignTopic: Case(T.topic, OTHER_DEPUTY, said.TopicCoSigned, "lead_needs_no_signature", refused_from=DEPUTY),
    said.WithdrawCoSignature: Case(
        T.co_signed_topic, OTHER_DEPUTY, said.TopicCoSignatureWithdrawn, "not_a_co_signer", refused_from=DEPUTY
    ),
    said.HandOverTopic: Case(
        T.co_signed_topic,
        DEPUTY,
        said.TopicHandedOver,
        "next_lead_not_co_signer",
        {"to": OTHER_DEPUTY.id},
        {"to": "deputy-02"},
    ),
    said.RecuseDeputy: Case(
        T.topic,
        OFFICE,
        said.TopicRecused,
        "lead_hands_over_first",
        {"deputy_id": OTHER_DEPUTY.id, "reason": "亲属"},
        {"deputy_id": DEPUTY.id},
    ),
    said.ProposeTopic: Case(T.topic, DEPUTY, said.TopicProposed, "not_the_topics_lead", refused_from=OTHER_DEPUTY),
    said.DropTopic: Case(
        T.topic, DEPUTY, said.TopicDropped, "not_the_topics_lead", {"reason": "已解决"}, refused_from=OTHER_DEPUTY
    ),
}
Answers = Mapping[type[Command], tuple[Envelope, Envelope]]


async def put_to(township: Township, command: type[Command]) -> tuple[Envelope, Envelope]:
    """The answers to the message that is refused and to the one that is carried out."""
    case = CASES[command]
    words = {**await case.place(township), **case.words}
    right = new_command(command.model_validate(words), case.by, TOWNSHIP, SOURCE)
    refused = new_command(command.model_construct(), case.refused_from or case.by, TOWNSHIP, SOURCE)
    wrong = refused.model_copy(update={"data": {**right.data, **case.refused}})
    ask = township.platform.client.ask
    return await ask(wrong), await ask(right)


@pytest.fixture(scope="module")
def answers(
    database_template: EmbeddedPostgres,
    provisioned_rabbitmq: RabbitMQNode,
    tmp_path_factory: pytest.TempPathFactory,
) -> Answers:
    """Every command was put to one platform over the broker."""

    async def put_all() -> Answers:
        await purge(provisioned_rabbitmq.url())
        stand = Stand(copy_template(database_template), provisioned_rabbitmq.url())
        async with running_platform(stand, "intake") as platform:
            both = await asyncio.gather(*(put_to(Township(platform), command) for command in CASES))
        return dict(zip(CASES, both, strict=True))

    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("YOUYUE_INTAKE_ATTACHMENTS_URL", f"file://{tmp_path_factory.mktemp('attachments')}")
        return asyncio.run(put_all())


def named(command: type[Command]) -> str:
    return command.type


def test_no_command_of_intake_is_left_out() -> None:
    assert set(CASES) == set(commands_of("intake"))


@pytest.mark.parametrize("command", CASES, ids=named)
def test_it_is_refused_with_a_reason_in_both_languages(answers: Answers, command: type[Command]) -> None:
    refusal, _ = answers[command]
    assert refusal.type == said.IntakeCommandRefused.type
    told = said.IntakeCommandRefused.model_validate(refusal.data)
    assert (told.command_type, told.code) == (command.type, CASES[command].code)
    assert told.reason.zh
    assert told.reason.en


@pytest.mark.parametrize("command", CASES, ids=named)
def test_it_is_carried_out_and_answered_by_what_it_caused(answers: Answers, command: type[Command]) -> None:
    _, answer = answers[command]
    assert answer.type == CASES[command].event.type, answer.data
