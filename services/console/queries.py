"""The console's queries: what waits in a township, the way of one matter. They return plain values.

``now`` is the caller's time, aware.
"""

import re
import unicodedata
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services.console.here import only, today
from services.console.laws import LawOf, NamesOf
from services.console.storage import reading
from services.console.storage.reading import has, is_one_of, snapshots
from services.console.views.facts import Facts
from services.console.views.step import Entry
from services.console.views.trace import Trace, trace_of
from services.console.views.waiting import WaitingView, waiting_view
from shared.language.contracts.evaluation import AlarmSnapshot, BallotSnapshot, CitizenRatingSnapshot
from shared.language.contracts.handling import ItemSnapshot, PromiseSnapshot
from shared.language.contracts.intake import SubmissionSnapshot, TopicSnapshot
from shared.language.contracts.scheduling import MeetingSnapshot, VisitSnapshot
from shared.language.directory.naming import NO_NAMES, Names
from shared.language.telling.words import CHINESE

_WAITS_LISTED = 200
_CODE_LENGTH = 64


def normal_code(code: str) -> str:
    """A trace code as it is compared: capitals and digits, without blanks, hyphens and full-width forms of
    them."""
    return re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", code[:_CODE_LENGTH]).upper())


async def waiting(
    connection: AsyncConnection,
    township: str | None,
    now: datetime,
    law_of: LawOf,
    locale: str = CHINESE,
) -> WaitingView | None:
    """Whom the things of the township wait for by now, or of the only one; None as for ``loop``."""
    here = only(township, await reading.townships(connection))
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
    day = await today(connection, township, now)
    return trace_of(township, whole, [Entry(**row) for row in rows], day, locale, names)


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
