"""What handling puts right reaches the raiser: an answer that reads otherwise, and the matters that an item
deals with."""

from dataclasses import replace

from services.intake.domain.submission.answering import brings_answers, has_left, join_item, take_answers
from services.intake.domain.submission.asking_back import stop_waiting_and_keep_for_a_time
from services.intake.domain.submission.submission import STATES, TAKEN_ON, Submission
from services.intake.domain.submission.telling import to_tell
from shared.language.behaviour import Clause, Ignore, Situation, Transition
from shared.language.contracts.handling import (
    ItemAnswerCorrected,
    ItemAssignmentCorrected,
    ItemEvent,
    ItemSnapshot,
)
from shared.language.contracts.intake import (
    SubmissionAnswerCorrected,
    SubmissionItemAssigned,
    SubmissionItemLeft,
    SubmissionReleased,
)
from shared.language.contracts.intake.submission_states import ACCEPTED, ANSWERED, CLOSED, MERGED

_CORRECTIONS: tuple[type[ItemEvent], ...] = (ItemAnswerCorrected, ItemAssignmentCorrected)
_TOLD = "practice: whoever was told something wrong is told what is right"


def names_it(submission: Submission, item: ItemSnapshot) -> bool:
    """The item deals with it, as the office says now; one that names none deals with all of its topic."""
    return submission.submission_id in item.submission_ids or not item.submission_ids


def corrects_what_is_finished(
    submission: Submission, message: ItemAnswerCorrected, situation: Situation
) -> bool:
    """There is another answer to tell, of an item that is finished: the matter goes on as it did, and waits
    for nobody who would rate it."""
    finished = submission.state == CLOSED or message.item.item_id in submission.closed_item_ids
    return finished and brings_answers(submission, message, situation)


def is_named_now(submission: Submission, message: ItemAssignmentCorrected, _situation: Situation) -> bool:
    """The office names it among those of an item that was not known to deal with it."""
    item = message.item
    new = item.item_id not in submission.item_ids and not has_left(submission, item)
    return new and names_it(submission, item)


def is_let_go(submission: Submission, message: ItemAssignmentCorrected, _situation: Situation) -> bool:
    """The office does not name it any more."""
    item, id = message.item, submission.submission_id
    there = item.item_id in submission.item_ids or item.item_id not in submission.left_items
    named_before = any(
        id in one.submission_ids or not one.submission_ids for one in item.assignment_corrections
    )
    return there and named_before and not names_it(submission, item) and not has_left(submission, item)


def is_left_out(submission: Submission, message: ItemAssignmentCorrected, situation: Situation) -> bool:
    """The office does not name it any more, and nothing else came of its topic for it."""
    if not is_let_go(submission, message, situation):
        return False
    of_its_topic = submission.topic_id == message.item.topic_id
    return of_its_topic and not leave(submission, message, situation).in_hand


def leave(submission: Submission, message: ItemAssignmentCorrected, situation: Situation) -> Submission:
    """The item does not deal with it; older news of the item will not bring it back. A raiser who waits for
    nobody now is to be told why."""
    item = message.item
    left = replace(
        submission,
        item_ids=tuple(id for id in submission.item_ids if id != item.item_id),
        closed_item_ids=tuple(id for id in submission.closed_item_ids if id != item.item_id),
        left_items={**submission.left_items, item.item_id: len(item.assignment_corrections)},
    )
    if left.in_hand or left.answers:
        return left
    return to_tell(replace(left, released_reason=item.assignment_corrections[-1].because), situation)


def leave_the_topic(
    submission: Submission, message: ItemAssignmentCorrected, situation: Situation
) -> Submission:
    """Its topic lets it go with the item: the office has it again."""
    return replace(leave(submission, message, situation), topic_id=None)


_OTHERS = tuple(state for state in STATES if state not in (*TAKEN_ON, CLOSED))

CORRECTIONS_OF_ITEMS: tuple[Clause[Submission], ...] = (
    Transition(
        (*TAKEN_ON, CLOSED),
        ItemAnswerCorrected,
        None,
        SubmissionAnswerCorrected,
        why=_TOLD,
        when=corrects_what_is_finished,
        change=take_answers,
    ),
    Transition(
        TAKEN_ON,
        ItemAnswerCorrected,
        ANSWERED,
        SubmissionAnswerCorrected,
        why=_TOLD,
        when=brings_answers,
        change=take_answers,
        timers=stop_waiting_and_keep_for_a_time,
    ),
    Transition(
        TAKEN_ON,
        ItemAssignmentCorrected,
        None,
        SubmissionItemAssigned,
        why="practice: every raiser sees which item deals with their matter",
        when=is_named_now,
        change=join_item,
    ),
    Transition(
        (MERGED,),
        ItemAssignmentCorrected,
        ACCEPTED,
        SubmissionReleased,
        why="platform rule: a raiser whom the office leaves out waits for the office, and learns why",
        when=is_left_out,
        change=leave_the_topic,
    ),
    Transition(
        TAKEN_ON,
        ItemAssignmentCorrected,
        None,
        SubmissionItemLeft,
        why="platform rule: what the office named by mistake is free for another way",
        when=is_let_go,
        change=leave,
    ),
    Ignore((*TAKEN_ON, CLOSED), ItemAnswerCorrected, "the raiser has been told"),
    Ignore(TAKEN_ON, ItemAssignmentCorrected, "it is with the items it was with"),
    Ignore((CLOSED,), ItemAssignmentCorrected, "every item that dealt with it is finished"),
    *(Ignore(_OTHERS, news, "no item deals with it") for news in _CORRECTIONS),
)
