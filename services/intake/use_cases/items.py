"""Items tell the topic that they came of, and every raiser whose submission they deal with."""

from services.intake.domain.submission.submission import Submission
from services.intake.storage.tables import SUBMISSION, TOPIC
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import NotYetKnown, Refusal
from shared.language.behaviour import Moved
from shared.language.contracts.handling import ItemAnswered, ItemAssigned, ItemEvent, ItemSnapshot


async def item_assigned(message: Message[ItemAssigned], work: Work) -> Refusal | None:
    """The topic has an item, and so has each submission."""
    await _tell_topic(message.data, work)
    for submission in await _submissions_of(message.data.item, work):
        _tell(submission, message.data, work)
    return None


async def item_answered(message: Message[ItemAnswered], work: Work) -> Refusal | None:
    """Every raiser gets an answer of their own."""
    for submission in await _submissions_of(message.data.item, work):
        _tell(submission, message.data, work)
    return None


async def item_finished(message: Message[ItemEvent], work: Work) -> Refusal | None:
    """Topic and submissions may close; first each raiser gets the answers whose events are still on their
    way."""
    await _tell_topic(message.data, work)
    answered = ItemAnswered(item=message.data.item)
    for submission in await _submissions_of(message.data.item, work):
        _tell(_tell(submission, answered, work), message.data, work)
    return None


async def _tell_topic(news: ItemEvent, work: Work) -> None:
    if topic_id := news.item.topic_id:
        topic = await work.require(TOPIC, topic_id)
        work.carry_out(TOPIC, TOPIC.behaviour.decide(topic, news, work.situation()))


def _tell(submission: Submission, news: ItemEvent, work: Work) -> Submission:
    decision = SUBMISSION.behaviour.decide(submission, news, work.situation())
    work.carry_out(SUBMISSION, decision)
    return decision.after if isinstance(decision, Moved) else submission


async def _submissions_of(item: ItemSnapshot, work: Work) -> list[Submission]:
    """Raises NotYetKnown if one has not arrived here."""
    found = await work.load_many(SUBMISSION, item.submission_ids)
    if missing := set(item.submission_ids) - set(found):
        raise NotYetKnown(f"submission {', '.join(sorted(missing))}")
    return list(found.values())
