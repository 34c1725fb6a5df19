"""The groups of numbers of a rule set, by subject. Their sources stand beside them in the TOML files."""

from dataclasses import dataclass

from shared.language.calendar import Period
from shared.language.rules.values import (
    Addressees,
    Count,
    DaysBefore,
    HourOfDay,
    Points,
    Ratio,
    ReplyRule,
    YesNo,
)


@dataclass(frozen=True, slots=True)
class About:
    """The name and titles of the rule set, for people."""

    name: str
    title_zh: str
    title_en: str


@dataclass(frozen=True, slots=True)
class Clock:
    """How soon what was agreed is assigned, and the reply rules an item gets when nobody names another: at
    assignment, and as a small matter whose class of urgency nobody knows."""

    assign_within: Period
    usual: ReplyRule
    wide_or_difficult: ReplyRule
    fast_lane: ReplyRule


@dataclass(frozen=True, slots=True)
class Intake:
    """Receipt of a submission, the raiser's own time to answer and to change words, and the county's to
    answer.

    `raised_within`: how long ago what is handed in later may have been raised. `counts_from_raising`: whether
    its time counts from then; otherwise from when it arrived. `suggestion_followed_from`: how sure triage
    must be for the office to follow it unread.
    """

    receipt_within: Period
    need_info_expires_after: Period
    edit_within: Period
    county_answers_within: Period
    county_reminded_every: Period
    remark_answered_within: Period
    raised_within: Period
    counts_from_raising: YesNo
    suggestion_followed_from: Ratio


@dataclass(frozen=True, slots=True)
class Attachments:
    """Photos and documents: the number for a submission, the size of each, the hours kept without one."""

    at_most: Count
    megabytes: Count
    megapixels: Count
    unattached_kept_hours: Count


@dataclass(frozen=True, slots=True)
class Raising:
    """The number of matters that one person may raise within a time."""

    per_person: Count
    within: Period


@dataclass(frozen=True, slots=True)
class Topics:
    """The conditions that take a topic over the threshold; each is enough. Co-signers count once they have
    confirmed."""

    co_signers: Count
    supporters: Count
    submissions: Count


@dataclass(frozen=True, slots=True)
class Privacy:
    """The time for which data that leads to the raiser is kept after a matter's end.

    `least_counted`: of fewer people figures do not tell how many said what, since a few can be told apart.
    """

    kept_after_end: Period
    least_counted: Count


@dataclass(frozen=True, slots=True)
class RefusalRules:
    """Declining an item as the wrong department; each refusal is a hop."""

    decline_within: Period
    head_designates_at_hop: Count
    head_designates_within: Period
    head_reminded_every_working_days: Count


@dataclass(frozen=True, slots=True)
class CoHandling:
    """The opinion that co-handlers owe the lead department: in that period, and at the latest when this share
    of the item's own time is over."""

    opinion_within: Period
    share_of_time: Ratio


@dataclass(frozen=True, slots=True)
class Extension:
    """The most that can be added to a deadline."""

    at_most: Period


@dataclass(frozen=True, slots=True)
class Contacts:
    """Contacts (面商) with the deputies: how many must be logged before an answer, and how soon the first."""

    before_answer: Count
    first_within: Period


@dataclass(frozen=True, slots=True)
class Reminders:
    """The ladder around the last day of a deadline: reminders up to it, then the urge, then the escalation,
    which is repeated until somebody acts.

    All at the full hour `hour_of_day`; `days_before` are calendar days, the rest working days. What has hours
    has a ladder in hours, over nights and holidays: who is waited for hears of it `hours_before`, the next
    higher ones when time is up, and the highest again and again.
    """

    days_before: DaysBefore
    hour_of_day: HourOfDay
    urge_after_working_days: Count
    escalate_after_working_days: Count
    escalate_to: Addressees
    escalate_again_after_working_days: Count
    urge_to: Addressees
    hours_before: Count
    hours_again: Count

    def __post_init__(self) -> None:
        if self.urge_after_working_days > self.escalate_after_working_days:
            raise ValueError("escalate_after_working_days must not be below urge_after_working_days")


@dataclass(frozen=True, slots=True)
class Waits:
    """By when whoever has to act next acts; what has a time of its own in another group is not here."""

    collate_within: Period
    propose_within: Period
    bring_up_within: Period
    decide_publication_within: Period
    tell_within: Period
    look_at_returned_within: Period
    record_meeting_within: Period
    draft_minutes_within: Period
    confirm_minutes_within: Period
    publish_minutes_within: Period
    report_visit_within: Period
    settle_findings_within: Period
    take_receipt_within: Period
    decide_objection_within: Period
    decide_decline_within: Period
    redesignate_within: Period
    decide_extension_within: Period
    sign_within: Period
    publish_answer_within: Period
    open_ballot_within: Period
    take_up_redo_within: Period
    confirm_promise_within: Period
    review_promise_every: Period
    report_project_every: Period
    accept_project_within: Period
    hear_both_sides_within: Period
    congress_decides_within: Period


@dataclass(frozen=True, slots=True)
class Leaders:
    """What the leader in charge (分管领导) of an item's lead department may do beside the office, or the
    department's head: name another department when one is let go, sign its answers, decide about more
    time."""

    designate: YesNo
    sign_answers: YesNo
    decide_extensions: YesNo


@dataclass(frozen=True, slots=True)
class Supervision:
    """How soon the same person may urge an item again, the time that a notice (督办单) of each colour gives
    for its answer where no day is named, how far away the day may be that is, and how long deputies may
    object to the publication of an answer."""

    press_again_after: Period
    remind_answered_within: Period
    warn_answered_within: Period
    deadline_answered_within: Period
    object_to_publication_within: Period
    answer_by_at_most: Period


@dataclass(frozen=True, slots=True)
class Watchdog:
    """The time that an open item may stay without news."""

    no_news_for: Period


@dataclass(frozen=True, slots=True)
class Divergence:
    """The time within which the same matter raised again contradicts an answer A."""

    repeat_within: Period


@dataclass(frozen=True, slots=True)
class Lights:
    """Points behind plan at which a project turns yellow (from) and red (above)."""

    yellow_from: Points
    red_above: Points

    def __post_init__(self) -> None:
        if self.yellow_from > self.red_above:
            raise ValueError("yellow_from must not be above red_above")
