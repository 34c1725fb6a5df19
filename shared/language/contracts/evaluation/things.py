"""The published view of ballots (代表评), citizens' ratings and divergence alarms."""

from typing import Annotated

from pydantic import Field

from shared.kernel.machine import Waiting
from shared.kernel.messages.audience import INSIDE
from shared.kernel.messages.base import Bilingual, Code, Contract, Id, Instant, Line, Prose
from shared.language.contracts.intake import Recusal
from shared.language.contracts.publication import Redaction

Deputies = Annotated[tuple[Id, ...], Field(max_length=500)]


class AxisCount(Contract):
    """Votes of one axis: 满意 / 基本满意 / 不满意 / 弃权."""

    satisfied: int = 0
    basically: int = 0
    dissatisfied: int = 0
    abstained: int = 0


SATISFIED = "satisfied"
REDO = "redo"
TO_CONGRESS = "to_congress"
NO_QUORUM = "no_quorum"
NO_OPINION = "no_opinion"
CALLED_OFF = "called_off"
"""The outcomes of a ballot."""


class BallotResult(Contract):
    """The result of a closed ballot; it shows nobody's vote by name."""

    outcome: Code
    """``satisfied``, ``redo`` or ``to_congress``; ``no_quorum`` if too few voted after the extension,
    ``no_opinion`` if all who voted abstained, ``called_off`` if the office ended the item meanwhile."""
    shown: bool = True
    """Whether counts and reasons are told: those of few votes say who voted how (``ballot.least_shown``)."""
    least_shown: int = 0
    """Where they are not told: the number of votes from which on they would have been; 0: none."""
    process: AxisCount
    result: AxisCount
    reasons: Annotated[tuple[Prose, ...], INSIDE] = ()
    """The reasons given for 不满意, without names. Their order does not show who voted when."""
    no_feedback: int = 0
    """Those who might have voted and did not (没有反馈): they are in no count and no denominator."""


class BallotSnapshot(Contract):
    """A ballot: the people who may vote and the number who have voted, but no vote. What is marked as inside
    is not in its public face."""

    ballot_id: Id
    item_id: Id
    item_title: Line
    round: int
    state: Code
    entitled: Deputies
    electorate: tuple[Code, ...] = ()
    """The rules by which they came (``ballot.electorate``): ``deputies``, ``lead_and_co_signers``,
    ``present``, ``constituency``."""
    widened: bool = False
    """By those rules fewer than ``ballot.least_entitled`` might have voted: so all deputies may."""
    recusals: Annotated[tuple[Recusal, ...], Field(max_length=500)] = ()
    """Those of them who keep out, of the topic or of the ballot, and do not vote."""
    opened_at: Instant
    opened_by: Id | None = None
    """Who opened it for the office; none: it opened by itself."""
    closes_at: Instant
    """24:00 of the last day on which votes are taken."""
    provisional: bool = False
    """Whether the last day may move, as the holidays of a year that decided it are not yet published."""
    extended: bool = False
    extensions: int = 0
    """How often it was given more time."""
    votes: int = 0
    papers: int = 0
    """Of them on paper."""
    result: BallotResult | None = None
    redactions: Annotated[tuple[Redaction, ...], INSIDE] = ()
    """What the office struck out, the earliest first."""
    waiting: tuple[Waiting, ...] = ()
    """The deputies, as long as not all have voted, and by when."""


class CitizenRatingSnapshot(Contract):
    """A raiser's view of the answer, one a submission: shown beside the deputies', never counted with it."""

    rating_id: Id
    submission_id: Id
    item_id: Id
    """The item whose answer it is about, and the round of that answer."""
    round: int
    given: int
    """How often this raiser has rated."""
    satisfied: bool
    """The latest rating."""
    confidential: bool = False
    """Of a confidential matter: it is counted, and nobody else hears of it."""
    confidings: Annotated[int, INSIDE] = 0
    """How often the office had decided that of the matter: later news counts."""
    reason: Annotated[Prose, INSIDE] = ""
    at: Instant


class AlarmSnapshot(Contract):
    """A divergence: the result on paper and the opinion of the people differ."""

    alarm_id: Id
    kind: Code
    """``a_but_dissatisfied``: the deputies send back what was answered with A; ``a_but_repeated``: the same
    is raised again."""
    item_id: Id
    round: int
    submission_id: Id | None = None
    """The matter that was raised again."""
    confidential: bool = False
    """About a confidential matter, or one that was: it is counted, and nobody else hears of it."""
    raised_at: Instant
    why: Bilingual
