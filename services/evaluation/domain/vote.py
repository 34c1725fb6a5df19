"""One secret vote, and how votes are counted (代表评). All shares are exact fractions."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from shared.contracts.evaluation import AxisCount, BallotResult
from shared.rules import RuleSet

DISSATISFIED = "dissatisfied"
CHOICES = ("satisfied", "basically", DISSATISFIED, "abstained")
"""满意 / 基本满意 / 不满意 / 弃权, on either axis."""

SATISFIED, REDO, TO_CONGRESS, NO_QUORUM = "satisfied", "redo", "to_congress", "no_quorum"
"""The outcomes of a ballot."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What one deputy chose. It stands in the table ``votes`` alone: in no event, no other document and no log."""

    voter: str
    process: str
    result: str
    reason: str
    cast_at: datetime

    @property
    def is_dissatisfied(self) -> bool:
        """不满意 on either axis."""
        return DISSATISFIED in (self.process, self.result)


def quorum_reached(votes: int, voters: int, rules: RuleSet) -> bool:
    """Whether enough of those who may vote have; whoever abstains has voted."""
    return Fraction(votes) >= Fraction(rules.ballot.quorum) * voters


def counted(axis: AxisCount) -> int:
    """The votes of an axis without abstentions."""
    return axis.satisfied + axis.basically + axis.dissatisfied


def outcome(result: AxisCount, round: int, rules: RuleSet) -> str:
    """What follows from the counts on the result axis.

    From the threshold on the item is done again; done again as often as the rules allow, it goes to the congress.
    If all abstain nobody has found fault with the answer, and it stands.
    """
    of = counted(result)
    if not of or Fraction(result.dissatisfied, of) < Fraction(rules.redo.dissatisfied_from):
        return SATISFIED
    done_again = round - 1
    return REDO if done_again < rules.redo.rounds_at_most else TO_CONGRESS


def tally(votes: Iterable[Vote], round: int, rules: RuleSet) -> BallotResult:
    """Count the votes of a ballot that reached its quorum.

    The reasons are ordered by their own text, so the order tells neither who voted nor when.
    """
    votes = tuple(votes)
    result = _count(vote.result for vote in votes)
    return BallotResult(
        outcome=outcome(result, round, rules),
        process=_count(vote.process for vote in votes),
        result=result,
        reasons=tuple(sorted(vote.reason for vote in votes if vote.is_dissatisfied)),
    )


def without_quorum() -> BallotResult:
    """The result when too few voted. It shows no counts: with two or three votes they would say who voted how."""
    return BallotResult(outcome=NO_QUORUM, process=AxisCount(), result=AxisCount())


def _count(choices: Iterable[str]) -> AxisCount:
    return AxisCount(**Counter(choices))
