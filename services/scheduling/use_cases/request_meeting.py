"""A deputy, the office or the head wants a meeting about one matter."""

from services.scheduling.domain.meeting.agenda import ITEM_AT_REST, UNFULFILLED
from services.scheduling.domain.meeting.subject import RequestFacts, Subject
from services.scheduling.storage.lookups import declined_meetings, open_meetings
from services.scheduling.storage.tables import MEETING
from services.scheduling.storage.turn import take_turn
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.handling import (
    PROJECT_AT_REST,
    ItemSnapshot,
    ProjectSnapshot,
    PromiseSnapshot,
)
from shared.language.contracts.intake import TopicSnapshot
from shared.language.contracts.scheduling import RequestMeeting


async def request_meeting(message: Message[RequestMeeting], work: Work) -> Refusal | None:
    """Make the meeting, unless its matter forbids it."""
    await take_turn(work)
    asked = message.data
    topic = await work.known("topic", asked.topic_id, TopicSnapshot) if asked.topic_id else None
    facts = RequestFacts(
        topic, await _subject(asked, work), await open_meetings(work), await declined_meetings(work)
    )
    return work.carry_out(MEETING, MEETING.behaviour.decide(None, asked, work.situation(facts)))


async def _subject(asked: RequestMeeting, work: Work) -> Subject | None:
    if asked.item_id and (item := await work.known("item", asked.item_id, ItemSnapshot)):
        return Subject("item", item.item_id, item.title, item.state not in ITEM_AT_REST, item.recused)
    if asked.promise_id and (made := await work.known("promise", asked.promise_id, PromiseSnapshot)):
        return Subject("promise", made.promise_id, made.text, made.state in UNFULFILLED, made.recused)
    if asked.project_id and (plan := await work.known("project", asked.project_id, ProjectSnapshot)):
        return Subject("project", plan.project_id, plan.title, plan.state not in PROJECT_AT_REST)
    return None
