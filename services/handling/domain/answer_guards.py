"""Why an answer is not drafted, signed or published."""

from services.handling.domain.item import Item
from shared.calendar import local_day
from shared.contracts.handling import AnswerFastLane, DraftAnswer
from shared.errors import Refusal, refuse
from shared.state_machine import Situation

CLASSES = ("A", "B", "C", "D")
PROMISING = ("B", "C")
"""Being solved, and later: with a plan and a date."""
GIVING_REASONS = "D"
"""For reference: with reasons."""


def from_a_meeting(item: Item, _message: object, _situation: Situation) -> Refusal | None:
    """Fast-lane items are answered at once, without draft."""
    return refuse("fast_lane_item") if item.fast_lane else None


def in_the_fast_lane(item: Item, _message: object, _situation: Situation) -> Refusal | None:
    """Items of a meeting take the long way: contacts, draft, signature."""
    return None if item.fast_lane else refuse("not_fast_lane_item")


def contacts_made(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """The contacts with deputies of this round are logged (``contacts.before_answer``)."""
    made = sum(contact.round == item.round for contact in item.contacts)
    needed = situation.rules.contacts.before_answer
    return refuse("contacts_missing", made=made, needed=needed) if made < needed else None


def known_class(_item: Item, message: DraftAnswer | AnswerFastLane, _situation: Situation) -> Refusal | None:
    """A, B, C or D."""
    if message.result_class in CLASSES:
        return None
    return refuse("unknown_result_class", "data.result_class", result_class=message.result_class)


def solved_or_explained(_item: Item, message: AnswerFastLane, _situation: Situation) -> Refusal | None:
    """A small matter is solved or declined with reasons; what takes a promise is no small matter."""
    if message.result_class not in PROMISING:
        return None
    return refuse("fast_lane_class", "data.result_class", result_class=message.result_class)


def promise_complete(_item: Item, message: DraftAnswer, situation: Situation) -> Refusal | None:
    """B and C name a plan and a day still to come, the others no day."""
    if message.result_class not in PROMISING:
        if message.promised_on:
            return refuse("promise_not_for_class", "data.promised_on", result_class=message.result_class)
        return None
    if not message.plan:
        return refuse("plan_missing", "data.plan", result_class=message.result_class)
    if message.promised_on is None:
        return refuse("promised_day_missing", "data.promised_on", result_class=message.result_class)
    if message.promised_on < local_day(situation.now):
        return refuse("day_in_the_past", "data.promised_on", day=message.promised_on)
    return None


def reasons_given(_item: Item, message: DraftAnswer | AnswerFastLane, _situation: Situation) -> Refusal | None:
    """D says why."""
    if message.result_class == GIVING_REASONS and not message.reasons:
        return refuse("reasons_missing", "data.reasons")
    return None


def not_yet_signed(item: Item, _message: object, _situation: Situation) -> Refusal | None:
    """It is signed once."""
    assert item.draft
    return refuse("already_signed", by=item.draft.signed_by) if item.draft.signed_by else None


def signed(item: Item, _message: object, _situation: Situation) -> Refusal | None:
    """Nothing is published without the signature of the department's head."""
    assert item.draft
    return None if item.draft.signed_by else refuse("answer_not_signed", department=item.lead)
