"""``youyue partner test`` over a real broker: a partner checks by itself whether it is answered rightly."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import aio_pika
import asyncpg
import pytest
from typer.testing import CliRunner, Result

from cli.partner.commands import partner
from cli.partner.plain import plain_client
from cli.partner.trial import ROWS, Trial
from shared.kernel.messages.envelope import Actor
from shared.language.contracts.envelope import Role
from tests.integration.test_answers import DEMO, HOTLINE, said
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.broker import import_partners
from tests.support.channels import channel_of, url_of
from tests.support.plain_partner import plain_partner
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform

AGENT = ("--township", TOWNSHIP, "--source", "/county/hotline", "--actor", "hotline-1:agent")
NARROW = """
[partner-narrow]
sources = ["/narrow"]
commands = ["intake.submission.support.v1"]
townships = ["330921201"]
speaks_for = [{ role = "agent" }]

[partner-listener]
sources = ["/listener"]
commands = []
hears = ["intake.submission.received.v1"]
townships = ["330921201"]
speaks_for = []
"""


@pytest.fixture
async def platform(guarded: Stand) -> AsyncIterator[Platform]:
    async with running_platform(guarded, "intake", story_clock=None) as running:
        yield running


async def tried(url: str, *words: str) -> Result:
    return await asyncio.to_thread(
        CliRunner().invoke, partner, ["test", "--broker-url", url, *(words or AGENT)]
    )


async def test_the_sample_hotline_is_answered_rightly_and_leaves_a_withdrawn_submission(
    platform: Platform, guarded: Stand
) -> None:
    assert guarded.users
    result = await tried(guarded.users[HOTLINE])
    assert result.exit_code == 0, result.output
    assert result.output.count("✓") == len(ROWS), result.output
    assert "最接近的是“village”" in result.output
    assert 'the nearest one is "village"' in result.output
    assert await platform.rows("intake", "SELECT data->>'state' FROM submission") == [("withdrawn",)]
    assert await platform.scalar("intake", "SELECT count(*) FROM parked_messages") == 0


async def test_a_citizens_submission_is_withdrawn_by_its_proof_and_a_wide_entry_skips_what_it_allows(
    platform: Platform, guarded: Stand
) -> None:
    assert guarded.users
    words = ("--township", TOWNSHIP, "--source", "/partners/demo", "--actor", "citizen:7:citizen")
    result = await tried(guarded.users[DEMO], *words)
    assert result.exit_code == 0, result.output
    assert "不符 not: 0，略过 skipped: 3" in result.output, result.output
    assert await platform.rows("intake", "SELECT data->>'state' FROM submission") == [("withdrawn",)]


async def test_what_an_entry_does_not_list_is_skipped_with_the_reason(
    platform: Platform, guarded_rabbitmq: tuple[RabbitMQNode, dict[str, str]], tmp_path: Path
) -> None:
    file = tmp_path / "narrow.toml"
    file.write_text(NARROW, "utf-8")
    node, _ = guarded_rabbitmq
    import_partners(node, file, tmp_path)
    words = ("--township", TOWNSHIP, "--source", "/narrow", "--actor", "a:agent")
    narrow = await tried(url_of(node, "partner-narrow"), *words)
    assert narrow.exit_code == 0, narrow.output
    assert "the broker does not take intake.submission.withdraw.v1 from this user" in narrow.output
    assert "it needs the one before" in narrow.output
    assert f"如期 as expected: 1，不符 not: 0，略过 skipped: {len(ROWS) - 1}" in narrow.output
    nothing = await tried(url_of(node, "partner-listener"), *words)
    assert nothing.exit_code == 2
    assert "its entry lists no commands" in nothing.output


async def test_a_wrong_answer_is_named_beside_the_right_one(platform: Platform, guarded: Stand) -> None:
    assert guarded.users
    words = ("--township", TOWNSHIP, "--source", "/county/hotline", "--actor", "clerk-1:agent")
    result = await tried(guarded.users[HOTLINE], *words)
    assert result.exit_code == 1, result.output
    assert "publisher_not_trusted · field actorid" in result.output
    assert "应为 expected: refused · unknown_thing · data.submission_id" in result.output
    assert await platform.scalar("intake", "SELECT count(*) FROM submission") == 0


async def test_on_a_fresh_platform_the_partner_is_told_what_has_to_be_typed(guarded: Stand) -> None:
    assert guarded.users
    connection = await asyncpg.connect(guarded.database_url.replace("+asyncpg", ""))
    try:
        await connection.execute("DELETE FROM intake.known")
    finally:
        await connection.close()
    async with running_platform(guarded, "intake", story_clock=None):
        result = await tried(guarded.users[HOTLINE])
    assert (result.exit_code, result.output.count("✓")) == (2, 0), result.output
    assert f"平台上没有乡镇 {TOWNSHIP}" in result.output
    assert "youyue township add LISTS.xlsx" in result.output


async def test_where_another_township_is_taken_in_the_partner_is_told_which(
    platform: Platform, guarded: Stand
) -> None:
    assert guarded.users
    words = ("--township", "330921299", "--source", "/partners/demo", "--actor", "hotline-1:agent")
    result = await tried(guarded.users[DEMO], *words)
    assert result.exit_code == 2, result.output
    assert f"It has {TOWNSHIP}: name one of your entry with --township." in result.output
    assert await platform.scalar("intake", "SELECT count(*) FROM submission") == 0


async def test_silence_is_no_right_answer(guarded: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cli.partner.trial.PATIENCE", 0.05)
    assert guarded.users
    result = await tried(guarded.users[HOTLINE])
    assert result.exit_code == 1, result.output
    assert "没有答复 no answer" in result.output


async def test_answers_to_other_commands_stay_in_the_queue(platform: Platform, guarded: Stand) -> None:
    assert guarded.users
    foreign = said()
    async with plain_partner(guarded.users[HOTLINE], HOTLINE) as hotline:
        busy = await tried(guarded.users[HOTLINE])
        assert busy.exit_code == 2
        assert f"Another program reads {HOTLINE}.answers" in busy.output
        await hotline.send(foreign)
        await hotline.answer(foreign)
    async with channel_of(guarded.users[HOTLINE]) as channel:
        left = dict(foreign, id="another")
        exchange = await channel.get_exchange("intake.commands", ensure=False)
        await exchange.publish(
            aio_pika.Message(json.dumps(left).encode(), user_id=HOTLINE), "intake.submission.submit.v1"
        )
        await platform.settle()
        result = await tried(guarded.users[HOTLINE])
        assert result.exit_code == 0, result.output
        queue = await channel.get_queue(f"{HOTLINE}.answers", ensure=False)
        async with asyncio.timeout(20), queue.iterator() as answers:
            kept = await anext(answers)
    assert json.loads(kept.body)["data"]["command_id"] == "another"


async def test_a_wrong_password_is_said_without_it() -> None:
    result = await tried("amqp://partner-x:hidden-word@127.0.0.1:1/")
    assert result.exit_code == 2
    assert "the broker does not let us in" in result.output
    assert "hidden-word" not in result.output


async def test_who_stops_it_halfway_leaves_nothing_open(platform: Platform, guarded: Stand) -> None:
    assert guarded.users
    async with plain_client(guarded.users[HOTLINE]) as client:
        await client.read("answers", "rejects")
        trial = Trial(client, TOWNSHIP, "/county/hotline", Actor("hotline-1", Role.AGENT), "phone")
        async with aclosing(trial.verdicts()) as verdicts:
            async for verdict in verdicts:
                if verdict.row.name == "submit":
                    break
    assert trial.open == []
    assert await platform.rows("intake", "SELECT data->>'state' FROM submission") == [("withdrawn",)]
