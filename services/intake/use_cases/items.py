"""Items tell the topic that they came of, and every raiser whose submission they deal with."""

from collections.abc import Iterable

from services.intake.domain.submission.submission import Submission
from services.intake.domain.topic.items import LeftOut, RaisersLeft
from services.intake.domain.topic.supporting import people_behind
from services.intake.domain.topic.topic import Topic
from services.intake.storage.tables import SUBMISSION, TOPIC
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import NotYetKnown, Refusal
from shared.language.behaviour import Moved
from shared.language.contracts.handling import (
    ItemAnswered,
    ItemAssigned,
    ItemAssignmentCorrected,
    ItemEvent,
    ItemSnapshot,
)
from shared.language.contracts.intake.submission_states import MERGED


async def item_assigned(message: Message[ItemAssigned], work: Work) -> Refusal | None:
    """The topic has an item, and so has each submission."""
    submissions = await _tell_topic(message.data, work)
    for submission in submissions:
        _tell(submission, message.data, work)
    return None


async def item_has_news(message: Message[ItemEvent], work: Work) -> Refusal | None:
    """Every raiser gets an answer of their own, and all other news; the topic has no part in it."""
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


async def item_is_another(message: Message[ItemAssignmentCorrected], work: Work) -> Refusal | None:
    """The office has put the assignment right: those that are named now, and those that were before. What it
    leaves without an item, the topic lets go."""
    item = message.data.item
    topic = await work.require(TOPIC, item.topic_id) if item.topic_id else None
    named = {id for before in item.assignment_corrections for id in before.submission_ids}
    held = {one.submission_id: one for one in await _submissions_of(item, topic, work)}
    of_topic = topic.submission_ids if topic else ()
    others = {*named, *of_topic}.difference(held)
    before = held | await work.load_many(SUBMISSION, tuple(sorted(others)))
    after = [_tell(submission, message.data, work) for submission in before.values()]
    if topic:
        kept = [one for one in after if one.topic_id == topic.topic_id]
        gone = frozenset(of_topic).difference(one.submission_id for one in kept)
        facts = LeftOut(gone, people_behind(kept))
        work.carry_out(TOPIC, TOPIC.behaviour.decide(topic, message.data, work.situation(facts)))
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
    """Those that the item names. One that names none, or was assigned directly, deals with all that its topic
    has: also with what the topic took in while it was assigned.

    Raises NotYetKnown if one has not arrived here.
    """
    of_topic = topic.submission_ids if topic and (item.basis or not item.submission_ids) else ()
    ids = tuple(dict.fromkeys((*item.submission_ids, *of_topic)))
    found = await work.load_many(SUBMISSION, ids)
    if missing := set(ids) - set(found):
        raise NotYetKnown(f"submission {', '.join(sorted(missing))}")
    return list(found.values())
