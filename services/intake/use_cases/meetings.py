"""Meetings move the topics that they are about."""

from services.intake.storage.tables import TOPIC
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.scheduling import MeetingEvent, MeetingSnapshot


async def move_topics(message: Message[MeetingEvent], work: Work) -> Refusal | None:
    """Let each topic of the meeting decide. Raises NotYetKnown if one has not arrived here."""
    for topic_id in topics_of(message.data.meeting):
        topic = await work.require(TOPIC, topic_id)
        work.carry_out(TOPIC, TOPIC.behaviour.decide(topic, message.data, work.situation()))
    return None


def topics_of(meeting: MeetingSnapshot) -> tuple[str, ...]:
    """The topics on its agenda, and the one for which it was asked."""
    on_agenda = {entry.id for entry in meeting.agenda if entry.kind == TOPIC.name}
    return tuple(sorted(on_agenda | ({meeting.topic_id} if meeting.topic_id else set())))
