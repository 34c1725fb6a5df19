"""``youyue send``: publish a command as a partner would, and show its answer."""

import asyncio
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from pydantic import ValidationError
from rich.console import Console

from cli.giving_up import give_up
from cli.servers import sender_url
from cli.shown import json_shown, shown
from cli.townships import Township, sent_for
from cli.wire import CONSOLE_URL, NOTHING_THERE, BrokerUrl, ConsoleUrl, wire_for
from shared.client import Heard, open_client
from shared.client.http import Refused
from shared.kernel.bus.delivery.reading import describe
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor, Envelope
from shared.kernel.messages.ids import new_message_id
from shared.language.contracts.directory import OF_A_DEPARTMENT
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import REGISTRY, TYPES

REFUSED = 1
UNUSABLE = 2
_PATIENCE = 2.0
"""Seconds; a partner may ask for what it does not hear."""
_OPERATOR = "operator-1:operator"
_NO_COMMAND = (
    "没有 {type} 这种命令，全部命令见 docs/generated/events.md 。\n"
    "There is no command {type}; all are in docs/generated/events.md."
)
_NO_FILE = "读不了 {file}：{why}。Cannot be read: {why}"
_NO_JSON = "{file} 不是 JSON：要 UTF-8 的 JSON 文件（{why}）。\n{file} is no JSON; UTF-8 is wanted ({why})."
_NO_ANSWER = (
    "没有等到答复。命令可能仍会被处理；用同一个 id 再发是安全的。\n"
    "No answer yet. It may still be carried out; sending it again with the same id is safe."
)


def send(
    type: Annotated[str, typer.Argument(help="命令类型 e.g. intake.submission.submit.v1")],
    file: Annotated[Path, typer.Argument(help="JSON：完整的 CloudEvents 信封，或只有 data；- 为标准输入")],
    actor: Annotated[
        str | None, typer.Option(help=f"谁 who: id:role[:department]；缺省 default: {_OPERATOR}")
    ] = None,
    township: Township = None,
    broker_url: BrokerUrl = None,
    console_url: ConsoleUrl = CONSOLE_URL,
) -> None:
    """发送一条命令并等待答复。Publish a command and wait for its answer; exit code 1: refused."""
    if type not in TYPES or not issubclass(TYPES[type], Command):
        give_up(_NO_COMMAND.format(type=shown(type)))
    who, raw = who_acts(actor or _OPERATOR), _read(file)
    try:
        if isinstance(raw, dict) and "specversion" in raw:
            envelope = REGISTRY.envelope.model_validate(raw)
            given = {"type": type, "actor": actor, "township": township}
            if other := differing(envelope, given):
                raise ValueError(
                    f"文件是完整的信封，与所给的不同 the file is a whole envelope and says otherwise: {other}"
                )
        else:
            envelope = envelope_from(type, raw, who, lambda: sent_for(township, console_url))
    except ValueError as error:
        problem = describe(error) if isinstance(error, ValidationError) else str(error)
        typer.echo(f"用不了这个文件 cannot use this: {shown(problem)}", err=True)
        raise typer.Exit(UNUSABLE) from error
    answer = ask_once(envelope, broker_url, console_url)
    Console().print(json_shown(json.loads(answer.to_json()), indent=2), markup=False, soft_wrap=True)
    raise typer.Exit(REFUSED if answer.type.endswith(".command.refused.v1") else 0)


def _read(file: Path) -> Any:
    """What stands in the file, as editors write JSON: UTF-8, also with a byte order mark. Ends the program
    for what cannot be read."""
    try:
        return json.loads(sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes())
    except OSError as error:
        give_up(_NO_FILE.format(file=shown(str(file)), why=error.strerror), error)
    except ValueError as error:
        give_up(_NO_JSON.format(file=shown(str(file)), why=shown(str(error))), error)


def ask_once(envelope: Envelope, broker_url: str | None, console_url: str) -> Envelope:
    """Send one command and return its answer. An error on the way is reported and ends the program."""
    answers: list[Envelope] = []
    ask_each((envelope,), answers.append, broker_url, console_url)
    return answers[0]


def ask_each(envelopes: Iterable[Envelope], heard: Heard, broker_url: str | None, console_url: str) -> None:
    """Send one command after another; ``heard`` is told the answer of each before the next one is sent, and
    may end it all. An error on the way is reported and ends the program."""
    try:
        return asyncio.run(_ask(envelopes, heard, broker_url, console_url))
    except httpx.TransportError as error:
        typer.echo(NOTHING_THERE.format(url=console_url, error=error), err=True)
    except Refused as error:
        typer.echo(shown(error, lines=True), err=True)
    except TimeoutError:
        typer.echo(_NO_ANSWER, err=True)
    raise typer.Exit(UNUSABLE)


async def _ask(envelopes: Iterable[Envelope], heard: Heard, broker_url: str | None, console_url: str) -> None:
    async with (
        wire_for(sender_url(broker_url), console_url) as wire,
        open_client(wire, event_patience=_PATIENCE) as client,
    ):
        for envelope in envelopes:
            heard(await client.ask(envelope))


def differing(envelope: Envelope, given: Mapping[str, str | None]) -> str:
    """Where the envelope says otherwise than what was given beside it: "township: 330921202 ≠ 330921201";
    empty where it does not. None: not given."""
    there = {"type": envelope.type, "township": envelope.tenant, "actor": _written(envelope.actor)}
    return "; ".join(
        f"{name}: {said} ≠ {given[name]}" for name, said in there.items() if given[name] not in (None, said)
    )


def _written(actor: Actor) -> str:
    return ":".join(part for part in (actor.id, actor.role, actor.department) if part)


def envelope_from(type: str, raw: Any, who: Actor, township: Callable[[], str]) -> Envelope:
    """An envelope around the data ``raw``, for the ``township`` that is asked for only then. Raises
    ValueError when the data cannot be right."""
    return REGISTRY.envelope.model_validate(
        {
            "id": new_message_id(),
            "source": "/youyue/cli",
            "type": type,
            "time": datetime.now(UTC),
            "township": township(),
            "actorid": who.id,
            "actorrole": who.role,
            "actordepartment": who.department,
            "data": raw,
        }
    )


def parse_actor(text: str) -> Actor:
    """``office-1:office``, ``dept-water:department:water`` or ``citizen:17:citizen``: an id may hold colons,
    so it is read from the right. Raises ValueError that names the roles."""
    *before, last = text.split(":")
    roles = tuple(Role)
    if len(before) > 1 and (before[-1] in OF_A_DEPARTMENT or (before[-1] in roles and last not in roles)):
        id, role, department = ":".join(before[:-1]), before[-1], last
    else:
        id, role, department = ":".join(before), last, ""
    if not id or role not in roles:
        raise ValueError(
            f"“{text}”不是 id:role[:department]；role 是 this is no id:role[:department]; "
            f"the roles are {', '.join(Role)}"
        )
    return Actor(id, Role(role), department or None)


def who_acts(text: str, option: str = "--actor") -> Actor:
    """The actor that an option names; one that is none is said in a sentence and ends the program with 2."""
    try:
        return parse_actor(text)
    except ValueError as error:
        typer.echo(f"{option}：{shown(error)}", err=True)
        raise typer.Exit(UNUSABLE) from error
