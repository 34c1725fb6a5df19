"""Meetings move the topics that they are about."""

from services.intake.domain.topic.items import RaisersLeft
from services.intake.storage.tables import SUBMISSION, TOPIC
from services.intake.use_cases.items import raisers_left
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.scheduling import MeetingEvent, MeetingHeld, MeetingSnapshot


async def move_topics(message: Message[MeetingEvent], work: Work) -> Refusal | None:
    """Let each topic of the meeting decide, then the matters that the meeting itself settled. Raises
    NotYetKnown if a topic has not arrived here."""
    settled: dict[str, None] = {}
    for topic_id in topics_of(message.data.meeting):
        topic = await work.require(TOPIC, topic_id)
        facts = await raisers_left(topic, work) if topic.item_ids else RaisersLeft()
        work.carry_out(TOPIC, TOPIC.behaviour.decide(topic, message.data, work.situation(facts)))
        settled |= dict.fromkeys(topic.submission_ids)
    if isinstance(message.data, MeetingHeld):
        agenda = message.data.meeting.agenda
        settled |= {entry.id: None for entry in agenda if entry.kind == SUBMISSION.name}
        for submission in (await work.load_many(SUBMISSION, tuple(settled))).values():
            decision = SUBMISSION.behaviour.decide(submission, message.data, work.situation())
            work.carry_out(SUBMISSION, decision)
    return None


def topics_of(meeting: MeetingSnapshot) -> tuple[str, ...]:
    """The topics on its agenda, and the one for which it was asked."""
    on_agenda = {entry.id for entry in meeting.agenda if entry.kind == TOPIC.name}
    return tuple(sorted(on_agenda | ({meeting.topic_id} if meeting.topic_id else set())))
