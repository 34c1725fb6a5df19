"""Meetings move the topics that they are about."""

from services.intake.storage.tables import TOPIC
from shared.contracts.envelope import Message
from shared.contracts.scheduling import MeetingEvent, MeetingSnapshot
from shared.errors import Refusal
from shared.journal.act import act
from shared.journal.work import Work


async def move_topics(message: Message[MeetingEvent], work: Work) -> Refusal | None:
    """Let each topic of the meeting decide. Raises NotYetKnown if one has not arrived here."""
    for topic_id in topics_of(message.data.meeting):
        await act(TOPIC, message, work, topic_id)
    return None


def topics_of(meeting: MeetingSnapshot) -> tuple[str, ...]:
    """Those on its agenda, and the one for which it was asked."""
    on_agenda = {entry.id for entry in meeting.agenda if entry.kind == "topic"}
    return tuple(sorted(on_agenda | ({meeting.topic_id} if meeting.topic_id else set())))
