"""The commands that evaluation takes."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from shared.kernel.messages.base import Code, Command, Contract, Id, MoveClock
from shared.kernel.messages.replays import RequestReplay
from shared.language.contracts import texts


class NamedRecusal(Contract):
    """A deputy who does not vote, and why."""

    deputy_id: Id
    reason: texts.Said


class OpenBallot(Command, type="evaluation.ballot.open.v1"):
    """The office opens a ballot that cannot open by itself: another one after a ballot that said nothing, or
    one for which there were too few deputies.

    Nobody names those who may vote: that follows from the rules (``ballot.electorate``). The office may only
    record who keeps out beside those of whom the platform knows it.
    """

    item_id: Id
    recused: Annotated[tuple[NamedRecusal, ...], Field(max_length=500)] = ()


class RecuseFromBallot(Command, type="evaluation.ballot.recuse.v1"):
    """A deputy has an interest of their own in the item and does not vote on it. They say so themselves, or
    the office records it; before they have voted."""

    ballot_id: Id
    deputy_id: Id
    reason: texts.Said


class CastVote(Command, type="evaluation.ballot.vote.v1"):
    """A deputy votes, once, on both axes; 不满意 needs a reason."""

    fresh_factor: ClassVar[bool] = True

    ballot_id: Id
    process: Code
    result: Code
    """``satisfied``, ``basically``, ``dissatisfied`` or ``abstained``, on each axis."""
    reason: texts.Prose = ""


class EnterPaperVote(Command, type="evaluation.ballot.enter_paper.v1"):
    """The office enters the vote that a deputy (``voter_id``) gave on paper, as two people have read it."""

    fresh_factor: ClassVar[bool] = True

    ballot_id: Id
    voter_id: Id
    number: Code
    second_person: Id
    """Who read it with the clerk: another person with a post."""
    process: Code
    result: Code
    reason: texts.Prose = ""


class GiveRating(Command, type="evaluation.rating.give.v1"):
    """A raiser says whether the answer satisfies; dissatisfied needs a reason."""

    submission_id: Id
    proof: texts.Secret
    """The raiser's secret, as it was given to them when the matter was raised."""
    satisfied: bool
    reason: texts.Prose = ""


class PublishFigures(Command, type="evaluation.figures.publish.v1"):
    """The office has the figures of a period counted and published."""

    first_day: date
    last_day: date


class MoveEvaluationClock(MoveClock, type="evaluation.clock.move.v1"):
    """Move evaluation's story clock."""


class RequestEvaluationReplay(RequestReplay, type="evaluation.replay.request.v1"):
    """Send evaluation's past events of this township once more, to the partner that asks alone."""
