"""The console's query of the loop: how many things stand where, the first of them, and the newest steps."""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.console.domain.places import OVERDUE, PLACES
from services.console.here import only, today
from services.console.laws import NamesOf
from services.console.storage import listing, reading
from services.console.views.loop import LoopView, stage_views, thing_of, title_of
from services.console.views.step import Entry, TraceStep, step_of
from shared.language.directory.naming import Names
from shared.language.telling.every_event import ECHOES
from shared.language.telling.stages import Stage
from shared.language.telling.words import CHINESE
from shared.language.words import text

LISTED = 20
"""Things of a kind and a standing that are listed, those due first; the others are counted."""
_NEWEST = 12
_ROWS_PER_STEP = 5
"""Enough rows to find that many steps among."""
_CONFIDED = ("submission", "item", "alarm")
"""Things that may be the house's alone; what was rated is shown with its submission."""

ARRIVALS = 20
"""Events that came last, by which news is noticed: two that come at the same moment are both among them."""
_TOWNSHIPS = 200
_Thing = tuple[str, str, dict[str, Any]]
_Standings = dict[tuple[str, str, bool], int]


class Counts:
    """How many things stand where, counted anew only when there is news. Of one process."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, tuple[object, _Standings]] = OrderedDict()

    async def of(self, connection: AsyncConnection, township: str, day: date) -> _Standings:
        """Of a township on a day."""
        tag = (day, await reading.newest_arrivals(connection, township, ARRIVALS))
        kept = self._known.get(township)
        if kept and kept[0] == tag:
            return kept[1]
        counted = await listing.standings(connection, township, day)
        self._known[township] = (tag, counted)
        if len(self._known) > _TOWNSHIPS:
            self._known.popitem(last=False)
        return counted


async def loop(
    connection: AsyncConnection,
    township: str | None,
    now: datetime,
    names_of: NamesOf,
    locale: str = CHINESE,
    counted: Counts | None = None,
) -> LoopView | None:
    """The loop of the township, or of the only one; None when it is not clear which one is meant."""
    known = await reading.townships(connection)
    here = only(township, known)
    if here is None:
        return None
    names = await names_of(connection, here)
    day = await today(connection, here, now)
    counts = await (counted or Counts()).of(connection, here, day)
    return LoopView(
        township=here,
        township_name=names.township or here,
        townships=await reading.township_names(connection, known),
        today=day,
        stages=stage_views(
            await _things(connection, here, day, counts),
            _standing(counts),
            await _ever(connection, here, counts),
            day,
            locale,
            names,
        ),
        newest=await _newest(connection, here, locale, names),
    )


def _place(kind: str, standing: str, late: bool) -> Stage | None:
    """The stage of what stands so; an item past its day is supervised."""
    places: Mapping[str, Stage | None] = PLACES.get(kind, {})
    if kind == "item" and late and places.get(standing) == Stage.HANDLE:
        return places[OVERDUE]
    return places.get(standing)


def _standing(counts: Mapping[tuple[str, str, bool], int]) -> dict[Stage, int]:
    """How many things wait in each stage."""
    now = dict.fromkeys(Stage, 0)
    for (kind, standing, late), count in counts.items():
        if stage := _place(kind, standing, late):
            now[stage] += count
    return now


async def _things(
    connection: AsyncConnection, township: str, day: date, counts: Mapping[tuple[str, str, bool], int]
) -> list[_Thing]:
    """Of each kind in each stage the first; what has nothing there is not asked for."""
    asked = [one for one in counts if _place(*one)]
    return await listing.standing_as(connection, township, asked, day, LISTED)


async def _ever(
    connection: AsyncConnection, township: str, counts: Mapping[tuple[str, str, bool], int]
) -> dict[Stage, int]:
    visits, meetings = await reading.visits_and_meetings_done(connection, township)
    of_kind = {
        kind: sum(n for (k, *_), n in counts.items() if k == kind)
        for kind in ("submission", "item", "ballot")
    }
    return {
        Stage.RAISE: of_kind["submission"],
        Stage.VISIT: visits,
        Stage.DISCUSS: meetings,
        Stage.HANDLE: of_kind["item"],
        Stage.SUPERVISE: await reading.count_of_entries(connection, township, Stage.SUPERVISE),
        Stage.RATE: of_kind["ballot"],
    }


async def _newest(
    connection: AsyncConnection, township: str, locale: str, names: Names
) -> tuple[TraceStep, ...]:
    """The newest steps; several things' steps of one kind and moment are one, as when many raisers are
    answered."""
    rows = await reading.newest_entries(connection, township, _NEWEST * _ROWS_PER_STEP, ECHOES)
    groups: dict[tuple[datetime, str], list[Entry]] = {}
    for entry in sorted((Entry(**row) for row in rows), key=lambda entry: entry.order, reverse=True):
        groups.setdefault((entry.at, entry.type), []).append(entry)
    of = {thing_of(group[0]) for group in groups.values()}
    known = await reading.documents(connection, township, of)
    newest = [group for group in groups.values() if _is_shown(thing_of(group[0]), known)][:_NEWEST]
    titles = {thing: title_of(thing[0], document, locale, names) for thing, document in known.items()}
    return tuple(step_of(group[0], locale, names, about=_about(group, titles, locale)) for group in newest)


def _is_shown(thing: tuple[str, str], known: Mapping[tuple[str, str], object]) -> bool:
    """A matter that is confidential by now is not, nor is what became of it."""
    return thing[0] not in _CONFIDED or thing in known


def _about(group: list[Entry], titles: dict[tuple[str, str], str], locale: str) -> str:
    title = titles.get(thing_of(group[0]), "")
    return title if len(group) == 1 else text("page.and_more", locale, title=title, count=len(group))
