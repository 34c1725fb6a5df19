"""Rating (代表评): the deputies' ballot on the answer ends the item, or has it done again."""

from dataclasses import replace

from services.handling.domain.item.clock import restarted
from services.handling.domain.item.item import (
    ANSWERED,
    RATING,
    REDO,
    REFERRED,
    SATISFIED,
    STATES,
    Item,
)
from services.handling.domain.item.lead import lead_is_awaited
from shared.language.behaviour import Clause, Ignore, Situation, Transition
from shared.language.contracts import evaluation
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.contracts.evaluation import BallotClosed, BallotOpened
from shared.language.waiting import Driven, Final, anybody, within


def ballot_is_of_this_round(item: Item, message: BallotOpened | BallotClosed, _situation: Situation) -> bool:
    """The ballot is on the answer of the item's round and has not lapsed: each round is rated on its own."""
    ballot = message.ballot
    return ballot.round == item.round and ballot.ballot_id not in item.lapsed_ballot_ids


def deputies_are_satisfied(item: Item, message: BallotClosed, situation: Situation) -> bool:
    """This round's ballot closed with ``satisfied`` (``redo.dissatisfied_from``)."""
    return _closed_with(evaluation.SATISFIED, item, message, situation)


def deputies_want_it_done_again(item: Item, message: BallotClosed, situation: Situation) -> bool:
    """This round's ballot closed with ``redo`` (``redo.dissatisfied_from``)."""
    return _closed_with(evaluation.REDO, item, message, situation)


def deputies_turn_to_the_congress(item: Item, message: BallotClosed, situation: Situation) -> bool:
    """This round's ballot closed with ``to_congress`` (``redo.rounds_at_most``)."""
    return _closed_with(evaluation.TO_CONGRESS, item, message, situation)


def the_ballot_says_nothing(item: Item, message: BallotClosed, situation: Situation) -> bool:
    """This round's ballot, and not one that followed it, closed with ``no_quorum`` (``ballot.quorum``), or
    with ``no_opinion``: all abstained."""
    is_current = item.ballot_id in (None, message.ballot.ballot_id)
    nothing_said = (evaluation.NO_QUORUM, evaluation.NO_OPINION)
    return is_current and any(_closed_with(one, item, message, situation) for one in nothing_said)


def _closed_with(outcome: str, item: Item, message: BallotClosed, situation: Situation) -> bool:
    result = message.ballot.result
    return (
        ballot_is_of_this_round(item, message, situation) and result is not None and result.outcome == outcome
    )


def link_ballot(item: Item, message: BallotOpened, _situation: Situation) -> Item:
    """The ballot of this round."""
    return replace(item, ballot_id=message.ballot.ballot_id, voters=message.ballot.entitled)


def close(item: Item, message: BallotClosed, _situation: Situation) -> Item:
    """Finished at the moment the ballot closed, whenever the news of it arrives."""
    return replace(item, ballot_id=message.ballot.ballot_id, closed_at=message.ballot.closes_at, voters=())


def refer(item: Item, message: BallotClosed, _situation: Situation) -> Item:
    """The congress has it from the moment the ballot closed, and its decision alone ends it."""
    return replace(item, ballot_id=message.ballot.ballot_id, referred_at=message.ballot.closes_at, voters=())


def redo(item: Item, message: BallotClosed, situation: Situation) -> Item:
    """Once more, within ``redo.within`` from the moment the ballot closed."""
    again = replace(item, round=item.round + 1, ballot_id=None, lapsed_ballot_ids=(), voters=())
    return restarted(again, message.ballot.closes_at, situation.rules.redo.within, situation)


def drop_ballot(item: Item, message: BallotClosed, _situation: Situation) -> Item:
    """Too few voted, or all abstained: another ballot may be opened, and this one must not come back."""
    lapsed = (*item.lapsed_ballot_ids, message.ballot.ballot_id)
    return replace(item, ballot_id=None, lapsed_ballot_ids=lapsed, voters=())


OPEN_BALLOT = "open_ballot"
"""The wait of an answer for its ballot: it opens by itself, and where it cannot the office has to act."""
RATED = (ANSWERED, RATING)
"""The result may be heard of before the opening."""

RATING_BY_DEPUTIES: tuple[Clause[Item], ...] = (
    Transition(
        (ANSWERED,),
        BallotOpened,
        RATING,
        said.ItemRatingStarted,
        why="practice of 乡长有约: the deputies rate every answer by ballot (代表评)",
        when=ballot_is_of_this_round,
        change=link_ballot,
    ),
    Transition(
        RATED,
        BallotClosed,
        SATISFIED,
        said.ItemSatisfied,
        why="practice of 乡长有约: the item ends when the deputies are satisfied",
        when=deputies_are_satisfied,
        change=close,
    ),
    Transition(
        RATED,
        BallotClosed,
        REDO,
        said.ItemRedoOrdered,
        why="代表法 2025 art. 51, Zhejiang 办法 art. 43: done again within 1 month (redo.within)",
        when=deputies_want_it_done_again,
        change=redo,
    ),
    Transition(
        RATED,
        BallotClosed,
        REFERRED,
        said.ItemReferredToCongress,
        why="platform rule: after the last round the congress takes it (redo.rounds_at_most)",
        when=deputies_turn_to_the_congress,
        change=refer,
    ),
    Transition(
        RATED,
        BallotClosed,
        ANSWERED,
        said.ItemRatingLapsed,
        why="platform rule: a ballot without quorum or opinion decides nothing; another may follow",
        when=the_ballot_says_nothing,
        change=drop_ballot,
    ),
    Ignore(STATES, BallotOpened, "the item does not wait for this ballot"),
    Ignore(STATES, BallotClosed, "the item does not wait for this ballot's result"),
    within(
        lambda rules: rules.waits.open_ballot_within,
        (ANSWERED,),
        OPEN_BALLOT,
        anybody(Role.OFFICE),
        why="practice of 乡长有约: every answer is rated, and soon (waits.open_ballot_within)",
    ),
    Driven((RATING,), BallotClosed, "the ballot ends at its time, and says how the item goes on"),
    within(
        lambda rules: rules.waits.take_up_redo_within,
        (REDO,),
        "take_up_redo",
        lead_is_awaited,
        why="platform rule: what is to be done again is taken up at once (waits.take_up_redo_within)",
    ),
    Final((SATISFIED,), "the deputies are satisfied"),
)
