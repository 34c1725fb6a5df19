"""A ballot opens by itself when the answer is public. The office opens one only where that cannot be: another
one after a ballot that said nothing, or when there were too few deputies."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.evaluation.domain.answered_item import answer_to_rate
from services.evaluation.domain.ballot.ballot import CLOSED, OPEN, Ballot
from services.evaluation.domain.ballot.closing import closing, closing_timer
from services.evaluation.domain.ballot.electorate import Concerned, Electorate, electorate, enough
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import ABSENT, Clause, Creation, Ignore, Situation
from shared.language.contracts.envelope import Role
from shared.language.contracts.evaluation import BallotOpened, OpenBallot
from shared.language.contracts.handling import ItemAnswered, ItemSnapshot
from shared.language.contracts.intake import Recusal
from shared.language.directory.choosing import deputies_are_seated
from shared.language.redacting import as_published

NOTHING_KNOWN = Concerned()


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """The facts needed to open a ballot; ``item`` None: nobody has heard of it."""

    item: ItemSnapshot | None
    has_ballot: bool = False
    """Whether the round to be rated has a ballot that is open or has said something."""
    lapsed: int = 0
    """Its ballots that said nothing."""
    concerned: Concerned = NOTHING_KNOWN
    recusals: tuple[Recusal, ...] = ()
    """Of deputies who keep out of the topic that the item comes of, or of an earlier ballot on it."""

    @property
    def known_item(self) -> ItemSnapshot:
        """The item, for the guards after ``item_is_known``."""
        assert self.item is not None
        return self.item


def item_is_known(_: None, command: OpenBallot, situation: Situation[OpeningFacts]) -> Refusal | None:
    """Handling has told of the item."""
    if situation.facts.item is None:
        return refuse("unknown_thing", "data.item_id", thing="item", id=command.item_id)
    return None


def item_comes_from_a_meeting(
    _: None, command: OpenBallot, situation: Situation[OpeningFacts]
) -> Refusal | None:
    """Small matters (小事直办) are rated by their raisers, not by ballot (platform)."""
    if situation.facts.known_item.fast_lane:
        return refuse("fast_lane_not_balloted", "data.item_id")
    return None


def round_has_no_ballot(_: None, command: OpenBallot, situation: Situation[OpeningFacts]) -> Refusal | None:
    """One ballot a round (platform: each answer is rated once)."""
    if situation.facts.has_ballot:
        return refuse("ballot_exists", "data.item_id", round=situation.facts.known_item.round)
    return None


def round_may_have_another(
    _: None, command: OpenBallot, situation: Situation[OpeningFacts]
) -> Refusal | None:
    """Ballots that say nothing are not repeated for ever (``ballot.ballots_at_most``)."""
    if situation.facts.lapsed >= situation.rules.ballot.ballots_at_most:
        return refuse("ballots_spent", "data.item_id", ballots=situation.facts.lapsed)
    return None


def item_is_answered(_: None, command: OpenBallot, situation: Situation[OpeningFacts]) -> Refusal | None:
    """The item's present round has its answer, because deputies rate the answer (practice of 代表评)."""
    item = situation.facts.known_item
    if answer_to_rate(item) is None:
        return refuse("item_not_answered", "data.item_id", thing="item", state=item.state)
    return None


def recused_are_deputies(_: None, command: OpenBallot, situation: Situation) -> Refusal | None:
    """Who keeps out is a deputy: nobody else rates by ballot (代表评)."""
    named = tuple(one.deputy_id for one in command.recused)
    return deputies_are_seated(named, situation.directory, "data.recused.deputy_id")


def enough_may_vote(_: None, command: OpenBallot, situation: Situation[OpeningFacts]) -> Refusal | None:
    """No one or two decide (``ballot.least_entitled``)."""
    found = _electorate(command, situation)
    if enough(found, situation):
        return None
    least = situation.rules.ballot.least_entitled
    return refuse("too_few_may_vote", "data.recused", voters=len(found.voters), least=least)


def rated_by_ballot(_: object, _message: ItemAnswered, situation: Situation[OpeningFacts]) -> bool:
    """It comes from a meeting, and its round has its answer: what was answered has not gone on meanwhile."""
    item = situation.facts.known_item
    return not item.fast_lane and answer_to_rate(item) is not None


def opens_by_itself(_: None, message: ItemAnswered, situation: Situation[OpeningFacts]) -> bool:
    """The answer is to be rated, and there are enough to rate it."""
    return rated_by_ballot(_, message, situation) and enough(_electorate(message, situation), situation)


def _electorate(message: OpenBallot | ItemAnswered, situation: Situation[OpeningFacts]) -> Electorate:
    recusals = (*situation.facts.recusals, *_recorded(message, situation))
    return electorate(situation.facts.concerned, recusals, situation)


def _recorded(message: OpenBallot | ItemAnswered, situation: Situation) -> Iterator[Recusal]:
    """The recusals that the office records now."""
    for one in message.recused if isinstance(message, OpenBallot) else ():
        yield Recusal(
            deputy_id=one.deputy_id, reason=one.reason, recorded_by=situation.actor.id, at=situation.now
        )


def opened(_: None, message: OpenBallot | ItemAnswered, situation: Situation[OpeningFacts]) -> Ballot:
    """The ballot on the answer that the item has now, open for the period of the rule set to those who may
    vote by it."""
    item = situation.facts.known_item
    answer = answer_to_rate(item)
    assert answer
    voting = _electorate(message, situation)
    end = closing(situation.now, situation)
    return Ballot(
        ballot_id=situation.new_id,
        item_id=item.item_id,
        item_title=as_published(item.title, item.redactions),
        round=answer.round,
        entitled=tuple(sorted(voting.voters)),
        recusals=voting.recusals,
        electorate=voting.rules,
        widened=voting.widened,
        opened_at=situation.now,
        opened_by=situation.actor.id if isinstance(message, OpenBallot) else None,
        closes_at=end.at,
        counted_from=end.start,
        open_for=str(end.period),
        provisional=end.provisional,
    )


OPENING: tuple[Clause[Ballot], ...] = (
    Creation(
        ItemAnswered,
        OPEN,
        BallotOpened,
        why="practice of 代表评: the deputies rate every answer, by the rules and not at somebody's pleasure",
        facts=OpeningFacts,
        when=opens_by_itself,
        change=opened,
        timers=closing_timer,
    ),
    Ignore(
        (ABSENT,),
        ItemAnswered,
        "too few deputies may vote (ballot.least_entitled): the office is waited for",
        when=rated_by_ballot,
        facts=OpeningFacts,
    ),
    Ignore((ABSENT,), ItemAnswered, "a small matter is rated by its raiser; or the item has gone on since"),
    Ignore((OPEN, CLOSED), ItemAnswered, "this round has its ballot"),
    Creation(
        OpenBallot,
        OPEN,
        BallotOpened,
        (Role.OFFICE,),
        why="practice of 代表评: where no ballot opens by itself, or one says nothing, the office sees to it",
        facts=OpeningFacts,
        guards=(
            item_is_known,
            item_comes_from_a_meeting,
            round_has_no_ballot,
            item_is_answered,
            round_may_have_another,
            recused_are_deputies,
            enough_may_vote,
        ),
        change=opened,
        timers=closing_timer,
    ),
)
