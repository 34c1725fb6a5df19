"""The console's queries of single topics, projects and promises, and of published figures. They return plain
values.

``now`` is the caller's time, aware.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.console.here import only, today
from services.console.laws import NamesOf
from services.console.storage import listing, reading
from services.console.storage.reading import has, is_one_of, snapshots
from services.console.views.figures import FiguresView, figures_view
from services.console.views.step import Entry
from services.console.views.thing import ThingPage, thing_page
from shared.kernel.messages.base import Contract
from shared.language.contracts.handling import ItemSnapshot, ProjectSnapshot, PromiseSnapshot
from shared.language.contracts.intake import TopicSnapshot
from shared.language.contracts.scheduling import MeetingSnapshot
from shared.language.directory.naming import Names
from shared.language.telling.words import CHINESE

PAGES: Mapping[str, tuple[str, type[Contract]]] = MappingProxyType(
    {
        "topics": ("topic", TopicSnapshot),
        "projects": ("project", ProjectSnapshot),
        "promises": ("promise", PromiseSnapshot),
    }
)
"""Name of the page → the kind of the thing, and what it is told as."""
_LISTED = 100
"""Matters of a topic that are listed."""
_PERIODS = 24
"""Published figures that are shown: two years of months."""


async def thing(
    connection: AsyncConnection,
    township: str | None,
    page: str,
    id: str,
    now: datetime,
    names_of: NamesOf,
    locale: str = CHINESE,
) -> ThingPage | None:
    """The thing of that id; None when there is none, or none that is the only one."""
    kind, snapshot = PAGES[page]
    found = (township,) if township else await reading.townships_with(connection, kind, id)
    if len(found) != 1:
        return None
    (here,) = found
    things = await snapshots(connection, here, kind, snapshot, is_one_of([id]))
    if not things:
        return None
    belonging = await _belonging(connection, here, things[0])
    rows = await reading.entries_about(connection, here, [(kind, id)])
    return thing_page(
        here,
        things[0],
        kind,
        id,
        belonging,
        [Entry(**row) for row in rows],
        await today(connection, here, now),
        locale,
        await names_of(connection, here),
    )


async def _belonging(
    connection: AsyncConnection, township: str, thing: Contract
) -> list[tuple[str, str, dict[str, Any]]]:
    """Kind, id and document of what belongs to it and may be read by everybody."""
    asked = [*_named_by(thing), *await _items(connection, township, thing)]
    known = await reading.documents(connection, township, asked) if asked else {}
    meetings = await _meetings(connection, township, thing)
    shown = [
        (kind, id, known[kind, id])
        for kind, id in dict.fromkeys(asked)
        if (kind, id) in known and (kind != "submission" or known[kind, id].get("published"))
    ]
    named = {id for _, id, _ in shown}
    return [*shown, *(("meeting", id, data) for id, data in meetings if id not in named)]


def _named_by(thing: Contract) -> Iterable[tuple[str, str]]:
    match thing:
        case TopicSnapshot():
            if thing.project_id:
                yield "project", thing.project_id
            yield from (("meeting", id) for id in (*thing.met_in, thing.meeting_id) if id)
            yield from (("item", id) for id in thing.item_ids)
            yield from (("submission", id) for id in thing.submission_ids[:_LISTED])
        case PromiseSnapshot():
            if thing.item_id:
                yield "item", thing.item_id
        case _:
            return


async def _items(connection: AsyncConnection, township: str, thing: Contract) -> list[tuple[str, str]]:
    """Kind and id of the items that came of a topic."""
    if not isinstance(thing, TopicSnapshot):
        return []
    found = await snapshots(connection, township, "item", ItemSnapshot, has(topic_id=thing.topic_id))
    return [("item", item.item_id) for item in found]


async def _meetings(
    connection: AsyncConnection, township: str, thing: Contract
) -> list[tuple[str, dict[str, Any]]]:
    """The meetings whose agenda has it."""
    if isinstance(thing, ProjectSnapshot):
        id = thing.project_id
    elif isinstance(thing, PromiseSnapshot):
        id = thing.promise_id
    else:
        return []
    on_agenda = has(agenda=[{"id": id}])
    found = await snapshots(connection, township, "meeting", MeetingSnapshot, on_agenda)
    newest = sorted(found, key=lambda meeting: meeting.day, reverse=True)
    return [(one.meeting_id, one.model_dump(mode="json")) for one in newest]


async def figures(
    connection: AsyncConnection, township: str | None, names_of: NamesOf, locale: str = CHINESE
) -> FiguresView | None:
    """The figures that were published; None: it is not clear which township is meant."""
    here = only(township, await reading.townships(connection))
    if here is None:
        return None
    names: Names = await names_of(connection, here)
    found = await listing.published_figures(connection, here, _PERIODS)
    return figures_view(here, names.township or here, found, locale)
