"""A matter comes back from the county, or from the department that had it in the fast lane. The office has
it again, and every way is open; or the department does it once more."""

from dataclasses import replace

from services.intake.domain.submission.asking_back import stop_waiting_and_keep_for_a_time
from services.intake.domain.submission.erasing import keep_for_a_time
from services.intake.domain.submission.submission import STATES, TAKEN_ON, Submission
from services.intake.domain.submission.telling import to_tell
from shared.language.behaviour import Clause, Ignore, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.handling import ItemEvent, ItemReopened, ItemReturned
from shared.language.contracts.intake import HandedBack, SubmissionDoneAgain, SubmissionHandedBack
from shared.language.contracts.intake.submission_states import (
    ACCEPTED,
    ANSWERED,
    CLOSED,
    FAST_LANE,
    MERGED,
    NEED_INFO,
)
from shared.language.waiting import anybody, within

_SENT_DOWN = (FAST_LANE, ANSWERED, CLOSED)
"""A department has it or has answered it."""


def is_to_be_done_again(submission: Submission, message: ItemReopened, _situation: Situation) -> bool:
    """Its own item, of whose new round there is no answer yet."""
    item = message.item
    answered = any((one.item_id, one.round) == (item.item_id, item.round) for one in submission.answers)
    return item.item_id in submission.item_ids and not answered


def is_done_again_beside(submission: Submission, message: ItemReopened, situation: Situation) -> bool:
    """The same, and it was known to be finished."""
    finished = message.item.item_id in submission.closed_item_ids
    return finished and is_to_be_done_again(submission, message, situation)


def has_not_come_back(submission: Submission, message: ItemReturned, _situation: Situation) -> bool:
    """The item is not known to have come back."""
    return message.item.item_id not in {one.item_id for one in submission.handed_back}


def comes_back_alone(submission: Submission, message: ItemReturned, situation: Situation) -> bool:
    """It had not come back, and no other item deals with it."""
    others = set(submission.item_ids) - {message.item.item_id}
    return has_not_come_back(submission, message, situation) and others <= set(submission.closed_item_ids)


def one_of_its_ways_comes_back(submission: Submission, message: ItemReturned, situation: Situation) -> bool:
    """It was done once more beside the way that the matter goes now."""
    item_id = message.item.item_id
    return has_not_come_back(submission, message, situation) and item_id in submission.item_ids


def do_again(submission: Submission, message: ItemReopened, situation: Situation) -> Submission:
    """The item is open again, and its raiser is to be told what follows."""
    closed = tuple(id for id in submission.closed_item_ids if id != message.item.item_id)
    return to_tell(replace(submission, closed_item_ids=closed, closed_at=None), situation)


def hand_back(submission: Submission, message: ItemReturned, situation: Situation) -> Submission:
    """No department has it; its raiser is to be told why."""
    item = message.item
    said_no = item.reopened[-1].reason if item.reopened else ""
    entry = HandedBack(
        item_id=item.item_id,
        reason=item.returned_reason or said_no,
        at=item.closed_at or situation.now,
        refused_by_raiser=bool(item.reopened),
    )
    back = replace(
        submission,
        item_ids=_with(submission.item_ids, item.item_id),
        closed_item_ids=_with(submission.closed_item_ids, item.item_id),
        handed_back=(*submission.handed_back, entry),
        closed_at=None,
    )
    return to_tell(back, situation)


def came_back(submission: Submission) -> bool:
    """The county or a department gave it back, and nobody has dealt with it since."""
    from_county = bool(submission.forwardings) and submission.forwardings[-1].returned_at is not None
    return (from_county or bool(submission.handed_back)) and not submission.in_hand


def _with(ids: tuple[str, ...], id: str) -> tuple[str, ...]:
    return ids if id in ids else (*ids, id)


_NEWS: tuple[type[ItemEvent], ...] = (ItemReopened, ItemReturned)

COMING_BACK: tuple[Clause[Submission], ...] = (
    Transition(
        (ANSWERED, CLOSED, ACCEPTED, NEED_INFO),
        ItemReopened,
        FAST_LANE,
        SubmissionDoneAgain,
        why="practice of the 12345 hotlines: what does not satisfy its raiser is done once more",
        when=is_to_be_done_again,
        change=do_again,
        timers=stop_waiting_and_keep_for_a_time,
    ),
    Transition(
        (MERGED, FAST_LANE),
        ItemReopened,
        None,
        SubmissionDoneAgain,
        why="practice of the 12345 hotlines: what went on another way meanwhile is done once more beside it",
        when=is_done_again_beside,
        change=do_again,
    ),
    Transition(
        _SENT_DOWN,
        ItemReturned,
        ACCEPTED,
        SubmissionHandedBack,
        why="practice of 小事直办: what a department cannot settle is the office's again, all ways open",
        when=comes_back_alone,
        change=hand_back,
        timers=keep_for_a_time,
    ),
    Transition(
        TAKEN_ON,
        ItemReturned,
        None,
        SubmissionHandedBack,
        why="practice of 小事直办: what went on another way meanwhile goes on, and its raiser learns why",
        when=one_of_its_ways_comes_back,
        change=hand_back,
    ),
    *(Ignore(STATES, news, "it knows that, or has gone another way since") for news in _NEWS),
    within(
        lambda rules: rules.waits.look_at_returned_within,
        (ACCEPTED,),
        "look_at_returned",
        anybody(Role.OFFICE),
        why="rule waits.look_at_returned_within (no law gives a time): what came back has waited long enough",
        when=came_back,
    ),
)
