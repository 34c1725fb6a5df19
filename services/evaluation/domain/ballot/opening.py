"""The office opens a ballot on an answered item."""

from dataclasses import dataclass

from services.evaluation.domain.answered_item import answer_to_rate
from services.evaluation.domain.ballot.ballot import OPEN, Ballot, voters
from services.evaluation.domain.ballot.closing import closing, closing_timer
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Creation, Situation
from shared.language.contracts.envelope import Role
from shared.language.contracts.evaluation import BallotOpened, OpenBallot
from shared.language.contracts.handling import ItemSnapshot
from shared.language.directory.choosing import deputies_are_seated


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """The facts needed to open a ballot; ``item`` None: nobody has heard of it."""

    item: ItemSnapshot | None
    has_ballot: bool
    """Whether the round to be rated has had its ballot."""
    keep_out: frozenset[str] = frozenset()
    """The deputies who keep out of the topic that the item comes of."""

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


def item_is_answered(_: None, command: OpenBallot, situation: Situation[OpeningFacts]) -> Refusal | None:
    """The item's present round has its answer, because deputies rate the answer (practice of 代表评)."""
    item = situation.facts.known_item
    if answer_to_rate(item) is None:
        return refuse("item_not_answered", "data.item_id", thing="item", state=item.state)
    return None


def deputies_are_known(_: None, command: OpenBallot, situation: Situation[OpeningFacts]) -> Refusal | None:
    """All who are named are deputies: nobody else rates by ballot (代表评)."""
    for field, named in (("entitled", command.entitled), ("recused", command.recused)):
        if refusal := deputies_are_seated(named, situation.directory, f"data.{field}"):
            return refusal
    return None


def who_keeps_out_does_not_vote(
    _: None, command: OpenBallot, situation: Situation[OpeningFacts]
) -> Refusal | None:
    """A deputy who recused themselves when the topic was collated is recused here as well (代表法: 回避)."""
    would_vote = sorted(voters(command.entitled, command.recused) & situation.facts.keep_out)
    return (
        refuse("recused_from_topic_votes", "data.recused", ids=", ".join(would_vote)) if would_vote else None
    )


def somebody_may_vote(_: None, command: OpenBallot, situation: Situation[OpeningFacts]) -> Refusal | None:
    """Not all are recused."""
    if not voters(command.entitled, command.recused):
        return refuse("nobody_may_vote", "data.recused")
    return None


def opened(_: None, command: OpenBallot, situation: Situation[OpeningFacts]) -> Ballot:
    """The ballot on the answer that the item has now, open for the period of the rule set."""
    item = situation.facts.known_item
    answer = answer_to_rate(item)
    assert answer
    end = closing(situation.now, situation)
    return Ballot(
        ballot_id=situation.new_id,
        item_id=item.item_id,
        item_title=item.title,
        round=answer.round,
        result_class=answer.result_class,
        entitled=tuple(dict.fromkeys(command.entitled)),
        recused=tuple(dict.fromkeys(command.recused)),
        opened_at=situation.now,
        closes_at=end.at,
        counted_from=end.start,
        open_for=str(end.period),
        provisional=end.provisional,
    )


OPENING: tuple[Clause[Ballot], ...] = (
    Creation(
        OpenBallot,
        OPEN,
        BallotOpened,
        (Role.OFFICE,),
        why="practice of 代表评: deputies rate each answer in a ballot, which the congress office runs",
        facts=OpeningFacts,
        guards=(
            item_is_known,
            item_comes_from_a_meeting,
            round_has_no_ballot,
            item_is_answered,
            deputies_are_known,
            who_keeps_out_does_not_vote,
            somebody_may_vote,
        ),
        change=opened,
        timers=closing_timer,
    ),
)
