"""Where nobody thinks of looking: what lies in the broker with its headers, traces, parked messages, the
slip, the archive, the list of backups; and once more after words were struck out and a raiser was erased."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aio_pika
import pytest
from typer.testing import CliRunner

from cli.main import COMMAND_LINE
from shared.client.platform import new_command
from shared.kernel.messages.envelope import Actor
from shared.language.codes.proof import commitment
from shared.language.contracts import intake
from shared.language.contracts.envelope import Role
from shared.language.topology import CONSUMERS, TOPOLOGY
from tests.support.channels import channel_of
from tests.support.otlp import Receiver, otlp_receiver
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform
from tests.support.waiting import until

CITIZEN, OFFICE = Actor("citizen:1", Role.CITIZEN), Actor("office-1", Role.OFFICE)
DEPUTY = Actor("deputy-01", Role.DEPUTY)
PHONE, NAME, PROOF = "13700137042", "贾雨村", "K7M-2QX-9FA-3BD"
SECRETS = (PHONE, NAME, PROOF)
STRUCK = "桥边第三棵樟树"
PRIVATE = ("牛大壮", "13912345678")
TEXT = f"我叫牛大壮，电话13912345678。{STRUCK}下的路灯不亮。"


@asynccontextmanager
async def overheard(stand: Stand) -> AsyncIterator[dict[str, list[str]]]:
    """Every message that any exchange of the platform passes on, whole, with headers and properties."""
    heard: dict[str, list[str]] = {"public": [], "inside": [], "answers": []}
    assert stand.broker_url
    async with channel_of(stand.broker_url) as channel:
        for face, exchanges in (
            ("public", [f"{name}.events" for name in TOPOLOGY.registry.services]),
            ("inside", [f"{name}.inside" for name in TOPOLOGY.registry.services]),
            ("answers", ["answers"]),
        ):
            queue = await channel.declare_queue(exclusive=True)
            for exchange in exchanges:
                await queue.bind(exchange, "#")

            async def note(
                message: aio_pika.abc.AbstractIncomingMessage, into: list[str] = heard[face]
            ) -> None:
                await message.ack()
                into.append(f"{message.body.decode()} {message.headers} {message.info()}")

            await queue.consume(note)
        yield heard


async def published(stand: Stand, body: bytes) -> None:
    assert stand.broker_url
    async with channel_of(stand.broker_url) as channel:
        exchange = await channel.get_exchange("intake.commands", ensure=False)
        await exchange.publish(aio_pika.Message(body), intake.SubmitSubmission.type)


async def youyue(*words: str) -> str:
    ended = await asyncio.to_thread(CliRunner().invoke, COMMAND_LINE, list(words))
    return ended.output


async def beside(platform: Platform, receiver: Receiver, code: str, folder: Path) -> dict[str, str]:
    """What operators and clerks get to see of it, by where."""
    await youyue("archive", "export", str(folder / "archive"), "--inside", "--township", TOWNSHIP)
    slip = folder / "slip.pdf"
    said = await youyue("slip", code, "--output", str(slip), "--township", TOWNSHIP)
    exported = "".join(file.read_text("utf-8") for file in (folder / "archive").rglob("*.json*"))
    return {
        "traces": str(receiver.spans),
        "parked": await youyue("parked", "list") + await youyue("parked", "show", "1"),
        "slip": said + (slip.read_bytes().decode("latin-1") if slip.exists() else ""),
        "archive": exported,
        "backups": await youyue("backup", "list", "--target", str(folder)),
    }


def who_reads(places: dict[str, str], words: tuple[str, ...]) -> dict[str, list[str]]:
    found = {where: [word for word in words if word in text] for where, text in places.items()}
    return {where: read for where, read in found.items() if read}


@pytest.mark.slow
@pytest.mark.timeout(180)
async def test_nothing_leads_to_a_person_where_nobody_thinks_of_looking(
    over_rabbitmq: Stand, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("YOUYUE_DATABASE_URL", over_rabbitmq.database_url)
    with otlp_receiver() as receiver:
        monkeypatch.setenv("YOUYUE_OTLP_ENDPOINT", receiver.url)
        async with overheard(over_rabbitmq) as heard, running_platform(over_rabbitmq, *CONSUMERS) as platform:
            raised = intake.SubmitSubmission.model_validate(
                {
                    "text": TEXT,
                    "channel": "phone",
                    "village": "V01",
                    "proof": commitment(PROOF),
                    "contact": {"name": NAME, "phone": PHONE},
                }
            )
            matter = (await platform.tell(raised, CITIZEN)).data["submission"]
            id, code = matter["submission_id"], matter["trace_code"]
            full = intake.Publication(extent="full")
            await platform.tell(intake.AcceptSubmission(submission_id=id, publish=full), OFFICE)
            topic = intake.CreateTopic(title=f"{STRUCK}的路灯", text=TEXT, submission_ids=(id,))
            await platform.tell(topic, DEPUTY)
            # What cannot be read is kept, with all that was in it.
            broken = new_command(raised, CITIZEN, TOWNSHIP, "/tests/partner").to_json()[:-1] + b",}"
            await published(over_rabbitmq, broken)
            await until(lambda: platform.scalar("intake", "SELECT count(*) FROM parked_messages"))
            await platform.settle()
            places = {face: "\n".join(said) for face, said in heard.items()}
            assert STRUCK in places["public"]
            assert len(heard["inside"]) >= 4
            (tmp_path / "before").mkdir()
            places |= await beside(platform, receiver, code, tmp_path / "before")
            assert who_reads(places, (*SECRETS, *PRIVATE)) == {}
            assert places["traces"] != "[]"

            for said in heard.values():
                said.clear()
            await platform.tell(
                intake.RedactSubmission(submission_id=id, words=STRUCK, why="写到某处"), OFFICE
            )
            await platform.tell(intake.EraseSubmission(submission_id=id, proof=PROOF), CITIZEN)
            await platform.settle()
            after = {face: "\n".join(said) for face, said in heard.items()}
            assert STRUCK not in after["public"] + after["answers"]
            kept = "SELECT coalesce(public, body) FROM journal WHERE asker IS NULL AND available_at IS NULL"
            faces = {"journal": "".join(str(row[0]) for row in await platform.rows("intake", kept))}
            console = ("SELECT data::text FROM known", "SELECT detail::text FROM timeline")
            faces |= {sql: str(await platform.rows("console", sql)) for sql in console}
            assert who_reads(faces, (STRUCK, *SECRETS, *PRIVATE)) == {}
            rows = await platform.rows("intake", "SELECT to_jsonb(s)::text FROM submission s")
            everything = json.dumps([str(row) for row in rows])
            assert who_reads({"submission": everything, **after}, (*SECRETS, *PRIVATE)) == {}
            assert await platform.scalar("intake", "SELECT count(*) FROM contacts") == 0
