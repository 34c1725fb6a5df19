"""A deputy asks for a meeting on a topic."""

from services.scheduling.domain.meeting.requesting import RequestFacts
from services.scheduling.storage.lookups import open_meetings
from services.scheduling.storage.tables import MEETING
from services.scheduling.storage.turn import take_turn
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.intake import TopicSnapshot
from shared.language.contracts.scheduling import RequestMeeting


async def request_meeting(message: Message[RequestMeeting], work: Work) -> Refusal | None:
    """Make the meeting, unless the topic forbids it."""
    await take_turn(work)
    topic = await work.known("topic", message.data.topic_id, TopicSnapshot)
    situation = work.situation(RequestFacts(topic, await open_meetings(work)))
    return work.carry_out(MEETING, MEETING.behaviour.decide(None, message.data, situation))
