"""A deputy with an interest of their own keeps out of a ballot that is open (回避)."""

from dataclasses import dataclass, replace
from typing import Any

from services.evaluation.domain.ballot.ballot import CLOSED, OPEN, Ballot
from services.evaluation.domain.ballot.electorate import Electorate, widened_if_few
from services.evaluation.domain.ballot.voting import VotingFacts, ballot_is_not_over
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Ignore, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.evaluation import BallotRecused, RecuseFromBallot
from shared.language.contracts.intake import Recusal, TopicRecused
from shared.language.directory.choosing import people_named
from shared.language.named import names


@dataclass(frozen=True, slots=True)
class KeepingOutFacts:
    """Who of those that keep out of the topic has voted."""

    voted: frozenset[str]


def recuses_oneself_or_is_the_office(
    _: Ballot, command: RecuseFromBallot, situation: Situation
) -> Refusal | None:
    """A deputy speaks for themselves; the office may record it for any deputy (practice: recusal)."""
    if situation.actor.role is Role.DEPUTY and situation.actor.id != command.deputy_id:
        return refuse("recusal_of_other", "data.deputy_id")
    return None


def deputy_is_not_recused(ballot: Ballot, command: RecuseFromBallot, situation: Situation) -> Refusal | None:
    """They do not keep out already (no law: it is recorded once)."""
    if command.deputy_id in ballot.recused:
        deputy = people_named(situation.directory, command.deputy_id)
        return refuse("recused_from_ballot", "data.deputy_id", deputy=deputy)
    return None


@names(deputy="entitled")
def deputy_may_vote(ballot: Ballot, command: RecuseFromBallot, situation: Situation) -> Refusal | None:
    """Who may not vote anyway keeps out of nothing (platform)."""
    if command.deputy_id in ballot.entitled:
        return None
    deputy = people_named(situation.directory, command.deputy_id)
    return refuse("no_voter", "data.deputy_id", deputy=deputy, one_of=ballot.entitled)


def deputy_has_not_voted(
    _: Ballot, command: RecuseFromBallot, situation: Situation[VotingFacts]
) -> Refusal | None:
    """A vote is secret and final: it cannot be found and taken out again (platform)."""
    if not situation.facts.has_voted:
        return None
    if situation.actor.id == command.deputy_id:
        return refuse("already_voted", "data.deputy_id")
    deputy = people_named(situation.directory, command.deputy_id)
    return refuse("deputy_has_voted", "data.deputy_id", deputy=deputy)


def keeps_out(ballot: Ballot, command: RecuseFromBallot, situation: Situation) -> Ballot:
    """One voter fewer."""
    recusal = Recusal(
        deputy_id=command.deputy_id, reason=command.reason, recorded_by=situation.actor.id, at=situation.now
    )
    return _without(ballot, (recusal,), situation)


def a_voter_keeps_out(ballot: Ballot, message: TopicRecused, situation: Situation[KeepingOutFacts]) -> bool:
    """Somebody who could still vote on the item keeps out of its topic; a vote that was given stays."""
    return bool(_newly(ballot, message, situation.facts))


def follows_the_topic(ballot: Ballot, message: TopicRecused, situation: Situation[KeepingOutFacts]) -> Ballot:
    """As if they had kept out when it was opened."""
    return _without(ballot, _newly(ballot, message, situation.facts), situation)


def _newly(ballot: Ballot, message: TopicRecused, facts: KeepingOutFacts) -> tuple[Recusal, ...]:
    may = set(ballot.entitled) - facts.voted
    return tuple(one for one in message.topic.recusals if one.deputy_id in may)


def _without(ballot: Ballot, more: tuple[Recusal, ...], situation: Situation[Any]) -> Ballot:
    """Fewer voters. If these become too few, all deputies may vote (``ballot.least_entitled``)."""
    recusals = (*ballot.recusals, *more)
    with_them = tuple(sorted({*ballot.entitled, *ballot.recused}))
    left = Electorate(ballot.electorate, with_them, recusals, ballot.widened)
    found = widened_if_few(left, recusals, situation)
    entitled = tuple(sorted(found.voters))
    return replace(ballot, entitled=entitled, recusals=found.recusals, widened=found.widened)


RECUSING: tuple[Clause[Ballot], ...] = (
    Transition(
        (OPEN,),
        RecuseFromBallot,
        None,
        BallotRecused,
        (Role.DEPUTY, Role.OFFICE),
        why="practice: a deputy keeps out of what touches an interest of their own (回避)",
        facts=VotingFacts,
        guards=(
            recuses_oneself_or_is_the_office,
            deputy_is_not_recused,
            deputy_may_vote,
            ballot_is_not_over,
            deputy_has_not_voted,
        ),
        change=keeps_out,
    ),
    Transition(
        (OPEN,),
        TopicRecused,
        None,
        BallotRecused,
        why="ADR 0088: who keeps out of a topic keeps out of what comes of it, whenever that is said",
        facts=KeepingOutFacts,
        when=a_voter_keeps_out,
        change=follows_the_topic,
    ),
    Ignore((OPEN,), TopicRecused, "they may not vote, or have voted: a vote is secret and final"),
    Ignore((CLOSED,), TopicRecused, "the votes are counted"),
)
