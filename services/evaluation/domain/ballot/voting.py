"""A deputy votes, once and secretly: the ballot only counts that one more has.

Who cannot vote on a screen gives the office a paper (纸质评议票), which two people read and enter.
"""

from dataclasses import dataclass, replace

from services.evaluation.domain.ballot.ballot import OPEN, Ballot
from services.evaluation.domain.ballot.vote import CHOICES, DISSATISFIED
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.messages.text import says_something
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import local_day, local_minute
from shared.language.contracts.envelope import Role
from shared.language.contracts.evaluation import CastVote, EnterPaperVote, VoteRecorded
from shared.language.directory.choosing import deputies_are_seated, hold_posts, people_named
from shared.language.named import names
from shared.language.rules.values import YesNo

AnyVote = CastVote | EnterPaperVote


@dataclass(frozen=True, slots=True)
class VotingFacts:
    """Whether the deputy has voted already, and whether a paper of that number has been entered."""

    has_voted: bool
    paper_entered: bool = False


def voter_of(command: AnyVote, situation: Situation) -> tuple[str, str]:
    """Whose vote it is, and the field that says so."""
    if isinstance(command, EnterPaperVote):
        return command.voter_id, "data.voter_id"
    return situation.actor.id, "actorid"


def voter_is_not_recused(ballot: Ballot, command: AnyVote, situation: Situation) -> Refusal | None:
    """A deputy with an interest in the matter does not vote on it (代表法: 回避)."""
    voter, field = voter_of(command, situation)
    return refuse("recused", field) if voter in ballot.recused else None


@names(deputy="entitled")
def voter_is_entitled(ballot: Ballot, command: AnyVote, situation: Situation) -> Refusal | None:
    """Only those who came into the electorate when the ballot was opened vote (``ballot.electorate``)."""
    voter, field = voter_of(command, situation)
    return None if voter in ballot.entitled else refuse("not_entitled", field)


def voter_is_still_a_deputy(ballot: Ballot, command: EnterPaperVote, situation: Situation) -> Refusal | None:
    """A seat that ended after the opening keeps its vote by rule alone (``ballot.old_term_votes``), on paper
    as on the screen."""
    if situation.rules.ballot.old_term_votes is YesNo.YES:
        return None
    return deputies_are_seated((command.voter_id,), situation.directory, "data.voter_id")


def ballot_is_not_over(ballot: Ballot, _command: object, situation: Situation) -> Refusal | None:
    """The closing time counts by the clock, even when the timer that closes the ballot comes late; a vote at
    that very instant, 24:00 of the last day, is in time like everything that has a last day."""
    if situation.now > ballot.closes_at:
        closes = f"{local_day(ballot.closes_at)} {local_minute(ballot.closes_at)}"
        return refuse("ballot_over", "data.ballot_id", closes=closes)
    return None


def voter_has_not_voted(
    ballot: Ballot, command: AnyVote, situation: Situation[VotingFacts]
) -> Refusal | None:
    """One deputy, one vote, and it is final (platform), on paper or not."""
    if not situation.facts.has_voted:
        return None
    voter, field = voter_of(command, situation)
    if isinstance(command, EnterPaperVote):
        return refuse("deputy_has_voted", field, deputy=people_named(situation.directory, voter))
    return refuse("already_voted", field)


def paper_is_new(
    ballot: Ballot, command: EnterPaperVote, situation: Situation[VotingFacts]
) -> Refusal | None:
    """A paper is entered once (platform: its number says which)."""
    if situation.facts.paper_entered:
        return refuse("paper_entered", "data.number", number=command.number)
    return None


def two_people_read_it(ballot: Ballot, command: EnterPaperVote, situation: Situation) -> Refusal | None:
    """Somebody else with a post has read the paper, too: neither the clerk nor the voter (platform: no vote
    hangs on one person)."""
    if command.second_person in (situation.actor.id, command.voter_id):
        return refuse("second_person_needed", "data.second_person")
    return hold_posts((command.second_person,), situation.directory, "data.second_person")


def vote_is_complete(ballot: Ballot, command: AnyVote, situation: Situation) -> Refusal | None:
    """One of the four choices on each axis (满意, 基本满意, 不满意, 弃权), and a reason for 不满意 on either
    (practice of Shanghai and 松阳).

    The vote is secret (无记名): one code for all that is wrong with it, so that no log and no figure tells
    what was voted.
    """
    chosen = (command.process, command.result)
    reasoned = DISSATISFIED not in chosen or says_something(command.reason)
    if set(chosen) <= set(CHOICES) and reasoned:
        return None
    return refuse("vote_incomplete", "data", choices=", ".join(CHOICES), one_of=CHOICES)


def one_more_vote(ballot: Ballot, command: CastVote, situation: Situation[VotingFacts]) -> Ballot:
    """One more has voted."""
    return replace(ballot, votes=ballot.votes + 1)


def one_more_paper(ballot: Ballot, command: EnterPaperVote, situation: Situation[VotingFacts]) -> Ballot:
    """One more has voted, on paper."""
    return replace(ballot, votes=ballot.votes + 1, papers=ballot.papers + 1)


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
            vote_is_complete,
        ),
        change=one_more_vote,
    ),
    Transition(
        (OPEN,),
        EnterPaperVote,
        None,
        VoteRecorded,
        (Role.OFFICE,),
        why="platform: deputies who use no screen vote on paper, entered with its number by two people",
        facts=VotingFacts,
        guards=(
            voter_is_not_recused,
            voter_is_entitled,
            voter_is_still_a_deputy,
            ballot_is_not_over,
            voter_has_not_voted,
            paper_is_new,
            two_people_read_it,
            vote_is_complete,
        ),
        change=one_more_paper,
    ),
)
