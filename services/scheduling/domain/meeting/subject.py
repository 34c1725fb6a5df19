"""The matter that a meeting on demand is asked for."""

from dataclasses import dataclass

from services.scheduling.domain.meeting.meeting import Meeting
from shared.language.contracts.intake import TopicSnapshot
from shared.language.contracts.scheduling import AGENDA_TOPIC, RequestMeeting


@dataclass(frozen=True, slots=True)
class Subject:
    """What a meeting is asked for, other than a topic: an item, a promise or a project."""

    kind: str
    id: str
    title: str
    open: bool
    """Whether something is still to be done about it."""
    recused: tuple[str, ...] = ()
    """The people who keep out of it."""


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """The facts needed before a meeting may be asked for; neither ``topic`` nor ``subject``: nobody has heard
    of it."""

    topic: TopicSnapshot | None = None
    subject: Subject | None = None
    open_meetings: tuple[Meeting, ...] = ()
    declined: tuple[Meeting, ...] = ()
    """The requests that the head has declined."""


def subject_of(message: RequestMeeting | Meeting) -> tuple[str, str]:
    """The kind and id of what a meeting is asked for; of several the first."""
    named = (
        (AGENDA_TOPIC, message.topic_id),
        ("item", message.item_id),
        ("promise", message.promise_id),
        ("project", message.project_id),
    )
    return next(((kind, id) for kind, id in named if id), ("", ""))
