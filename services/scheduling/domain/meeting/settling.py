"""A meeting settles each point of its agenda: dealt with, answered on the spot, carried over or dropped.

A topic with an outcome is dealt with; any other point that nobody names is carried over: it comes back by
itself.
"""

from collections.abc import Mapping

from services.scheduling.domain.meeting.meeting import Meeting
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.messages.text import says_something
from shared.language.behaviour import Situation
from shared.language.contracts.scheduling import (
    AGENDA_TOPIC,
    ANSWERED_THERE,
    CARRIED_OVER,
    DEALT_WITH,
    DROPPED_THERE,
    AgendaEntry,
    Exchange,
    HoldMeeting,
    PointResult,
)
from shared.language.directory.choosing import people_are_listed, people_named

Key = tuple[str, str]
"""Kind and id of a point."""
_NEEDS_TEXT = (ANSWERED_THERE, DROPPED_THERE)


def points_are_on_the_agenda(meeting: Meeting, message: HoldMeeting, situation: Situation) -> Refusal | None:
    """What is settled stood on the frozen agenda (platform: what is not on it was prepared by nobody)."""
    on_agenda = {key_of(entry) for entry in meeting.agenda}
    for number, point in enumerate(message.points):
        if key_of(point) not in on_agenda:
            return refuse(
                "point_not_on_agenda", f"data.points.{number}.point_id", thing=point.kind, id=point.point_id
            )
    return None


def each_point_is_named_once(meeting: Meeting, message: HoldMeeting, situation: Situation) -> Refusal | None:
    """One result a point."""
    named = [key_of(point) for point in message.points]
    for number, key in enumerate(named):
        if key in named[:number]:
            return refuse("point_named_twice", f"data.points.{number}.point_id", thing=key[0], id=key[1])
    return None


def a_topic_with_an_outcome_is_dealt_with(
    meeting: Meeting, message: HoldMeeting, situation: Situation
) -> Refusal | None:
    """A topic is dealt with when something was agreed about it, and only then (platform: what is called dealt
    with is assigned to somebody)."""
    agreed = _agreed(message)
    for number, point in enumerate(message.points):
        if point.kind == AGENDA_TOPIC and (point.result == DEALT_WITH) != (point.point_id in agreed):
            field, title = f"data.points.{number}.result", _title(meeting, point)
            if point.result == DEALT_WITH:
                return refuse("topic_without_outcome", field, topic=title)
            return refuse("topic_has_outcome", field, topic=title)
    return None


def what_is_answered_or_dropped_says_how(
    meeting: Meeting, message: HoldMeeting, situation: Situation
) -> Refusal | None:
    """The answer on the spot, or the reason for dropping it, is recorded: the raisers are told."""
    for number, point in enumerate(message.points):
        if point.result in _NEEDS_TEXT and not says_something(point.text):
            return refuse("point_needs_text", f"data.points.{number}.text", point=_title(meeting, point))
    return None


def what_is_dealt_with_was_reported(
    meeting: Meeting, message: HoldMeeting, situation: Situation
) -> Refusal | None:
    """A project, a promise or an item is dealt with by a report on it (practice of 乡长有约: the head reports
    on each 民生实事)."""
    for number, point in enumerate(message.points):
        if point.kind == AGENDA_TOPIC or point.result != DEALT_WITH or says_something(point.report):
            continue
        return refuse("point_needs_report", f"data.points.{number}.report", point=_title(meeting, point))
    return None


def who_spoke_is_known(meeting: Meeting, message: HoldMeeting, situation: Situation) -> Refusal | None:
    """Who asked was there; who reported or replied is in the list of people: departments may be called in."""
    for number, point in enumerate(message.points):
        field = f"data.points.{number}"
        spoke = (point.reported_by, *(one.answered_by for one in point.exchanges))
        if refusal := people_are_listed(filter(None, spoke), situation.directory, field):
            return refusal
        for one in point.exchanges:
            if one.asked_by not in message.attendance:
                person = people_named(situation.directory, one.asked_by)
                return refuse("asker_not_there", f"{field}.exchanges", person=person)
    return None


def settled(meeting: Meeting, message: HoldMeeting) -> tuple[AgendaEntry, ...]:
    """The agenda with what came of each point."""
    named = {key_of(point): point for point in message.points}
    agreed = _agreed(message)
    return tuple(_settled(entry, named, agreed) for entry in meeting.agenda)


def carried_after(before: Mapping[Key, int], meeting: Meeting) -> dict[Key, int]:
    """How often each point was carried over, after a held meeting: one more, or no more at all."""
    after = {key: times for key, times in before.items() if key not in map(key_of, meeting.agenda)}
    return after | {
        key_of(entry): entry.carried + 1 for entry in meeting.agenda if entry.result == CARRIED_OVER
    }


def key_of(point: AgendaEntry | PointResult) -> Key:
    """The kind and id of the point."""
    return point.kind, point.point_id if isinstance(point, PointResult) else point.id


def _settled(entry: AgendaEntry, named: Mapping[Key, PointResult], agreed: frozenset[str]) -> AgendaEntry:
    point = named.get(key_of(entry))
    if point:
        exchanges = tuple(Exchange.model_validate(one.model_dump()) for one in point.exchanges)
        said = {"said": point.text, "report": point.report, "reported_by": point.reported_by}
        return entry.model_copy(update={"result": point.result, "exchanges": exchanges, **said})
    dealt_with = entry.kind == AGENDA_TOPIC and entry.id in agreed
    return entry.model_copy(update={"result": DEALT_WITH if dealt_with else CARRIED_OVER})


def _agreed(message: HoldMeeting) -> frozenset[str]:
    return frozenset(outcome.topic_id for outcome in message.outcomes if outcome.topic_id)


def _title(meeting: Meeting, point: PointResult) -> str:
    return next(entry.title for entry in meeting.agenda if key_of(entry) == key_of(point))
