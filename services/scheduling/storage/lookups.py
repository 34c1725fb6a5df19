"""What the use cases look up: only what a decision can need, chosen by the database."""

from services.scheduling.domain import agenda
from services.scheduling.domain.agenda import Material
from services.scheduling.domain.meeting import BOOKED, ON_DEMAND, OPEN, Meeting
from services.scheduling.storage.tables import JOURNAL, MEETING
from shared.contracts.handling import ItemSnapshot, ProjectSnapshot, PromiseSnapshot
from shared.contracts.intake import SubmissionSnapshot, TopicSnapshot
from shared.journal.work import Work

_KNOWN = JOURNAL.known.c
_STATE = _KNOWN.data["state"].astext


async def open_meetings(work: Work) -> tuple[Meeting, ...]:
    """Those that have not been held, called off or declined, and those whose minutes are not begun."""
    return tuple(await work.find(MEETING, MEETING.rows.c.state.in_(OPEN)))


async def booked_meetings(work: Work) -> tuple[Meeting, ...]:
    """Those with a room and hours that are still to come."""
    return tuple(await work.find(MEETING, MEETING.rows.c.state.in_(BOOKED)))


async def agenda_material(work: Work, meeting: Meeting) -> Material:
    """What may belong on the agenda of ``meeting``."""
    if meeting.kind == ON_DEMAND:
        return Material(topics=tuple(await work.known_all("topic", TopicSnapshot, _KNOWN.id == meeting.topic_id)))
    others = await work.find(MEETING, MEETING.rows.c.state.in_(OPEN), MEETING.rows.c.id != meeting.meeting_id)
    return Material(
        topics=tuple(await work.known_all("topic", TopicSnapshot, _STATE.in_(agenda.TOPICS_WAITING))),
        projects=tuple(await work.known_all("project", ProjectSnapshot, _STATE != agenda.FINISHED_PROJECT)),
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
        submissions=tuple(await work.known_all("submission", SubmissionSnapshot, _STATE.in_(agenda.UNANSWERED))),
        other_meetings=tuple(others),
    )
