"""``youyue decide``: the office works through a queue, one submission after the other."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Annotated, NamedTuple

import typer

from cli.backends import intake_database
from cli.desk_lines import desk_lines, office_now
from cli.publication import Publishing
from cli.reading import reading_the_database
from cli.send import ask_once
from cli.servers import refuse_half
from cli.shown import shown
from cli.townships import Township
from cli.wire import CONSOLE_URL, BrokerUrl, ConsoleUrl
from services.intake.domain.queues import QUEUES
from services.intake.domain.submission.previewing import keeps_out
from services.intake.storage.contacts import Original, Reading, read_original
from services.intake.storage.desk import Desk, desk_of
from services.intake.storage.queues import Wanted, page
from shared.client.platform import new_command
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import (
    AcceptSubmission,
    AnswerOnTheSpot,
    AskRaiser,
    FastLaneSubmission,
    Publication,
    PublishSubmission,
    RejectSubmission,
    SplitSubmission,
)
from shared.language.directory.acting import may_act
from shared.language.house import sentence_of
from shared.language.topology import CONSUMERS

Say = Callable[[str, Callable[[str], str], Callable[[], Publication | None]], Command | None]
_CHOICE = (
    "[a]照建议受理 [c]受理，写类别 [f]直办，写部门 [r]不予受理，写理由\n"
    "[q]问提出人 [s]拆分 [p]当场答复 [u]公开与否 [o]看原话，会留痕 [n]下一件 [x]结束\n"
    "[a]ccept as suggested, [c]ategory, [f]ast lane, [r]eject, [q]uestion, [s]plit,"
    " [p] answer, p[u]blish, their [o]wn words, logged, [n]ext, [x] end"
)


def _published(id: str, choice: Publication | None) -> PublishSubmission | None:
    return PublishSubmission(submission_id=id, **dict(choice)) if choice else None


ACTS: Mapping[str, Say] = {
    "a": lambda id, _, publish: AcceptSubmission(submission_id=id, as_suggested=True, publish=publish()),
    "c": lambda id, ask, publish: AcceptSubmission(
        submission_id=id, category=ask("类别代码 category"), publish=publish()
    ),
    "f": lambda id, ask, publish: FastLaneSubmission(
        submission_id=id, department=ask("部门代码 department"), publish=publish()
    ),
    "r": lambda id, ask, _: RejectSubmission(submission_id=id, reason_code=ask("理由代码 reason")),
    "q": lambda id, ask, _: AskRaiser(submission_id=id, question=ask("问什么 question")),
    "s": lambda id, *_: SplitSubmission(submission_id=id),
    "p": lambda id, ask, _: AnswerOnTheSpot(submission_id=id, text=ask("答复 answer")),
    "u": lambda id, _, publish: _published(id, publish()),
}
"""What the office may say of the submission before it: key → the command, and what it asks for."""
OWN_WORDS, NEXT, END = "o", "n", "x"


class _Before(NamedTuple):
    """What lies before the clerk."""

    desk: Desk
    lines: list[str]
    township: str
    publishing: Publishing


def decide(
    by: Annotated[str, typer.Option(help="哪位工作人员 which clerk, e.g. office-1")],
    ref: Annotated[str | None, typer.Argument(help="查询码或编号；缺省为队列里的下一件 code or id")] = None,
    queue: Annotated[str, typer.Option(help=f"哪一队 which queue: {', '.join(QUEUES)}")] = "received",
    village: Annotated[str | None, typer.Option(help="村社代码 village, e.g. V01")] = None,
    department: Annotated[str | None, typer.Option(help="部门代码，未定的按建议 department")] = None,
    township: Township = None,
    broker_url: BrokerUrl = None,
    console_url: ConsoleUrl = CONSOLE_URL,
) -> None:
    """逐件处理队列：看内容、建议、理由、相似意见和公开后的样子，决定后接着下一件。
    Work through a queue: words, suggestions, reasons, similar ones, and what everybody would read; decide,
    and go on to the next."""
    if queue not in QUEUES:
        typer.echo(f"没有“{shown(queue)}”这一队。There is no queue {shown(queue)}.", err=True)
        raise typer.Exit(2)
    refuse_half("intake", CONSUMERS, broker_url)
    clerk, wanted = Actor(by, Role.OFFICE), Wanted(village=village, department=department)
    seen: set[str] = set()
    while True:
        with reading_the_database():
            found = asyncio.run(_look(ref, queue, wanted, township, seen, clerk))
        if found is None:
            typer.echo("没有了。Nothing is left." if ref is None else f"没有 {shown(ref)}。There is none.")
            raise typer.Exit(0 if ref is None else 1)
        seen.add(found.desk.matter.submission_id)
        typer.echo("\n".join(found.lines))
        if not _decided(found, clerk, broker_url, console_url) or ref is not None:
            return


def _decided(before: _Before, clerk: Actor, broker_url: str | None, console_url: str) -> bool:
    """Ask until something is decided or left for later; False: the clerk goes home."""
    while True:
        try:
            key = str(typer.prompt(_CHOICE)).strip().lower()
            if key in (NEXT, END):
                return key == NEXT
            if key == OWN_WORDS:
                _show_own_words(before, clerk)
            if key not in ACTS:
                continue
            command = ACTS[key](before.desk.matter.submission_id, _prompted, before.publishing.choose)
            if command is None:
                continue
        except typer.Abort:  # the end of the input: nobody types any more, and nothing half said is sent
            return False
        except ValueError as error:
            typer.echo(f"不能这样写 cannot be sent: {shown(error)}", err=True)
            continue
        answer = ask_once(
            new_command(command, clerk, before.township, "/youyue/cli"), broker_url, console_url
        )
        if not answer.type.endswith(".command.refused.v1"):
            typer.echo("已办。Done.")
            return True
        reason = answer.data["reason"]
        typer.echo(f"没有办成：{shown(reason['zh'])}\nRefused: {shown(reason['en'])}", err=True)


def _show_own_words(before: _Before, clerk: Actor) -> None:
    """The raiser's own words; who reads them, and why, is written down."""
    reading = Reading(
        before.desk.matter.submission_id, clerk.id, _prompted("为什么要看 why"), datetime.now(UTC)
    )
    with reading_the_database():
        original = asyncio.run(_read(before.township, reading))
    if isinstance(original, Refusal):
        why = sentence_of(original)
        typer.echo(f"{shown(why.zh)}\n{shown(why.en)}", err=True)
    elif original:
        typer.echo("\n".join(before.publishing.original(original.title, original.text)))


async def _read(township: str, reading: Reading) -> Original | Refusal | None:
    async with intake_database() as connection:
        return await read_original(connection, township, reading)


def _prompted(what: str) -> str:
    return str(typer.prompt(what))


async def _look(
    ref: str | None, queue: str, wanted: Wanted, given: str | None, seen: set[str], clerk: Actor
) -> _Before | None:
    """The submission that is meant, or the first of the queue that was not looked at yet. Ends the program
    with 1 for who may not look at it, with 2 for a clerk whom the lists do not have."""
    async with intake_database() as connection:
        law, now, before = await office_now(connection, given, wanted)
        if refusal := may_act(clerk, law.at(now).directory, law.township.lists):
            why = sentence_of(refusal)
            typer.echo(f"{shown(why.zh)}\n{shown(why.en)}", err=True)
            raise typer.Exit(2)
        township, after = law.township.township_id, None
        while ref is None:
            rows = await page(connection, QUEUES[queue], township, before, wanted, after)
            mine = (one.submission for one in rows.entries if clerk.id not in one.submission.recused)
            waiting = (one.submission_id for one in mine)
            ref, after = next((id for id in waiting if id not in seen), None), rows.next
            if after is None:
                break
        desk = await desk_of(connection, township, ref) if ref else None
    if desk is None:
        return None
    if refusal := keeps_out(desk.matter, law, now, clerk):
        said = sentence_of(refusal)
        typer.echo(f"{shown(said.zh)}\n{shown(said.en)}", err=True)
        raise typer.Exit(1)
    publishing = Publishing(desk.matter, law, now, clerk)
    lines = [*desk_lines(desk, now, law.at(now).directory), *publishing.lines()]
    return _Before(desk, lines, township, publishing)
