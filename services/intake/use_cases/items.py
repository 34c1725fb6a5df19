"""Items tell the topic that they came of, and every raiser whose submission they deal with."""

from collections.abc import Iterable

from services.intake.domain.submission.submission import Submission
from services.intake.domain.topic.items import RaisersLeft
from services.intake.domain.topic.topic import Topic
from services.intake.storage.tables import SUBMISSION, TOPIC
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import NotYetKnown, Refusal
from shared.language.behaviour import Moved
from shared.language.contracts.handling import ItemAnswered, ItemAssigned, ItemEvent, ItemSnapshot
from shared.language.contracts.intake.submission_states import MERGED


async def item_assigned(message: Message[ItemAssigned], work: Work) -> Refusal | None:
    """The topic has an item, and so has each submission."""
    submissions = await _tell_topic(message.data, work)
    for submission in submissions:
        _tell(submission, message.data, work)
    return None


async def item_answered(message: Message[ItemAnswered], work: Work) -> Refusal | None:
    """Every raiser gets an answer of their own."""
    item = message.data.item
    topic = await work.require(TOPIC, item.topic_id) if item.topic_id else None
    for submission in await _submissions_of(item, topic, work):
        _tell(submission, message.data, work)
    return None


async def item_finished(message: Message[ItemEvent], work: Work) -> Refusal | None:
    """Topic and submissions may close; first each raiser gets the answers whose events are still on their
    way."""
    submissions = await _tell_topic(message.data, work)
    answered = ItemAnswered(item=message.data.item)
    for submission in submissions:
        _tell(_tell(submission, answered, work), message.data, work)
    return None


async def item_came_back(message: Message[ItemEvent], work: Work) -> Refusal | None:
    """A small matter is done once more, or is the office's again."""
    for submission in await _submissions_of(message.data.item, None, work):
        _tell(submission, message.data, work)
    return None


async def raisers_left(topic: Topic, work: Work, answered: Iterable[str] = ()) -> RaisersLeft:
    """The raisers of a topic who have no answer, apart from those who get theirs now."""
    held = await work.load_many(SUBMISSION, topic.submission_ids)
    merged = {id for id, submission in held.items() if submission.state == MERGED}
    return RaisersLeft(frozenset(merged.difference(answered)))


async def _tell_topic(news: ItemEvent, work: Work) -> list[Submission]:
    """Let the item's topic decide; the submissions that the item deals with."""
    item = news.item
    if not item.topic_id:
        return await _submissions_of(item, None, work)
    topic = await work.require(TOPIC, item.topic_id)
    submissions = await _submissions_of(item, topic, work)
    answered = [submission.submission_id for submission in submissions] if item.answers else ()
    facts = await raisers_left(topic, work, answered)
    work.carry_out(TOPIC, TOPIC.behaviour.decide(topic, news, work.situation(facts)))
    return submissions


def _tell(submission: Submission, news: ItemEvent, work: Work) -> Submission:
    decision = SUBMISSION.behaviour.decide(submission, news, work.situation())
    work.carry_out(SUBMISSION, decision)
    return decision.after if isinstance(decision, Moved) else submission


async def _submissions_of(item: ItemSnapshot, topic: Topic | None, work: Work) -> list[Submission]:
    """Those that the item names; one that names none deals with all that its topic has.

    Raises NotYetKnown if one has not arrived here.
    """
    ids = item.submission_ids or (topic.submission_ids if topic else ())
    found = await work.load_many(SUBMISSION, ids)
    if missing := set(ids) - set(found):
        raise NotYetKnown(f"submission {', '.join(sorted(missing))}")
    return list(found.values())
