"""What happens to an item's answer, and what the deputies' ballot makes of the item."""

from dataclasses import replace
from datetime import date

from services.handling.domain.answer_guards import PROMISING
from services.handling.domain.clock import restarted
from services.handling.domain.item import Draft, Item
from shared.contracts.evaluation import BallotClosed, BallotOpened
from shared.contracts.handling import Answer, AnswerFastLane, DraftAnswer, ReturnAnswer
from shared.state_machine import Situation


def draft_answer(item: Item, message: DraftAnswer, situation: Situation) -> Item:
    """A draft; it replaces one that was sent back."""
    draft = Draft(
        result_class=message.result_class,
        text=message.text,
        plan=message.plan,
        promised_on=message.promised_on,
        reasons=message.reasons,
    )
    return replace(item, draft=draft, news_at=situation.now)


def sign_off(item: Item, _message: object, situation: Situation) -> Item:
    """The department's head signs."""
    assert item.draft
    return replace(item, draft=replace(item.draft, signed_by=situation.actor.id))


def return_answer(item: Item, message: ReturnAnswer, _situation: Situation) -> Item:
    """The department's head sends the draft back, signed or not."""
    assert item.draft
    return replace(item, draft=replace(item.draft, signed_by=None, returned_because=message.reason))


def publish_answer(item: Item, _message: object, situation: Situation) -> Item:
    """The signed draft becomes the answer; a promise in it gets the situation's new id."""
    draft = item.draft
    assert draft
    return _answered(
        replace(item, draft=None),
        situation,
        result_class=draft.result_class,
        text=draft.text,
        plan=draft.plan,
        promised_on=draft.promised_on,
        promise_id=situation.new_id if draft.result_class in PROMISING else None,
        reasons=draft.reasons,
        signed_by=draft.signed_by,
    )


def answer_fast_lane(item: Item, message: AnswerFastLane, situation: Situation) -> Item:
    """The department's head answers at once."""
    return _answered(
        item,
        situation,
        result_class=message.result_class,
        text=message.text,
        reasons=message.reasons,
        signed_by=situation.actor.id,
    )


def _answered(item: Item, situation: Situation, **said: str | date | None) -> Item:
    answer = Answer.model_validate(
        {
            **said,
            "round": item.round,
            "published_at": situation.now,
            "due_on": item.due_on,
            "late": situation.now > item.due_at,
        }
    )
    return replace(item, answers=(*item.answers, answer))


def archive(item: Item, _message: object, situation: Situation) -> Item:
    """Finished with its answer, without a ballot."""
    return replace(item, closed_at=situation.now)


def link_ballot(item: Item, message: BallotOpened, _situation: Situation) -> Item:
    """The ballot of this round."""
    return replace(item, ballot_id=message.ballot.ballot_id)


def drop_ballot(item: Item, message: BallotClosed, _situation: Situation) -> Item:
    """Too few voted: another ballot may be opened, and this one must not come back."""
    lapsed = (*item.lapsed_ballot_ids, message.ballot.ballot_id)
    return replace(item, ballot_id=None, lapsed_ballot_ids=lapsed)


def close(item: Item, message: BallotClosed, _situation: Situation) -> Item:
    """Finished at the moment the ballot closed, whenever the news of it arrives."""
    return replace(item, ballot_id=message.ballot.ballot_id, closed_at=message.ballot.closes_at)


def redo(item: Item, message: BallotClosed, situation: Situation) -> Item:
    """Once more, within ``redo.within`` from the moment the ballot closed."""
    again = replace(item, round=item.round + 1, ballot_id=None, lapsed_ballot_ids=())
    return restarted(again, message.ballot.closes_at, situation.rules.redo.within, situation)
