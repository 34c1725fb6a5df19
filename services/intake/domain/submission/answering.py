"""The news that a submission takes from the items that deal with it, in any order of arrival.

Every news of an item carries the item with all its answers, so each raiser's answers can be completed from
any of them.
"""

from dataclasses import replace

from services.intake.domain.submission.asking_back import stop_waiting_and_keep_for_a_time
from services.intake.domain.submission.erasing import keep_for_a_time
from services.intake.domain.submission.submission import TAKEN_ON, Submission
from services.intake.domain.submission.telling import to_tell
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Ignore, Situation, Transition
from shared.language.contracts.handling import (
    ItemAnswered,
    ItemArchived,
    ItemAssigned,
    ItemDecided,
    ItemEndedUnrated,
    ItemEvent,
    ItemSatisfied,
    ItemSnapshot,
)
from shared.language.contracts.intake import (
    RaiserAnswer,
    SubmissionAnswered,
    SubmissionClosed,
    SubmissionItemAssigned,
    SubmissionItemClosed,
)
from shared.language.contracts.intake.submission_states import (
    ACCEPTED,
    ANSWERED,
    CLOSED,
    FAST_LANE,
    FORWARDED,
    MERGED,
    NEED_INFO,
    RECEIVED,
    REJECTED,
    SPLIT,
    WITHDRAWN,
)
from shared.language.waiting import Driven, Final

FINISHED: tuple[type[ItemEvent], ...] = (ItemSatisfied, ItemDecided, ItemEndedUnrated, ItemArchived)
_NEWS: tuple[type[ItemEvent], ...] = (ItemAssigned, ItemAnswered, *FINISHED)
_EACH_RAISER = "practice: what is dealt with as one is answered to every raiser separately, by item and round"
_ITS_END = "practice: a matter is closed when every item that deals with it is finished"


def no_item_deals_with_it(submission: Submission, _message: object, _situation: Situation) -> Refusal | None:
    """No department deals with it already (practice: one matter is in one place)."""
    return refuse("already_in_item", "data.submission_id") if submission.in_hand else None


def item_is_new(submission: Submission, message: ItemAssigned, _situation: Situation) -> bool:
    """The item was not known to deal with it, and has not let it go."""
    return not (message.item.item_id in submission.item_ids or has_left(submission, message.item))


def has_left(submission: Submission, item: ItemSnapshot) -> bool:
    """The office has said since that the item does not deal with it."""
    return submission.left_items.get(item.item_id, 0) > len(item.assignment_corrections)


def brings_answers(submission: Submission, message: ItemEvent, _situation: Situation) -> bool:
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
    if message.item.item_id in submission.item_ids or has_left(submission, message.item):
        return submission
    return replace(submission, item_ids=(*submission.item_ids, message.item.item_id), closed_at=None)


def open_again(submission: Submission, message: ItemAssigned, situation: Situation) -> Submission:
    """A further item takes the finished matter up, and its raiser is to be told so."""
    return to_tell(join_item(submission, message, situation), situation)


def take_new_answers(submission: Submission, message: ItemAnswered, situation: Situation) -> Submission:
    """As ``take_answers``. With the answer of a further round its item is unfinished until its end is heard
    of, whatever the matter has become meanwhile."""
    open_again = tuple(id for id in submission.closed_item_ids if id != message.item.item_id)
    return take_answers(replace(submission, closed_item_ids=open_again), message, situation)


def take_answers(submission: Submission, message: ItemEvent, situation: Situation) -> Submission:
    """The raiser is told every answer they have not been told; by round within an item, items in order of
    arrival."""
    joined = join_item(submission, message, situation)
    new = _untold(joined, message.item)
    read_otherwise = {(answer.item_id, answer.round) for answer in new}
    kept = (one for one in joined.answers if (one.item_id, one.round) not in read_otherwise)
    in_order = sorted((*kept, *new), key=lambda answer: (joined.item_ids.index(answer.item_id), answer.round))
    return to_tell(replace(joined, answers=tuple(in_order), first_sent_at=None), situation)


def finish_item(submission: Submission, message: ItemEvent, situation: Situation) -> Submission:
    """One of its items is finished; what the congress has decided its raiser is to be told."""
    finished = replace(submission, closed_item_ids=(*submission.closed_item_ids, message.item.item_id))
    return to_tell(finished, situation) if isinstance(message, ItemDecided) else finished


def close(submission: Submission, message: ItemEvent, situation: Situation) -> Submission:
    """All its items are finished; it is closed from the moment at which the last of them was."""
    return replace(
        finish_item(submission, message, situation), closed_at=message.item.closed_at or situation.now
    )


def _untold(submission: Submission, item: ItemSnapshot) -> tuple[RaiserAnswer, ...]:
    """Answers that the raiser has not been told, or not as they read now."""
    told = {(answer.item_id, answer.round): len(answer.earlier) for answer in submission.answers}
    return tuple(
        RaiserAnswer(
            item_id=item.item_id,
            round=answer.round,
            result_class=answer.result_class,
            text=answer.text,
            at=answer.published_at,
            earlier=tuple(before.text for before in answer.corrections),
            corrected_because=answer.corrections[-1].because if answer.corrections else "",
        )
        for answer in item.answers
        if len(answer.corrections) > told.get((item.item_id, answer.round), -1)
    )


ANSWERING: tuple[Clause[Submission], ...] = (
    Transition(
        TAKEN_ON,
        ItemAssigned,
        None,
        SubmissionItemAssigned,
        why="practice: every raiser sees which item deals with their matter",
        when=item_is_new,
        change=join_item,
    ),
    Transition(
        (CLOSED,),
        ItemAssigned,
        ANSWERED,
        SubmissionItemAssigned,
        why="practice: a closed matter that a further item takes up is open again",
        when=item_is_new,
        change=open_again,
        timers=keep_for_a_time,
    ),
    Transition(
        (*TAKEN_ON, CLOSED),
        ItemAnswered,
        ANSWERED,
        SubmissionAnswered,
        why=_EACH_RAISER,
        when=brings_answers,
        change=take_new_answers,
        timers=stop_waiting_and_keep_for_a_time,
    ),
    *(
        Transition(
            (ANSWERED,),
            finished,
            CLOSED,
            SubmissionClosed,
            why=_ITS_END,
            when=finishes_last_item,
            change=close,
            timers=keep_for_a_time,
        )
        for finished in FINISHED
    ),
    *(
        Transition(
            (ANSWERED,),
            finished,
            None,
            SubmissionItemClosed,
            why=_ITS_END,
            when=finishes_item,
            change=finish_item,
        )
        for finished in FINISHED
    ),
    Driven((ACCEPTED, MERGED, FAST_LANE), ItemAnswered, why="whoever has its item or topic acts"),
    Driven((ANSWERED,), ItemSatisfied, why="those who rate its items' answers act"),
    Final((CLOSED,), "every item that dealt with it is finished, or the county has answered"),
    *(Ignore((FORWARDED,), news, "it lies with the county: no item deals with it") for news in _NEWS),
    *(Ignore((RECEIVED,), news, "it has not been taken on: no item can deal with it") for news in _NEWS),
    *(Ignore((REJECTED,), news, "it was refused with a reason and has its answer") for news in _NEWS),
    *(Ignore((WITHDRAWN,), news, "its raiser took it back") for news in _NEWS),
    *(Ignore((SPLIT,), news, "its matters go on by themselves, and wait for the office") for news in _NEWS),
    Ignore((*TAKEN_ON, CLOSED), ItemAssigned, "it knows the item"),
    Ignore((*TAKEN_ON, CLOSED), ItemAnswered, "the raiser has been told"),
    *(
        Ignore(
            (ACCEPTED, NEED_INFO, MERGED, FAST_LANE), finished, "the item has no answer that could be told"
        )
        for finished in FINISHED
    ),
    *(Ignore((ANSWERED, CLOSED), finished, "it knows that the item is finished") for finished in FINISHED),
)
