"""What is asked and told when words are struck out of a meeting or a visit."""

from shared.kernel.messages.base import Id
from shared.language.contracts.redacting import Redact
from shared.language.contracts.scheduling.events import MeetingEvent, VisitEvent


class RedactMeeting(Redact, type="scheduling.meeting.redact.v1"):
    """The office strikes words out of a meeting: its agenda, minutes, outcomes; and of what names it."""

    meeting_id: Id


class RedactVisit(Redact, type="scheduling.visit.redact.v1"):
    """The office strikes words out of a visit, and of what names it."""

    visit_id: Id


class MeetingRedacted(MeetingEvent, type="scheduling.meeting.redacted.v1"):
    """Words were struck out of the meeting. Which and why stays with the office."""


class VisitRedacted(VisitEvent, type="scheduling.visit.redacted.v1"):
    """Words were struck out of the visit. Which and why stays with the office."""
