"""The console's queries of lists. They return plain values.

``now`` is the caller's time, aware.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services.console.here import only, today
from services.console.laws import NamesOf
from services.console.storage import reading
from services.console.storage.listing import Place, mark_of, marks_of_words, page
from services.console.views.listing import Listed, ListView, filters_of, row_of
from shared.language.telling.words import CHINESE

PER_PAGE = 20
_BETWEEN = "~"


async def listed(
    connection: AsyncConnection,
    township: str | None,
    of: Listed,
    asked: Mapping[str, str],
    now: datetime,
    names_of: NamesOf,
    locale: str = CHINESE,
) -> ListView | None:
    """A page of the list. ``asked``: filter → code, ``q`` → words, ``behind`` → where it begins. None: it
    is not clear which township is meant."""
    here = only(township, await reading.townships(connection))
    if here is None:
        return None
    names = await names_of(connection, here)
    filters = filters_of(of, asked, locale, names)
    words = asked.get("q", "").strip()
    pairs = marks_of_words(words)
    marks = [mark_of(one.name, one.chosen) for one in filters if one.chosen] + list(pairs)
    behind = _place(asked.get("behind", ""))
    too_short = bool(words) and not pairs
    found = [] if too_short else await page(connection, here, of.kind, marks, behind, PER_PAGE + 1)
    day = await today(connection, here, now)
    more = len(found) > PER_PAGE
    shown = found[:PER_PAGE]
    return ListView(
        township=here,
        township_name=names.township or here,
        name=of.name,
        words=words,
        too_short=too_short,
        filters=filters,
        rows=tuple(row_of(of.kind, place.id, data, day, locale, names) for place, data in shown),
        newest=behind is None,
        older=_BETWEEN.join(shown[-1][0]) if more else "",
    )


def _place(given: str) -> Place | None:
    at, _, id = given.partition(_BETWEEN)
    return Place(at, id) if at and id else None
