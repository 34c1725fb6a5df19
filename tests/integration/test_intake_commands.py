"""Over the real broker and database: every command of intake is carried out, and is refused with a reason.

A command's two messages go to the same matter, the refused one first: what is refused changes nothing.
"""

import asyncio
from collections.abc import Mapping

import pytest

from shared.client.platform import new_command
from shared.embedded import EmbeddedPostgres
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Envelope
from shared.kernel.messages.replays import RequestReplay
from shared.language.contracts import intake as said
from shared.language.contracts.registry import commands_of
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.broker import purge
from tests.support.databases import copy_template
from tests.support.intake_cases import CASES
from tests.support.intake_matters import Township
from tests.support.platform import TOWNSHIP, Stand, running_platform

SOURCE = "/partners/demo/tests"


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
        environment.setenv(
            "YOUYUE_INTAKE_ATTACHMENTS_URL", f"file://{tmp_path_factory.mktemp('attachments')}"
        )
        return asyncio.run(put_all())


def named(command: type[Command]) -> str:
    return command.type


def test_no_command_of_intake_is_left_out() -> None:
    assert set(CASES) == {one for one in commands_of("intake") if not issubclass(one, RequestReplay)}


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
