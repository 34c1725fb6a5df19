"""Items tell the topic that they came of, and every raiser whose submission they deal with."""

from services.intake.domain.submission import Submission
from services.intake.storage.tables import SUBMISSION, TOPIC
from shared.contracts.envelope import Message
from shared.contracts.handling import ItemAnswered, ItemAssigned, ItemEvent, ItemSnapshot
from shared.errors import NotYetKnown, Refusal
from shared.journal.act import act
from shared.journal.work import Work
from shared.state_machine import Transition


async def item_assigned(message: Message[ItemAssigned], work: Work) -> Refusal | None:
    """The topic has an item, and so has each submission."""
    await _tell_topic(message, work)
    for submission in await _submissions_of(message.data.item, work):
        _tell(submission, message.data, work)
    return None


async def item_answered(message: Message[ItemAnswered], work: Work) -> Refusal | None:
    """Every raiser gets an answer of their own."""
    for submission in await _submissions_of(message.data.item, work):
        _tell(submission, message.data, work)
    return None


async def item_finished(message: Message[ItemEvent], work: Work) -> Refusal | None:
    """Topic and submissions may close; first each raiser is told what news that is still on its way would tell."""
    await _tell_topic(message, work)
    answered = ItemAnswered(item=message.data.item)
    for submission in await _submissions_of(message.data.item, work):
        _tell(_tell(submission, answered, work), message.data, work)
    return None


async def _tell_topic(message: Message[ItemEvent], work: Work) -> None:
    if topic_id := message.data.item.topic_id:
        await act(TOPIC, message, work, topic_id)


def _tell(submission: Submission, news: ItemEvent, work: Work) -> Submission:
    decision = SUBMISSION.table.decide(submission, news, work.situation())
    work.carry_out(SUBMISSION, decision)
    return decision.after if isinstance(decision, Transition) else submission


async def _submissions_of(item: ItemSnapshot, work: Work) -> list[Submission]:
    """Raises NotYetKnown if one has not arrived here."""
    found = await work.load_many(SUBMISSION, item.submission_ids)
    if missing := set(item.submission_ids) - set(found):
        raise NotYetKnown(f"submission {', '.join(sorted(missing))}")
    return list(found.values())
