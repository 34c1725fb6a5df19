"""Why a ballot may not be opened, and why a vote is not taken."""

from services.evaluation.domain.answered_item import answer_to_rate
from services.evaluation.domain.ballot import Ballot, voters
from services.evaluation.domain.vote import CHOICES, DISSATISFIED
from shared.calendar import SHANGHAI
from shared.contracts.evaluation import CastVote, OpenBallot
from shared.errors import Refusal, refuse
from shared.reference import reference
from shared.state_machine import Situation


def item_is_known(ballot: None, command: OpenBallot, situation: Situation) -> Refusal | None:
    """Handling has told of the item."""
    if situation.facts.item is None:
        return refuse("unknown_thing", "data.item_id", thing="item", id=command.item_id)
    return None


def item_comes_from_a_meeting(ballot: None, command: OpenBallot, situation: Situation) -> Refusal | None:
    """Small matters (小事直办) are rated by who raised them, not by ballot."""
    if situation.facts.item.fast_lane:
        return refuse("fast_lane_not_balloted", "data.item_id")
    return None


def round_has_no_ballot(ballot: None, command: OpenBallot, situation: Situation) -> Refusal | None:
    """One ballot a round."""
    if situation.facts.has_ballot:
        return refuse("ballot_exists", "data.item_id", round=situation.facts.item.round)
    return None


def item_is_answered(ballot: None, command: OpenBallot, situation: Situation) -> Refusal | None:
    """The item's present round has its answer."""
    if answer_to_rate(situation.facts.item) is None:
        return refuse("item_not_answered", "data.item_id", thing="item", state=situation.facts.item.state)
    return None


def deputies_are_known(ballot: None, command: OpenBallot, situation: Situation) -> Refusal | None:
    """All who are named are deputies."""
    for field, named in (("entitled", command.entitled), ("recused", command.recused)):
        if unknown := sorted(set(named) - reference().deputies.keys()):
            return refuse("unknown_deputy", f"data.{field}", ids=", ".join(unknown))
    return None


def who_keeps_out_does_not_vote(ballot: None, command: OpenBallot, situation: Situation) -> Refusal | None:
    """Who recused themselves when the topic was collated is recused from the ballot as well."""
    would_vote = sorted(voters(command.entitled, command.recused) & situation.facts.keep_out)
    return refuse("recused_from_topic_votes", "data.recused", ids=", ".join(would_vote)) if would_vote else None


def somebody_may_vote(ballot: None, command: OpenBallot, situation: Situation) -> Refusal | None:
    """Not all are recused."""
    if not voters(command.entitled, command.recused):
        return refuse("nobody_may_vote", "data.recused")
    return None


def voter_is_not_recused(ballot: Ballot, command: CastVote, situation: Situation) -> Refusal | None:
    """Whoever has an interest in the matter does not vote on it (回避)."""
    if situation.actor.id in ballot.recused:
        return refuse("recused", "actorid")
    return None


def voter_is_entitled(ballot: Ballot, command: CastVote, situation: Situation) -> Refusal | None:
    """Only those named when the ballot was opened vote."""
    if situation.actor.id not in ballot.voters:
        return refuse("not_entitled", "actorid")
    return None


def ballot_is_not_over(ballot: Ballot, command: CastVote, situation: Situation) -> Refusal | None:
    """The closing time counts by the clock, even when the timer that closes the ballot comes late."""
    if situation.now >= ballot.closes_at:
        return refuse("ballot_over", "data.ballot_id", closes=f"{ballot.closes_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}")
    return None


def voter_has_not_voted(ballot: Ballot, command: CastVote, situation: Situation) -> Refusal | None:
    """A vote is final; ``situation.facts`` says whether there is one."""
    if situation.facts:
        return refuse("already_voted", "data.ballot_id")
    return None


def choices_are_known(ballot: Ballot, command: CastVote, situation: Situation) -> Refusal | None:
    """One of the four choices on each axis."""
    for axis, choice in (("process", command.process), ("result", command.result)):
        if choice not in CHOICES:
            return refuse("unknown_choice", f"data.{axis}", choices=", ".join(CHOICES))
    return None


def dissatisfied_says_why(ballot: Ballot, command: CastVote, situation: Situation) -> Refusal | None:
    """不满意 on either axis needs a reason."""
    if DISSATISFIED in (command.process, command.result) and not command.reason:
        return refuse("reason_required", "data.reason")
    return None


MAY_OPEN = (
    item_is_known,
    item_comes_from_a_meeting,
    round_has_no_ballot,
    item_is_answered,
    deputies_are_known,
    who_keeps_out_does_not_vote,
    somebody_may_vote,
)
MAY_VOTE = (
    voter_is_not_recused,
    voter_is_entitled,
    ballot_is_not_over,
    voter_has_not_voted,
    choices_are_known,
    dissatisfied_says_why,
)
