"""The lookups of the use cases: only facts that a decision can need, chosen by the database."""

from services.scheduling.domain.meeting import agenda
from services.scheduling.domain.meeting.agenda import AgendaFacts
from services.scheduling.domain.meeting.booking import BookingFacts
from services.scheduling.domain.meeting.meeting import (
    BOOKED,
    CANCELLED,
    DECLINED,
    ON_DEMAND,
    OPEN,
    REGULAR,
    Meeting,
)
from services.scheduling.domain.meeting.outcomes import AssignedFacts
from services.scheduling.domain.meeting.repeating import SeriesFacts
from services.scheduling.storage.tables import JOURNAL, MEETING
from shared.kernel.journal.work import Work
from shared.language.contracts.handling import (
    PROJECT_ACCEPTED,
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


async def bookings(work: Work) -> BookingFacts:
    """The meetings with a room and hours that are still to come."""
    return BookingFacts(tuple(await work.find(MEETING, MEETING.table.c.state.in_(BOOKED))))


async def series(work: Work) -> SeriesFacts:
    """The regular meetings that were not called off."""
    kind, state = MEETING.table.c.data["kind"].astext, MEETING.table.c.state
    meetings = await work.find(MEETING, kind == REGULAR, state.not_in((DECLINED, CANCELLED)))
    return SeriesFacts(frozenset(meeting.day for meeting in meetings))


async def assigned(work: Work, meeting_id: str) -> AssignedFacts:
    """The outcomes of the meeting that have their items."""
    items = await work.known_all("item", ItemSnapshot, _KNOWN.data["meeting_id"].astext == meeting_id)
    return AssignedFacts(frozenset(item.outcome_id for item in items if item.outcome_id))


async def agenda_facts(work: Work, meeting: Meeting) -> AgendaFacts:
    """The points that may belong on the agenda of ``meeting``."""
    if meeting.kind == ON_DEMAND:
        return AgendaFacts(
            topics=tuple(await work.known_all("topic", TopicSnapshot, _KNOWN.id == meeting.topic_id))
        )
    others = await work.find(
        MEETING, MEETING.table.c.state.in_(OPEN), MEETING.table.c.id != meeting.meeting_id
    )
    return AgendaFacts(
        topics=tuple(await work.known_all("topic", TopicSnapshot, _STATE.in_(agenda.TOPICS_WAITING))),
        projects=tuple(await work.known_all("project", ProjectSnapshot, _STATE != PROJECT_ACCEPTED)),
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
                _KNOWN.data["round"].as_integer() > 1,
            )
        ),
        submissions=tuple(
            await work.known_all("submission", SubmissionSnapshot, _STATE.in_(agenda.UNANSWERED))
        ),
        other_meetings=tuple(others),
    )
