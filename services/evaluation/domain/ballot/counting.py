"""The counting of votes (代表评), and its consequences. All shares are exact fractions."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from math import ceil

from services.evaluation.domain.ballot.vote import Vote
from shared.language.contracts.evaluation import (
    NO_OPINION,
    REDO,
    SATISFIED,
    TO_CONGRESS,
    AxisCount,
    BallotResult,
)
from shared.language.rules import RuleSet


def quorum_reached(votes: int, voters: int, rules: RuleSet) -> bool:
    """Whether enough of the people who may vote have voted, and more than a single one (``least_votes``). An
    abstention is a vote."""
    enough = Fraction(votes) >= Fraction(rules.ballot.quorum) * voters
    return enough and votes >= rules.ballot.least_votes


def counted(axis: AxisCount) -> int:
    """The votes of an axis without abstentions."""
    return axis.satisfied + axis.basically + axis.dissatisfied


def outcome(result: AxisCount, round: int, rules: RuleSet) -> str:
    """The outcome of the counts on the result axis.

    From the threshold on the item is done again; done again as often as the rules allow, it goes to the
    congress. If all abstain there is no opinion: nobody is satisfied, and there may be another ballot.
    """
    of = counted(result)
    if not of:
        return NO_OPINION
    if Fraction(result.dissatisfied, of) < Fraction(rules.redo.dissatisfied_from):
        return SATISFIED
    done_again = round - 1
    return REDO if done_again < rules.redo.rounds_at_most else TO_CONGRESS


def tally(votes: Iterable[Vote], round: int, rules: RuleSet) -> BallotResult:
    """Count the votes of a ballot that reached its quorum.

    The reasons are ordered by their own text, so the order tells neither who voted nor when. With fewer votes
    than ``ballot.least_shown`` the outcome alone is told: counts and reasons of a few say who voted how.
    """
    votes = tuple(votes)
    result = _count(vote.result for vote in votes)
    if len(votes) < (least := rules.ballot.least_shown):
        return untold(outcome(result, round, rules), least)
    return BallotResult(
        outcome=outcome(result, round, rules),
        process=_count(vote.process for vote in votes),
        result=result,
        reasons=tuple(sorted(vote.reason for vote in votes if vote.is_dissatisfied)),
    )


def votes_needed(voters: int, rules: RuleSet) -> int:
    """From how many votes on there is a quorum, and counts are told."""
    quorum = ceil(Fraction(rules.ballot.quorum) * voters)
    return max(quorum, rules.ballot.least_votes, rules.ballot.least_shown)


def untold(outcome: str, least: int = 0) -> BallotResult:
    """A result that shows no counts: with two or three votes they would say who voted how. ``least``: the
    votes from which on they would be told."""
    return BallotResult(
        outcome=outcome, shown=False, least_shown=least, process=AxisCount(), result=AxisCount()
    )


def _count(choices: Iterable[str]) -> AxisCount:
    return AxisCount(**Counter(choices))
