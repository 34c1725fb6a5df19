"""Queues of submissions, page by page, served by ``ix_submission_queue`` and ``ix_submission_untold``."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Text, cast, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.domain.queues import QUEUES, Queue
from services.intake.storage.tables import SUBMISSION
from shared.language.contracts.intake import SubmissionSnapshot

PAGE = 50
LARGEST_PAGE = 200


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a queue; ``next`` is given again to go on, None at the end."""

    submissions: tuple[SubmissionSnapshot, ...]
    next: str | None


async def counts(
    connection: AsyncConnection, township: str, cutoff: datetime, village: str | None = None
) -> dict[str, int]:
    """How many each queue holds, by name."""
    found = {}
    for queue in QUEUES.values():
        conditions = _conditions(queue, township, cutoff, village)
        found[queue.name] = await connection.scalar(select(func.count()).where(*conditions)) or 0
    return found


async def page(
    connection: AsyncConnection,
    queue: Queue,
    township: str,
    cutoff: datetime,
    village: str | None = None,
    after: str | None = None,
    size: int = PAGE,
) -> Page:
    """The oldest of a queue, or those after ``after``. ``size`` is from 1 to ``LARGEST_PAGE``."""
    rows, since = SUBMISSION.table.c, _text(queue.since)
    conditions = _conditions(queue, township, cutoff, village)
    if after is not None:
        moment, _, id = after.partition("~")
        conditions.append(tuple_(since, rows.id) > tuple_(literal(moment), literal(id)))
    found = await connection.execute(
        select(cast(rows.data, Text), since, rows.id)
        .where(*conditions)
        .order_by(since, rows.id)
        .limit(size + 1)
    )
    documents = found.all()
    last = documents[size - 1] if len(documents) > size else None
    submissions = (SUBMISSION.load(document[0]) for document in documents[:size])
    return Page(
        tuple(SubmissionSnapshot.model_validate(submission) for submission in submissions),
        f"{last[1]}~{last[2]}" if last else None,
    )


def _conditions(
    queue: Queue, township: str, cutoff: datetime, village: str | None
) -> list[ColumnElement[bool]]:
    rows, since = SUBMISSION.table.c, _text(queue.since)
    conditions: list[ColumnElement[bool]] = [rows.tenant == township, since.is_not(None)]
    if queue.state is not None:
        conditions.append(rows.state == queue.state)
    if queue.urgency is not None:
        conditions.append(_text("urgency") == queue.urgency)
    if queue.overdue:
        conditions.append(since < cutoff.isoformat().replace("+00:00", "Z"))
    if village is not None:
        conditions.append(_text("village") == village)
    return conditions


def _text(field: str) -> ColumnElement[str]:
    text: ColumnElement[str] = SUBMISSION.table.c.data[field].astext
    return text
