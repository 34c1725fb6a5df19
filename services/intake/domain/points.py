"""What came of a point of a meeting's agenda, as scheduling tells it."""

from shared.language.contracts.scheduling import AgendaEntry, MeetingSnapshot, PointSettled

OF_A_SUBMISSION = "submission"
"""The kind of a point about a matter that waited too long for a topic."""


def point_about(meeting: MeetingSnapshot, kind: str, id: str | None) -> AgendaEntry | None:
    """The point about that thing; None: it was not on the agenda."""
    return next((entry for entry in meeting.agenda if (entry.kind, entry.id) == (kind, id)), None)


def came_to(meeting: MeetingSnapshot, kind: str, id: str | None, result: PointSettled) -> bool:
    """Whether that came of the point about that thing."""
    point = point_about(meeting, kind, id)
    return point is not None and point.result == result
