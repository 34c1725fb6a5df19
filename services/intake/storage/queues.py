"""Queues of submissions, page by page, served by ``ix_submission_queue`` and its like: dangers
first, then what has waited longest."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Text, cast, func, literal, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.domain.queues import QUEUES, Queue
from services.intake.domain.submission.publishing import chosen
from services.intake.storage.tables import CALM, SUBMISSION, UNDECIDED
from shared.language.behaviour import Law
from shared.language.contracts.intake import SubmissionSnapshot, TriageSuggestion
from shared.language.contracts.intake.submission_states import DANGER

PAGE = 50
LARGEST_PAGE = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of a queue are wanted; None and empty: all. Department and category count as the office has them,
    else as triage suggests; ``words`` stand in title or text."""

    village: str | None = None
    department: str | None = None
    urgency: str | None = None
    category: str | None = None
    words: str = ""


EVERYTHING = Wanted()


def unknown_in(wanted: Wanted, law: Law, now: datetime) -> tuple[str, str] | None:
    """The key of what is said of the first code that the township never had, and that code: an empty queue
    would be taken for good news."""
    lists = law.township.lists
    known: dict[str, Collection[str]] = {
        "village": {one.code for one in lists.villages},
        "department": {one.code for one in lists.departments},
        "category": {one.code for one in lists.categories},
        "urgency": law.at(now).rules.urgency,
    }
    for name, codes in known.items():
        code = getattr(wanted, name)
        if code and code not in codes:
            return f"queue.{name}_unknown", code
    return None


@dataclass(frozen=True, slots=True)
class Entry:
    """One submission of a queue, and what triage suggests about it."""

    submission: SubmissionSnapshot
    triage: TriageSuggestion | None

    @property
    def publication(self) -> str:
        """How far everybody reads it: ``full``, ``summary``, ``no`` or ``undecided``."""
        return chosen(self.submission)

    @property
    def since(self) -> datetime:
        """From when its time counts; aware, UTC."""
        return self.submission.counts_from or self.submission.submitted_at

    @property
    def due_at(self) -> datetime | None:
        """By when somebody has to act, at the earliest; aware, UTC."""
        return min((one.due_at for one in self.submission.waiting), default=None)


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a queue; ``next`` is given again to go on, None at the end."""

    entries: tuple[Entry, ...]
    next: str | None


async def counts(
    connection: AsyncConnection, township: str, cutoff: datetime, wanted: Wanted = EVERYTHING
) -> dict[str, int]:
    """How many each queue holds, by name."""
    found = {}
    for queue in QUEUES.values():
        conditions = _conditions(queue, township, cutoff, wanted)
        found[queue.name] = await connection.scalar(select(func.count()).where(*conditions)) or 0
    return found


async def page(
    connection: AsyncConnection,
    queue: Queue,
    township: str,
    cutoff: datetime,
    wanted: Wanted = EVERYTHING,
    after: str | None = None,
    size: int = PAGE,
) -> Page:
    """The first of a queue, or those after ``after``. ``size`` is from 1 to ``LARGEST_PAGE``."""
    rows, since = SUBMISSION.table.c, _text(queue.since)
    order = [CALM, since, rows.id] if queue.dangers_first else [since, rows.id]
    conditions = _conditions(queue, township, cutoff, wanted)
    if after is not None:
        calm, _, place = after.partition("~")
        moment, _, id = place.partition("~")
        last_seen = [literal(moment), literal(id)]
        conditions.append(
            tuple_(*order) > tuple_(*([literal(calm != DANGER)] * (len(order) - 2)), *last_seen)
        )
    found = await connection.execute(
        select(cast(rows.data, Text), since, rows.id).where(*conditions).order_by(*order).limit(size + 1)
    )
    documents = found.all()
    entries = tuple(entry_of(document[0]) for document in documents[:size])
    if len(documents) <= size:
        return Page(entries, None)
    _, moment, id = documents[size - 1]
    return Page(entries, f"{entries[-1].submission.urgency or ''}~{moment}~{id}")


def entry_of(document: str) -> Entry:
    """Of a stored submission."""
    submission = SUBMISSION.load(document)
    return Entry(SubmissionSnapshot.model_validate(submission), submission.triage)


def _conditions(queue: Queue, township: str, cutoff: datetime, wanted: Wanted) -> list[ColumnElement[bool]]:
    rows, since = SUBMISSION.table.c, _text(queue.since)
    conditions: list[ColumnElement[bool]] = [rows.tenant == township, since.is_not(None)]
    if queue.state is not None:
        conditions.append(rows.state == queue.state)
    if queue.urgency == DANGER:
        conditions.append(CALM.is_(False))
    if queue.undecided:
        conditions.append(UNDECIDED)
    if queue.overdue:
        conditions.append(since < cutoff.isoformat().replace("+00:00", "Z"))
    if wanted.village:
        conditions.append(_text("village") == wanted.village)
    if wanted.urgency:
        conditions.append(_text("urgency") == wanted.urgency)
    for field in ("department", "category"):
        if value := getattr(wanted, field):
            conditions.append(func.coalesce(_text(field), _suggested(field)) == value)
    if wanted.words:
        said = [_text(field).icontains(wanted.words, autoescape=True) for field in ("title", "text")]
        conditions.append(or_(*said))
    return conditions


def _text(field: str) -> ColumnElement[str]:
    text: ColumnElement[str] = SUBMISSION.table.c.data[field].astext
    return text


def _suggested(field: str) -> ColumnElement[str]:
    text: ColumnElement[str] = SUBMISSION.table.c.data["triage", field, "value"].astext
    return text
