"""What a submission learns from the items that deal with it, in whatever order their news arrive.

Every news of an item carries the item with all its answers, so each raiser's answers can be completed from any of them.
"""

from dataclasses import replace

from services.intake.domain.submission import Submission
from services.intake.domain.telling import to_tell
from shared.contracts.handling import ItemAnswered, ItemAssigned, ItemEvent, ItemSnapshot
from shared.contracts.intake import RaiserAnswer
from shared.state_machine import Situation


def in_new_item(submission: Submission, message: ItemAssigned, _situation: Situation) -> bool:
    """The item was not known to deal with it."""
    return message.item.item_id not in submission.item_ids


def brings_answers(submission: Submission, message: ItemAnswered, _situation: Situation) -> bool:
    """There is an answer of a round that this raiser has not been told."""
    return bool(_untold(submission, message.item))


def finishes_item(submission: Submission, message: ItemEvent, _situation: Situation) -> bool:
    """One of its items that was not known to be finished."""
    item_id = message.item.item_id
    return item_id in submission.item_ids and item_id not in submission.closed_item_ids


def finishes_last_item(submission: Submission, message: ItemEvent, situation: Situation) -> bool:
    """The only one of its items that was not known to be finished."""
    closed = {*submission.closed_item_ids, message.item.item_id}
    return finishes_item(submission, message, situation) and closed == set(submission.item_ids)


def join_item(submission: Submission, message: ItemEvent, _situation: Situation) -> Submission:
    """An item deals with it. A finished submission that a further item takes up is not finished any more."""
    if message.item.item_id in submission.item_ids:
        return submission
    return replace(submission, item_ids=(*submission.item_ids, message.item.item_id), closed_at=None)


def take_answers(submission: Submission, message: ItemAnswered, situation: Situation) -> Submission:
    """The raiser is told every answer they have not been told; by round within an item, items in order of arrival."""
    joined = join_item(submission, message, situation)
    answers = (*joined.answers, *_untold(joined, message.item))
    in_order = sorted(answers, key=lambda answer: (joined.item_ids.index(answer.item_id), answer.round))
    return to_tell(replace(joined, answers=tuple(in_order)), situation)


def finish_item(submission: Submission, message: ItemEvent, _situation: Situation) -> Submission:
    """One of its items is finished."""
    return replace(submission, closed_item_ids=(*submission.closed_item_ids, message.item.item_id))


def close(submission: Submission, message: ItemEvent, situation: Situation) -> Submission:
    """All its items are finished; it is closed from the moment at which the last of them was."""
    return replace(finish_item(submission, message, situation), closed_at=message.item.closed_at or situation.now)


def _untold(submission: Submission, item: ItemSnapshot) -> tuple[RaiserAnswer, ...]:
    told = {(answer.item_id, answer.round) for answer in submission.answers}
    return tuple(
        RaiserAnswer(
            item_id=item.item_id,
            round=answer.round,
            result_class=answer.result_class,
            text=answer.text,
            at=answer.published_at,
        )
        for answer in item.answers
        if (item.item_id, answer.round) not in told
    )
