"""One submission as the office sees it on a terminal: how long it waits, what is suggested and why."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import typer
from sqlalchemy.ext.asyncio import AsyncConnection

from cli.shown import shown
from cli.suggestion_words import LABELS, in_words
from cli.townships import law_in
from services.intake.domain.queues import cutoff
from services.intake.domain.submission.triaging import YES
from services.intake.domain.triage.praising import PRAISE
from services.intake.storage.desk import Desk
from services.intake.storage.queues import Entry, Wanted, unknown_in
from services.intake.storage.tables import JOURNAL
from shared.kernel.store.clock import time_kept
from shared.language.behaviour import Law
from shared.language.calendar import local_day, local_minute
from shared.language.contracts.intake import Suggested
from shared.language.directory import Directory
from shared.language.directory.choosing import name_in
from shared.language.words import bilingual

_HOUR, _DAY = 3600, 86400
"""Seconds."""


async def office_now(
    connection: AsyncConnection, given: str | None, wanted: Wanted
) -> tuple[Law, datetime, datetime]:
    """The township's law, the platform's time, and the moment before which what still waits is overdue. Ends
    the program with 2 where the township never had what is ``wanted``."""
    now = await time_kept(connection, JOURNAL.story_clock)
    law = await law_in(connection, given)
    if unknown := unknown_in(wanted, law, now):
        said = bilingual(unknown[0], code=unknown[1])
        typer.echo(f"{shown(said.zh)}{shown(said.en)}", err=True)
        raise typer.Exit(2)
    return law, now, cutoff(now, law.at(now).rules.intake.receipt_within, law.calendar)


def waited(entry: Entry, now: datetime) -> str:
    """How long the matter has counted: hours, from two days on days."""
    seconds = max(0, int((now - entry.since).total_seconds()))
    return f"{seconds // _DAY}天" if seconds >= 2 * _DAY else f"{seconds // _HOUR}小时"


def due_in_words(entry: Entry) -> str:
    """By when somebody has to act: month, day and minute in Asia/Shanghai; empty where nobody has to."""
    return f"{local_day(entry.due_at):%m-%d} {local_minute(entry.due_at)}" if entry.due_at else ""


def suggested_way(entry: Entry, lists: Directory) -> str:
    """Category, department and certainty in one cell; a person must decide what is not sure."""
    triage = entry.triage
    if triage is None:
        return "—"
    if triage.kind.value == PRAISE:
        return in_words("kind", PRAISE, lists)
    if triage.matters:
        return f"有{len(triage.matters)}件事"
    if triage.admissible.value != YES:
        return in_words("admissible", triage.admissible.value, lists)
    category = name_in(lists.categories, triage.category.value)
    if not triage.category.sure:
        return f"{category}？须人工"
    return f"{category} {triage.category.confidence:.0%}"


def entry_json(entry: Entry, now: datetime) -> dict[str, Any]:
    """The submission, what is suggested and why, and how long it has waited. Nobody decides by the proof's
    hash."""
    return {
        "submission": entry.submission.model_dump(mode="json", exclude_none=True, exclude={"proof"}),
        "triage": entry.triage.model_dump(mode="json") if entry.triage else None,
        "publication": entry.publication,
        "waited": waited(entry, now),
        "due_at": entry.due_at.isoformat() if entry.due_at else None,
    }


def desk_lines(desk: Desk, now: datetime, lists: Directory) -> Iterator[str]:
    """All that one decision is taken by; foreign text is shown safely."""
    submission, triage = desk.entry.submission, desk.entry.triage
    village = name_in(lists.villages, submission.village) if submission.village else "—"
    urgency = name_in(lists.urgencies, submission.urgency) if submission.urgency else "—"
    due = f"，最迟 {due_in_words(desk.entry)}" if desk.entry.due_at else ""
    yield f"{submission.trace_code}  {village}  {urgency}  已等 {waited(desk.entry, now)}{due}"
    yield f"  {shown(submission.text, lines=True)}"
    if triage is None:
        yield "  没有分类建议 nothing is suggested"
    else:
        for field, suggested in triage:
            if isinstance(suggested, Suggested):
                yield _suggestion(field, suggested, lists)
        for number, matter in enumerate(triage.matters, 1):
            yield f"  第{number}件 matter {number}: {shown(matter)}"
    for like in desk.similar:
        mark = "很可能同一件事" if like.same else "只是相近"
        yield f"  {mark} {like.score:.0%}  {like.submission.trace_code}  {shown(like.submission.title)}"


def _suggestion(field: str, suggested: Suggested, lists: Directory) -> str:
    sure = f"{suggested.confidence:.0%}" + ("" if suggested.sure else " 没有把握，请人工判断")
    value = in_words(field, suggested.value, lists)
    return f"  {LABELS[field]}：{value}（{suggested.value}，{sure}）{shown(suggested.why.zh)}"
