"""A deputy asks for a meeting on a topic."""

from services.scheduling.domain.meeting_guards import RequestFacts
from services.scheduling.storage.lookups import open_meetings
from services.scheduling.storage.tables import MEETING
from services.scheduling.storage.turn import take_turn
from shared.contracts.envelope import Message
from shared.contracts.intake import TopicSnapshot
from shared.contracts.scheduling import RequestMeeting
from shared.errors import Refusal
from shared.journal.act import create
from shared.journal.work import Work


async def request_meeting(message: Message[RequestMeeting], work: Work) -> Refusal | None:
    """Make the meeting, unless the topic forbids it."""
    await take_turn(work)
    topic = await work.known("topic", message.data.topic_id, TopicSnapshot)
    return await create(MEETING, message, work, RequestFacts(topic, await open_meetings(work)))
