"""The lookups of the use cases: only facts that a decision can need, chosen by the database."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import or_

from services.scheduling.domain.meeting import agenda
from services.scheduling.domain.meeting.agenda import AgendaFacts
from services.scheduling.domain.meeting.booking import BookingFacts
from services.scheduling.domain.meeting.meeting import (
    BOOKED,
    CANCELLED,
    DECLINED,
    HELD,
    MISSED,
    OF_THE_SERIES,
    ON_DEMAND,
    OPEN,
    REGULAR,
    Meeting,
)
from services.scheduling.domain.meeting.repeating import SeriesFacts
from services.scheduling.domain.meeting.settling import Key, carried_after
from services.scheduling.domain.meeting.subject import subject_of
from services.scheduling.storage.tables import JOURNAL, MEETING
from shared.kernel.journal.work import Work
from shared.language.calendar import local_day
from shared.language.contracts.handling import (
    PROJECT_AT_REST,
    ItemSnapshot,
    ProjectSnapshot,
    PromiseSnapshot,
)
from shared.language.contracts.intake import SubmissionSnapshot, TopicSnapshot

_KNOWN = JOURNAL.known.c
_STATE = _KNOWN.data["state"].astext


async def open_meetings(work: Work) -> tuple[Meeting, ...]:
    """Those that have not been held, called off or declined, and those whose minutes are not begun."""
    return tuple(await work.find(MEETING, MEETING.table.c.state.in_(OPEN)))


async def declined_meetings(work: Work) -> tuple[Meeting, ...]:
    """The requests that the head has declined."""
    return tuple(await work.find(MEETING, MEETING.table.c.state == DECLINED))


async def bookings(work: Work) -> BookingFacts:
    """The meetings with a room and hours that are still to come."""
    return BookingFacts(tuple(await work.find(MEETING, MEETING.table.c.state.in_(BOOKED))))


async def series(work: Work) -> SeriesFacts:
    """The regular meetings, and the days of those that were called off."""
    meetings = await work.find(MEETING, MEETING.table.c.data["kind"].astext == REGULAR)
    there = [meeting for meeting in meetings if meeting.state not in (CANCELLED, MISSED)]
    return SeriesFacts(
        days=frozenset(meeting.day for meeting in there),
        first={meeting.day: meeting.first_day for meeting in there if meeting.first_day},
        called_off=frozenset(meeting.day for meeting in meetings if meeting.state == CANCELLED),
    )


async def last_of_series(work: Work) -> Meeting | None:
    """The regular meeting whose day was the last, held or missed."""
    kind, state = MEETING.table.c.data["kind"].astext, MEETING.table.c.state
    meetings = await work.find(MEETING, kind == REGULAR, state.in_(OF_THE_SERIES))
    return max(meetings, key=lambda meeting: meeting.day, default=None)


async def carried_over(work: Work) -> dict[Key, int]:
    """How often each point was carried over that was, when a meeting last had it."""
    held = await work.find(MEETING, MEETING.table.c.state.in_(HELD))
    times: dict[Key, int] = {}
    for meeting in sorted(held, key=_held_at):
        times = carried_after(times, meeting)
    return times


def _held_at(meeting: Meeting) -> datetime:
    assert meeting.held_at
    return meeting.held_at


async def agenda_facts(work: Work, meeting: Meeting) -> AgendaFacts:
    """The points that may belong on the agenda of ``meeting``."""
    if meeting.kind == ON_DEMAND:
        return await _its_matter(work, meeting)
    others = await work.find(
        MEETING, MEETING.table.c.state.in_(OPEN), MEETING.table.c.id != meeting.meeting_id
    )
    topics = tuple(await work.known_all("topic", TopicSnapshot, _STATE.in_(agenda.TOPICS_WAITING)))
    return AgendaFacts(
        topics=topics,
        projects=tuple(await work.known_all("project", ProjectSnapshot, _STATE.not_in(PROJECT_AT_REST))),
        promises=tuple(
            await work.known_all(
                "promise",
                PromiseSnapshot,
                _STATE.in_(agenda.UNFULFILLED),
                _KNOWN.data["due_on"].astext <= meeting.day.isoformat(),
            )
        ),
        items=tuple(
            await work.known_all(
                "item",
                ItemSnapshot,
                _STATE.not_in(agenda.ITEM_AT_REST),
                or_(
                    _KNOWN.data["round"].as_integer() > 1,
                    _KNOWN.data["due_on"].astext <= local_day(work.now).isoformat(),
                ),
            )
        ),
        submissions=tuple(
            await work.known_all("submission", SubmissionSnapshot, _STATE.in_(agenda.UNANSWERED))
        ),
        other_meetings=tuple(others),
        carried=await carried_over(work),
        urgency=await _urgency_behind(work, topics),
    )


async def _urgency_behind(work: Work, topics: Iterable[TopicSnapshot]) -> dict[str, str]:
    """The class of each of their submissions that has one."""
    behind = [id for topic in topics for id in topic.submission_ids]
    known = await work.known_all("submission", SubmissionSnapshot, _KNOWN.id.in_(behind)) if behind else ()
    return {one.submission_id: one.urgency for one in known if one.urgency}


async def _its_matter(work: Work, meeting: Meeting) -> AgendaFacts:
    kind, id = subject_of(meeting)
    named = _KNOWN.id == id
    return AgendaFacts(
        topics=tuple(await work.known_all("topic", TopicSnapshot, named)) if kind == "topic" else (),
        items=tuple(await work.known_all("item", ItemSnapshot, named)) if kind == "item" else (),
        promises=tuple(await work.known_all("promise", PromiseSnapshot, named)) if kind == "promise" else (),
        projects=tuple(await work.known_all("project", ProjectSnapshot, named)) if kind == "project" else (),
        carried=await carried_over(work),
    )
