"""``youyue partner test``: a partner sends good and bad messages and sees whether the right answers come."""

import asyncio
import json
import tomllib
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

import typer
from aio_pika.exceptions import AMQPError, ChannelNotFoundEntity, DeliveryError
from aiormq.exceptions import ChannelAccessRefused
from yarl import URL

from cli.partner.no_township import UNKNOWN_TOWNSHIP, NoTownship
from cli.partner.plain import Busy, PlainClient, Said, plain_client
from cli.partner.verdict import Row, Verdict, not_taken, outcome_of, verdict_on
from cli.send import who_acts
from cli.servers import broker_address
from cli.shown import shown
from cli.wire import BrokerUrl
from shared.kernel.messages.envelope import Actor
from shared.kernel.settings.secrecy import redact
from shared.language.codes.proof import commitment, new_secret

PATIENCE = 20.0
"""Seconds for one answer; a command without one is sent once more, under its id."""
DIFFERS, UNUSABLE = 1, 2
ROWS = tuple(
    Row.model_validate(row)
    for row in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["row"]
)
_BY_NAME = {row.name: row for row in ROWS}
_TEXT = "【接入测试】合作方接入测试，随后撤回。A partner's test, withdrawn at once."
_NO_BROKER = "给出合作方自己的消息代理地址 give the partner's broker URL: --broker-url, YOUYUE_BROKER_URL"
_BUSY = "{queue} 已有程序在读，请先停下它。Another program reads {queue}: stop it first."
_NO_WAY = "消息代理不让进 the broker does not let us in: {error}"
_AFTER = "要等前面一条 it needs the one before: {name}"
_NOTHING = (
    "没有队列 {queue}：登记里没有任何命令，没有可测的。\n"
    "There is no queue {queue}: its entry lists no commands, so there is nothing to test."
)
_LEFT = "没有撤回，请通知乡镇 not withdrawn, tell the township: {subjects}"
_SUM = "如期 as expected: {good}，不符 not: {bad}，略过 skipped: {left}"


@dataclass
class Trial:
    """One run. ``open``: the submissions that it has made and not yet withdrawn."""

    client: PlainClient
    township: str
    source: str
    actor: Actor
    channel: str
    sent: dict[str, dict[str, Any]] = field(default_factory=dict)
    subjects: dict[str, str] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    secret: str = field(default_factory=new_secret)

    async def verdicts(self) -> AsyncGenerator[Verdict, None]:
        """One row after another; behind them what was made and is still there is withdrawn. Raises
        NoTownship."""
        good: set[str] = set()
        try:
            for row in ROWS:
                verdict = await self._of(row) if row.after in good | {""} else _left_out(row)
                if verdict.right:
                    good.add(row.name)
                yield verdict
        finally:
            for subject in tuple(self.open):
                self.subjects["submit"] = subject
                await self._of(_BY_NAME["withdraw"])

    async def _of(self, row: Row) -> Verdict:
        command = self._command(row)
        body = _body(row, command)
        text = body.decode()
        try:
            said = await self._asked(row, command, body)
        except (ChannelAccessRefused, DeliveryError):
            return not_taken(row, text)
        if said is None:
            return verdict_on(row, text, None, "")
        data = said["data"]
        if data.get("code") == UNKNOWN_TOWNSHIP and UNKNOWN_TOWNSHIP not in row.unless:
            raise NoTownship(self.township, data.get("allowed") or ())
        self._keep_in_mind(row, data)
        return verdict_on(row, text, data, outcome_of(str(said.get("type")), data))

    async def _asked(self, row: Row, command: dict[str, Any], body: bytes) -> Said | None:
        digest, name = sha256(body).hexdigest(), (command["source"], command.get("id"))

        def mine(said: Said) -> bool:
            data = said["data"]
            if row.answer == "rejected":
                unread = data.get("unread")
                return isinstance(unread, dict) and unread.get("sha256") == digest
            return (data.get("command_source"), data.get("command_id")) == name

        for _ in range(1 if row.answer == "rejected" else 2):
            await self.client.publish(row.type, body)
            if said := await self.client.answer(mine, PATIENCE):
                return said
        return None

    def _command(self, row: Row) -> dict[str, Any]:
        before = self.sent.get(row.same_as, {})
        whole = {
            "specversion": "1.0",
            "id": before.get("id") or str(uuid4()),
            "source": self.source,
            "type": row.type,
            "time": datetime.now(UTC).isoformat(),
            "township": self.township,
            "actorid": self.actor.id,
            "actorrole": self.actor.role,
            "actordepartment": self.actor.department,
            "data": (before.get("data") or self._data(row)) | row.changes,
        }
        command = {name: value for name, value in (whole | row.attributes).items() if value}
        self.sent[row.name] = command
        return command

    def _data(self, row: Row) -> dict[str, Any]:
        if row.data is None:
            return {"text": _TEXT, "channel": self.channel, "proof": commitment(self.secret)}
        filled = {"{subject}": self.subjects.get(row.after, ""), "{proof}": self.secret}
        return {name: filled.get(value, value) for name, value in row.data.items()}

    def _keep_in_mind(self, row: Row, data: dict[str, Any]) -> None:
        event = data.get("event")
        if not isinstance(event, dict) or not isinstance(subject := event.get("subject"), str):
            return
        self.subjects[row.name] = subject
        if row.type == _BY_NAME["withdraw"].type:
            self.open = [other for other in self.open if other != subject]
        elif subject not in self.open:
            self.open.append(subject)


def _body(row: Row, command: dict[str, Any]) -> bytes:
    if row.body:
        return row.body.replace("{id}", command["id"]).encode()
    return json.dumps(command, ensure_ascii=False).encode()


def _left_out(row: Row) -> Verdict:
    before = _BY_NAME[row.after]
    return Verdict(row, why=_AFTER.format(name=f"{before.zh} {before.en}"))


def try_out(
    township: Annotated[str, typer.Option(help="登记里的一个乡镇 a township of the entry, 9 digits")],
    source: Annotated[str, typer.Option(help="登记里的 source, e.g. /county/hotline")],
    actor: Annotated[str, typer.Option(help="登记里可以代表的人 who acts, id:role, e.g. hotline-1:agent")],
    channel: Annotated[str, typer.Option(help="意见的渠道 the submission's channel")] = "phone",
    broker_url: BrokerUrl = None,
) -> None:
    """由合作方自己运行：发出好的和坏的消息，核对答复；只留下一条已撤回的意见。
    Run by the partner: send good and bad messages and check the answers; exit code 1 if one is not right.
    Nothing stays but a submission that is withdrawn."""
    who, url = who_acts(actor), broker_address(broker_url)
    if not url:
        typer.echo(_NO_BROKER, err=True)
        raise typer.Exit(UNUSABLE)
    try:
        ended = asyncio.run(_run(url, township, source, who, channel))
    except Busy as error:
        typer.echo(_BUSY.format(queue=error), err=True)
        raise typer.Exit(UNUSABLE) from error
    except NoTownship as error:
        typer.echo(shown(str(error), lines=True), err=True)
        raise typer.Exit(UNUSABLE) from error
    except ChannelNotFoundEntity as error:
        typer.echo(shown(_NOTHING.format(queue=f"{URL(url).user}.answers"), lines=True), err=True)
        raise typer.Exit(UNUSABLE) from error
    except (AMQPError, OSError) as error:
        typer.echo(shown(redact(_NO_WAY.format(error=error))), err=True)
        raise typer.Exit(UNUSABLE) from error
    raise typer.Exit(ended)


async def _run(url: str, township: str, source: str, actor: Actor, channel: str) -> int:
    found: list[Verdict] = []
    async with plain_client(url) as client:
        await client.read("answers", "rejects")
        trial = Trial(client, township, source, actor, channel)
        try:
            async with aclosing(trial.verdicts()) as verdicts:
                async for verdict in verdicts:
                    found.append(verdict)
                    typer.echo("\n".join(verdict.lines()))
        finally:
            if trial.open:
                typer.echo(_LEFT.format(subjects=shown(", ".join(trial.open))), err=True)
    good, bad, left = (sum(one.right is kind for one in found) for kind in (True, False, None))
    typer.echo(_SUM.format(good=good, bad=bad, left=left))
    return DIFFERS if bad or trial.open else 0
