"""The console's queries: the loop of one township, the way of one matter. They return plain values.

``now`` is the caller's time, aware.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services.console.domain.places import PLACES
from services.console.domain.stages import Stage
from services.console.domain.telling.every_event import ECHOES
from services.console.laws import LawOf, NamesOf
from services.console.storage import reading
from services.console.storage.reading import has, is_one_of, snapshots
from services.console.views.facts import Facts
from services.console.views.loop import LoopView, stage_views, thing_of, title_of
from services.console.views.step import Entry, TraceStep, step_of
from services.console.views.trace import Trace, trace_of
from services.console.views.waiting import WaitingView, waiting_view
from services.console.views.words import CHINESE
from shared.language.calendar import local_day
from shared.language.contracts.evaluation import AlarmSnapshot, BallotSnapshot, CitizenRatingSnapshot
from shared.language.contracts.handling import ItemSnapshot, PromiseSnapshot
from shared.language.contracts.intake import SubmissionSnapshot, TopicSnapshot
from shared.language.contracts.scheduling import MeetingSnapshot, VisitSnapshot
from shared.language.directory.naming import NO_NAMES, Names
from shared.language.words import text

_SUBMISSIONS_LISTED = 50
_WAITS_LISTED = 200
_NEWEST = 12
_ROWS_PER_STEP = 5
"""Enough rows to find that many steps among."""
_CODE_LENGTH = 64
_CONFIDED = ("submission", "item", "alarm")
"""Things that may be the house's alone; what was rated is shown with its submission."""


def normal_code(code: str) -> str:
    """A trace code as it is compared: capitals and digits, without blanks, hyphens and full-width forms of
    them."""
    return re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", code[:_CODE_LENGTH]).upper())


def _only(township: str | None, known: Collection[str]) -> str | None:
    """The township that is meant; None when several are known and none is named, or one that is not known."""
    if township:
        return township if township in known else None
    return None if len(known) > 1 else next(iter(known), "")


async def loop(
    connection: AsyncConnection,
    township: str | None,
    now: datetime,
    names_of: NamesOf,
    locale: str = CHINESE,
) -> LoopView | None:
    """The loop of the township, or of the only one; None when it is not clear which one is meant."""
    known = await reading.townships(connection)
    here = _only(township, known)
    if here is None:
        return None
    names = await names_of(connection, here)
    today = await _today(connection, here, now)
    counts = await reading.things_by_state(connection, here)
    things = [
        (kind, id, document)
        for kind, places in PLACES.items()
        for id, document in await reading.things_in(
            connection,
            here,
            kind,
            [state for state, stage in places.items() if stage],
            _SUBMISSIONS_LISTED if kind == "submission" else None,
        )
    ]
    submissions = {state: count for (kind, state), count in counts.items() if kind == "submission"}
    ever = await _ever(connection, here, counts)
    return LoopView(
        township=here,
        township_name=names.township or here,
        townships=await reading.township_names(connection, known),
        today=today,
        stages=stage_views(things, submissions, ever, today, locale, names),
        newest=await _newest(connection, here, locale, names),
    )


async def waiting(
    connection: AsyncConnection,
    township: str | None,
    now: datetime,
    law_of: LawOf,
    locale: str = CHINESE,
) -> WaitingView | None:
    """Whom the things of the township wait for by now, or of the only one; None as for ``loop``."""
    here = _only(township, await reading.townships(connection))
    if here is None:
        return None
    newest = await reading.newest_moment(connection, here)
    things = await reading.waiting_things(connection, here)
    at = max(now, newest) if newest else now
    law = await law_of(connection, here)
    names = law.names if law else NO_NAMES
    return waiting_view(here, things, at, _WAITS_LISTED, locale, names, law)


async def trace(
    connection: AsyncConnection,
    township: str | None,
    code: str,
    now: datetime,
    names_of: NamesOf,
    locale: str = CHINESE,
) -> Trace | None:
    """The way of the submission with that trace code; None when there is none, or none that is the only
    one."""
    found = (
        await reading.submissions_by_code(connection, township, normal_code(code))
        if normal_code(code)
        else []
    )
    if len(found) != 1:
        return None
    here, document = found[0]
    submission = SubmissionSnapshot.model_validate(document)
    items = await snapshots(
        connection, here, "item", ItemSnapshot, has(submission_ids=[submission.submission_id])
    )
    topics = await snapshots(connection, here, "topic", TopicSnapshot, is_one_of([submission.topic_id or ""]))
    ratings = await snapshots(
        connection, here, "rating", CitizenRatingSnapshot, has(submission_id=submission.submission_id)
    )
    others = [*submission.split_into, *filter(None, [submission.split_from])]
    facts = Facts(
        submission=submission,
        others=await snapshots(connection, here, "submission", SubmissionSnapshot, is_one_of(others)),
        topic=next(iter(topics), None),
        items=items,
        ratings=ratings,
    )
    return await _trace(connection, here, facts, now, await names_of(connection, here), locale)


async def trace_item(
    connection: AsyncConnection,
    township: str | None,
    item_id: str,
    now: datetime,
    names_of: NamesOf,
    locale: str = CHINESE,
) -> Trace | None:
    """The public way of an item, without anything about a single raiser; None when there is none, or none
    that is the only one."""
    found = (township,) if township else await reading.townships_with(connection, "item", item_id)
    if len(found) != 1:
        return None
    (here,) = found
    items = await snapshots(connection, here, "item", ItemSnapshot, is_one_of([item_id]))
    if not items:
        return None
    topics = await snapshots(connection, here, "topic", TopicSnapshot, is_one_of([items[0].topic_id or ""]))
    facts = Facts(topic=next(iter(topics), None), items=items)
    return await _trace(connection, here, facts, now, await names_of(connection, here), locale)


async def _trace(
    connection: AsyncConnection, township: str, facts: Facts, now: datetime, names: Names, locale: str
) -> Trace:
    whole = await _with_the_rest(connection, township, facts)
    rows = await reading.entries_about(connection, township, whole.subjects())
    today = await _today(connection, township, now)
    return trace_of(township, whole, [Entry(**row) for row in rows], today, locale, names)


async def _today(connection: AsyncConnection, township: str, now: datetime) -> date:
    """The day in Asia/Shanghai; never before the newest event, for a story's clock is moved in the services
    alone."""
    newest = await reading.newest_moment(connection, township)
    return local_day(max(now, newest) if newest else now)


async def _with_the_rest(connection: AsyncConnection, township: str, facts: Facts) -> Facts:
    """Visits and meetings about the topic or an item; promises, ballots and alarms of the items."""
    of_items = [has(item_id=item.item_id) for item in facts.items]
    of_topic = [has(topic_id=facts.topic.topic_id)] if facts.topic else []
    promises = await snapshots(connection, township, "promise", PromiseSnapshot, *of_items)
    ids = [*facts.ids(), *(promise.promise_id for promise in promises)]
    on_agenda = [has(agenda=[{"id": id}]) for id in ids]
    held_about = [item.meeting_id for item in facts.items if item.meeting_id]
    return replace(
        facts,
        promises=promises,
        meetings=await snapshots(
            connection, township, "meeting", MeetingSnapshot, is_one_of(held_about), *of_topic, *on_agenda
        ),
        visits=await snapshots(connection, township, "visit", VisitSnapshot, *of_topic, *of_items),
        ballots=await snapshots(connection, township, "ballot", BallotSnapshot, *of_items),
        alarms=await snapshots(connection, township, "alarm", AlarmSnapshot, *of_items),
    )


async def _ever(
    connection: AsyncConnection, township: str, counts: dict[tuple[str, str], int]
) -> dict[Stage, int]:
    visits, meetings = await reading.visits_and_meetings_done(connection, township)
    of_kind = {
        kind: sum(n for (k, _), n in counts.items() if k == kind) for kind in ("submission", "item", "ballot")
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
