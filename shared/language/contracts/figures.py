"""The public figures: each rate with its numerator and denominator, so that anybody can check it."""

from decimal import Decimal

from pydantic import computed_field

from shared.kernel.messages.base import Code, Contract, Id


class Rate(Contract):
    """``count`` of ``of``; ``percent`` is rounded half up to one decimal, or absent where nothing can be
    divided."""

    count: int
    of: int

    @computed_field  # type: ignore[prop-decorator]
    @property
    def percent(self) -> Decimal | None:
        """The rate in percent."""
        if not self.of:
            return None
        return (Decimal(100 * self.count) / self.of).quantize(Decimal("0.1"), rounding="ROUND_HALF_UP")


class AxisFigures(Contract):
    """One axis of the ballots counted together; abstentions are left out of ``counted``."""

    satisfied: int
    basically: int
    dissatisfied: int
    counted: int
    rate: Rate
    """(满意 + 基本满意) of ``counted``: 满意率."""


class BallotFigures(Contract):
    """Both axes."""

    process: AxisFigures
    result: AxisFigures


class Figures(Contract):
    """Counts and rates of a period. Unless said otherwise of all items but small matters (fast lane)."""

    raised: int
    answered_by_answer: int
    answered_by_refusal: int
    raisers_untold: int = 0
    """Answered or refused, and not known to have got it."""
    response_rate: Rate
    """响应率: answered or refused with a reason, of all raised (withdrawn ones left out)."""
    topics_by_origin: dict[Code, int]
    meetings_held: int
    visits_done: int
    items_from_meetings: int
    items_direct: int = 0
    """Assigned without a meeting, and answered and rated like those from meetings: of a topic that needed
    none, or of what was found on a visit. Rates and counts are of both."""
    items_unrated: int = 0
    """Ended with the office's note, because no ballot said anything."""
    items_fast_lane: int
    fast_lane_reopened: int = 0
    """Small matters whose raiser was not satisfied, so that they were done once more."""
    fast_lane_returned: int = 0
    """Small matters that came back to the office: no small matter, or refused by the raiser again."""
    answers_published: int
    """Every round counted, small matters left out."""
    classes_final: dict[Code, int]
    solved_rate: Rate
    """办成率: class A in the latest answer, of answered items."""
    solved_rate_with_promises: Rate
    """The same, with B and C whose promise is fulfilled."""
    on_time_rate: Rate
    """按时率: first answer by the due date in force (extensions counted that were granted before it), of the
    items that are answered or should be by the day on which they are counted."""
    late_items: tuple[Id, ...]
    redo_on_time: Rate
    refusals: int
    redesignations: int
    max_hops: int
    extensions: int
    urges: int
    escalations: int
    opinions: int = 0
    """Given by deputies and the presidium on the handling."""
    pressed: int = 0
    """Urges by deputies and the presidium; those of the platform are ``urges``."""
    notices_in_time: Rate = Rate(count=0, of=0)
    """Notices (督办单) answered by their day, of those that are answered or should be; withdrawn ones left
    out."""
    key_items: int = 0
    """Items that are marked as key items (重点督办件) now."""
    findings_left: int = 0
    """Findings of visits of which nothing has become yet."""
    redo_count: int
    items_satisfied: int
    ballots: int
    ballots_without_opinion: int = 0
    """Those in which all who voted abstained."""
    ballots_not_shown: int = 0
    """Those with too few votes to tell counts: they are in ``votes_cast`` and in no count of an axis."""
    no_feedback: int = 0
    """Deputies who might have voted in closed ballots and did not (没有反馈); they are in no denominator."""
    votes_cast: int
    abstentions: int
    """Votes that abstain on the result axis."""
    recusals: int
    satisfaction_final_round: BallotFigures
    satisfaction_all_rounds: BallotFigures
    divergence_alarms: int
    promises_total: int
    promises_fulfilled: int
    """Kept, as the office or a deputy has seen."""
    promises_claimed: int = 0
    """Said to be kept, and not looked at yet."""
    promises_open: int
    promises_overdue: int
    open_promises: tuple[Id, ...]
    promises_changed: int = 0
    """Those whose day, plan or owner was changed."""
    promise_judgements: Rate = Rate(count=0, of=0)
    """Deputies' open words that a promise was kept, of all that were given; no vote on an answer is in it."""
    days_to_first_answer: dict[Id, int]
    """Calendar days from the first assignment to the first answer, per item."""
    days_to_first_answer_median: Decimal | None
    reminders: dict[Id, tuple[str, ...]]
    """Per item the days (ISO, Asia/Shanghai) on which the ladder acted, urge and escalation included."""
    citizen_ratings_given: int
    citizen_ratings_not_shown: int = 0
    """Raisers who rated, where they are too few to tell how many were satisfied; then neither count has
    them."""
    citizen_ratings_yes: int
    """Latest rating per raiser."""
    citizen_ratings_no: int
