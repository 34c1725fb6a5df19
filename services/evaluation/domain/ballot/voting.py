"""A deputy votes, once and secretly: the ballot only counts that one more has."""

from dataclasses import dataclass, replace

from services.evaluation.domain.ballot.ballot import OPEN, Ballot
from services.evaluation.domain.ballot.vote import CHOICES, DISSATISFIED
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.messages.text import says_something
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import local_day, local_minute
from shared.language.contracts.envelope import Role
from shared.language.contracts.evaluation import CastVote, VoteRecorded


@dataclass(frozen=True, slots=True)
class VotingFacts:
    """Whether the deputy who votes has voted already."""

    has_voted: bool


def voter_is_not_recused(ballot: Ballot, command: CastVote, situation: Situation) -> Refusal | None:
    """A deputy with an interest in the matter does not vote on it (代表法: 回避)."""
    if situation.actor.id in ballot.recused:
        return refuse("recused", "actorid")
    return None


def voter_is_entitled(ballot: Ballot, command: CastVote, situation: Situation) -> Refusal | None:
    """Only those named when the ballot was opened vote (practice of 代表评)."""
    if situation.actor.id not in ballot.voters:
        return refuse("not_entitled", "actorid")
    return None


def ballot_is_not_over(ballot: Ballot, command: CastVote, situation: Situation) -> Refusal | None:
    """The closing time counts by the clock, even when the timer that closes the ballot comes late; a vote at
    that very instant, 24:00 of the last day, is in time like everything that has a last day."""
    if situation.now > ballot.closes_at:
        closes = f"{local_day(ballot.closes_at)} {local_minute(ballot.closes_at)}"
        return refuse("ballot_over", "data.ballot_id", closes=closes)
    return None


def voter_has_not_voted(
    ballot: Ballot, command: CastVote, situation: Situation[VotingFacts]
) -> Refusal | None:
    """One deputy, one vote, and it is final (platform)."""
    if situation.facts.has_voted:
        return refuse("already_voted", "data.ballot_id")
    return None


def choices_are_known(ballot: Ballot, command: CastVote, situation: Situation) -> Refusal | None:
    """One of the four choices on each axis (满意, 基本满意, 不满意, 弃权)."""
    for axis, choice in (("process", command.process), ("result", command.result)):
        if choice not in CHOICES:
            return refuse("unknown_choice", f"data.{axis}", choices=", ".join(CHOICES))
    return None


def reason_is_given(ballot: Ballot, command: CastVote, situation: Situation) -> Refusal | None:
    """不满意 on either axis needs a reason (practice of Shanghai and 松阳)."""
    if DISSATISFIED in (command.process, command.result) and not says_something(command.reason):
        return refuse("reason_required", "data.reason")
    return None


def one_more_vote(ballot: Ballot, command: CastVote, situation: Situation[VotingFacts]) -> Ballot:
    """One more has voted."""
    return replace(ballot, votes=ballot.votes + 1)


VOTING: tuple[Clause[Ballot], ...] = (
    Transition(
        (OPEN,),
        CastVote,
        None,
        VoteRecorded,
        (Role.DEPUTY,),
        why="practice of 代表评: one secret vote (无记名) a deputy, on the process and on the result",
        facts=VotingFacts,
        guards=(
            voter_is_not_recused,
            voter_is_entitled,
            ballot_is_not_over,
            voter_has_not_voted,
            choices_are_known,
            reason_is_given,
        ),
        change=one_more_vote,
    ),
)
