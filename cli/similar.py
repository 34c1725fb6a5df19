"""``youyue similar``: earlier submissions about the same matter, of a text or of every line of a file."""

import asyncio
from bisect import insort
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy import select

from cli.backends import intake_database
from cli.lists import Lists, lists_of
from cli.reading import reading_the_database
from cli.shown import Json, json_shown, shown
from cli.submission_lines import Line, complain, read_lines
from cli.townships import Township, law_in
from services.intake.domain.similar.score import THRESHOLD, Similar, rank
from services.intake.domain.similar.sighting import WINDOW, Sighting, sighting_of
from services.intake.domain.triage.assess import examine
from services.intake.domain.triage.model import TriageInput
from services.intake.storage.similar import find_similar
from services.intake.storage.tables import JOURNAL, SUBMISSION
from shared.kernel.store.clock import time_kept
from shared.language.directory import Directory
from shared.language.redaction import masked

TOP = 5


def similar(
    text: Annotated[str | None, typer.Argument(help="要比较的文字 a text to compare")] = None,
    jsonl: Annotated[
        Path | None, typer.Option(help="每行一条意见的文件，- 为标准输入 one JSON object per line")
    ] = None,
    village: Annotated[str | None, typer.Option(help="村社代码 village, e.g. V01")] = None,
    at: Annotated[
        datetime | None, typer.Option(help="提交时间，UTC；缺省为现在 when, UTC; default: now")
    ] = None,
    township: Township = None,
    lists: Lists = None,
    json_lines: Json = False,
) -> None:
    """相似意见：此前最相似的五条，查数据库或文件。
    The five most similar earlier submissions."""
    moment = at.replace(tzinfo=at.tzinfo or UTC) if at else None
    if jsonl is not None:
        _in_file(jsonl, text, village, moment, lists_of(lists), json_lines)
    elif text is not None:
        _in_database(TriageInput(text=text, village=village), moment, township, json_lines)
    else:
        typer.echo("请给出文字，或用 --jsonl。Give a text, or use --jsonl.", err=True)
        raise typer.Exit(2)


def _in_database(asked: TriageInput, at: datetime | None, township: str | None, json_lines: bool) -> None:
    with reading_the_database():
        found, titles = asyncio.run(_look_up(asked, at, township))
    _print(found, titles, json_lines)


async def _look_up(
    asked: TriageInput, at: datetime | None, given: str | None
) -> tuple[list[Similar], dict[str, str]]:
    async with intake_database() as connection:
        moment = at or await time_kept(connection, JOURNAL.story_clock)
        law = await law_in(connection, given)
        township, seen = law.township.township_id, examine(asked, law.at(moment).directory)
        found = await find_similar(connection, township, sighting_of(asked, moment, seen), TOP)
        rows = SUBMISSION.table
        ids = [one.ref for one in found]
        query = select(rows.c.id, rows.c.data["title"].astext.label("title")).where(
            rows.c.tenant == township, rows.c.id.in_(ids)
        )
        return found, {row.id: row.title for row in await connection.execute(query)}


def _in_file(
    path: Path, text: str | None, village: str | None, at: datetime | None, here: Directory, json_lines: bool
) -> None:
    try:
        lines, good = _read(path)
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        typer.echo(f"文件读不了：{shown(path)}\nThe file cannot be read: {error.strerror}", err=True)
        raise typer.Exit(1) from error
    seen = _sightings(lines, here)
    if text is None:
        _each(seen)
    else:
        moment = at or max((one.submitted_at for _, one in seen), default=datetime.now(UTC))
        asked = TriageInput(text=text, village=village)
        new = sighting_of(asked, moment, examine(asked, here))
        found = rank(new, (one for _, one in seen if one.submitted_at <= moment), TOP)
        titles = {line.ref: masked(line.asked.title or line.asked.text)[:60] for line in lines}
        _print(found, titles, json_lines)
    if not good:
        raise typer.Exit(1)


def _read(path: Path) -> tuple[list[Line], bool]:
    lines, good = [], True
    for line in read_lines(path):
        if isinstance(line, Line):
            lines.append(line)
        else:
            complain(*line)
            good = False
    return lines, good


def _sightings(lines: list[Line], here: Directory) -> list[tuple[int, Sighting]]:
    """With the line's place in the file. A line without a time counts as raised together with the one before
    it."""
    found, last = [], datetime.fromtimestamp(0, UTC)
    for number, line in enumerate(lines):
        last = line.asked.submitted_at or last
        found.append((number, sighting_of(line.asked, last, examine(line.asked, here), ref=line.ref)))
    return found


def _each(seen: list[tuple[int, Sighting]]) -> None:
    """Earlier: submitted earlier, or at the same moment on an earlier line. Printed in the file's order."""
    answers: dict[int, list[Similar]] = {}
    window: list[tuple[datetime, int, Sighting]] = []
    for number, one in sorted(seen, key=lambda pair: (pair[1].submitted_at, pair[0])):
        window = [row for row in window if one.submitted_at - row[0] <= WINDOW]
        answers[number] = rank(one, (row[2] for row in window), TOP)
        insort(window, (one.submitted_at, number, one), key=lambda row: row[:2])
    for number, one in seen:
        typer.echo(json_shown({"ref": one.ref, "similar": _as_json(answers[number])}))


def _as_json(found: list[Similar]) -> list[dict[str, Any]]:
    """``same``: likely enough to say that the two are about the same matter."""
    return [{"ref": one.ref, "score": one.score, "same": one.score >= THRESHOLD} for one in found]


def _print(found: list[Similar], titles: dict[str, str], json_lines: bool) -> None:
    if json_lines:
        for line in _as_json(found):
            typer.echo(json_shown({**line, "title": titles.get(line["ref"], "")}))
        return
    if not found:
        typer.echo("前一个月没有可比的意见。No similar submission in the month before.")
    for one in found:
        verdict = (
            "很可能是同一件事 probably the same matter" if one.score >= THRESHOLD else "只是相近 only similar"
        )
        typer.echo(f"{one.score:.0%}  {shown(one.ref)}  {verdict}\n    {shown(titles.get(one.ref, ''))}")
