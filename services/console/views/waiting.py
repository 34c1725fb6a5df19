"""Whom the township's things wait for: roles, departments and officials, never a citizen's name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.console.views.loop import title_of
from shared.kernel.machine import Law, Waiting
from shared.language.calendar import local_day
from shared.language.directory.naming import Names
from shared.language.telling import words
from shared.language.words import text


@dataclass(frozen=True, slots=True)
class WaitView:
    """One wait of one thing. ``id`` leads to an item's public way."""

    kind: str
    id: str
    kind_name: str
    title: str
    what: str
    who: str
    due_on: date
    days_left: int
    """Calendar days to the last day; negative when it is over."""
    late: bool
    standing: str


@dataclass(frozen=True, slots=True)
class WaitingView:
    """What waits in one township, what has been due longest first."""

    township: str
    township_name: str
    today: date
    number: int
    late: int
    waits: tuple[WaitView, ...]
    """The first of them."""


def waiting_view(
    township: str,
    things: Iterable[tuple[str, str, Mapping[str, Any]]],
    now: datetime,
    listed: int,
    locale: str,
    names: Names,
    law: Law | None = None,
) -> WaitingView:
    """``things``: kind, id, document. ``law``: by which others stand in for those who have left."""
    found = [
        (_now(Waiting.model_validate(one), law, now), kind, id, thing)
        for kind, id, thing in things
        for one in thing.get("waiting", ())
    ]
    found.sort(key=lambda one: (one[0].due_at, *one[1:3], one[0].what))
    return WaitingView(
        township=township,
        township_name=names.township or township,
        today=local_day(now),
        number=len(found),
        late=sum(waiting.due_at <= now for waiting, *_ in found),
        waits=tuple(_view(*one, now, locale, names) for one in found[:listed]),
    )


def _now(waiting: Waiting, law: Law | None, now: datetime) -> Waiting:
    return waiting.asked_now(law, now) if law else waiting


def _view(
    waiting: Waiting, kind: str, id: str, thing: Mapping[str, Any], now: datetime, locale: str, names: Names
) -> WaitView:
    due_on, late = local_day(waiting.due_at), waiting.due_at <= now
    days = (due_on - local_day(now)).days
    return WaitView(
        kind=kind,
        id=id,
        kind_name=text(f"thing.{kind}", locale),
        title=title_of(kind, thing, locale, names),
        what=text(f"wait.{waiting.what}", locale),
        who=words.awaited(waiting.role, waiting.department, waiting.person_id, locale, names),
        due_on=due_on,
        days_left=days,
        late=late,
        standing=_standing(days, late, locale),
    )


def _standing(days: int, late: bool, locale: str) -> str:
    if days == 0:
        return text("page.waiting.late_today" if late else "page.waiting.last_day", locale)
    return text(f"page.waiting.days_{'late' if late else 'left'}", locale, days=abs(days))
