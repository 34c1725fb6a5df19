"""What happens to an item by itself: its timers, and the deputies' ballots on it."""

from services.handling.domain import answer_changes, supervision
from services.handling.domain.item import ANSWERED, OPEN, RATING, REDO, REFERRED, SATISFIED, STATES, STOPPED, Item
from services.handling.domain.item_timers import all_timers
from shared.contracts import handling as said
from shared.contracts.evaluation import BallotClosed, BallotOpened
from shared.contracts.intake import SubmissionFastLaned
from shared.state_machine import Ignore, Predicate, Row, Situation


def _of_this_round(item: Item, message: BallotOpened | BallotClosed, _situation: Situation) -> bool:
    ballot = message.ballot
    return ballot.round == item.round and ballot.ballot_id not in item.lapsed_ballot_ids


def _closed_with(outcome: str) -> Predicate:
    def holds(item: Item, message: BallotClosed, situation: Situation) -> bool:
        result = message.ballot.result
        return _of_this_round(item, message, situation) and result is not None and result.outcome == outcome

    return holds


def _lapsed(item: Item, message: BallotClosed, situation: Situation) -> bool:
    current = item.ballot_id in (None, message.ballot.ballot_id)
    return current and _closed_with("no_quorum")(item, message, situation)


TIMERS = (
    Row(
        OPEN,
        said.ItemReminderDue,
        None,
        said.ItemReminded,
        when=supervision.for_the_due_date,
        change=supervision.remind,
    ),
    Row(
        OPEN,
        said.ItemUrgeDue,
        None,
        said.ItemUrged,
        when=supervision.for_the_due_date,
        change=supervision.urge,
    ),
    Row(
        OPEN,
        said.ItemEscalationDue,
        None,
        said.ItemEscalated,
        when=supervision.for_the_due_date,
        change=supervision.escalate,
    ),
    Row(
        OPEN,
        said.ItemWatchdogDue,
        None,
        said.ItemStalled,
        when=supervision.without_news,
        change=supervision.stalled,
    ),
)

BALLOTS = (
    Row(
        (ANSWERED,),
        BallotOpened,
        RATING,
        said.ItemRatingStarted,
        when=_of_this_round,
        change=answer_changes.link_ballot,
    ),
    Row(
        (ANSWERED, RATING),
        BallotClosed,
        SATISFIED,
        said.ItemSatisfied,
        when=_closed_with("satisfied"),
        change=answer_changes.close,
    ),
    Row(
        (ANSWERED, RATING),
        BallotClosed,
        REDO,
        said.ItemRedoOrdered,
        when=_closed_with("redo"),
        change=answer_changes.redo,
        timers=all_timers,
    ),
    Row(
        (ANSWERED, RATING),
        BallotClosed,
        REFERRED,
        said.ItemReferredToCongress,
        when=_closed_with("to_congress"),
        change=answer_changes.close,
    ),
    Row(
        (ANSWERED, RATING),
        BallotClosed,
        ANSWERED,
        said.ItemRatingLapsed,
        when=_lapsed,
        change=answer_changes.drop_ballot,
    ),
)

EVENTS = (*TIMERS, *BALLOTS)

_LADDER = (said.ItemReminderDue, said.ItemUrgeDue, said.ItemEscalationDue)

IGNORED = (
    *(Ignore(OPEN, timer, "the due date has moved since") for timer in _LADDER),
    Ignore(OPEN, said.ItemWatchdogDue, "there was news since"),
    *(Ignore(STOPPED, timer, "the clock does not run") for timer in (*_LADDER, said.ItemWatchdogDue)),
    Ignore(STATES, BallotOpened, "the item does not wait for this ballot"),
    Ignore(STATES, BallotClosed, "the item does not wait for this ballot's result"),
    Ignore(STATES, SubmissionFastLaned, "the submission has its item"),
)
