"""The numbers of a rule set, by subject. The source of each number stands beside it in the TOML file."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.language.calendar import Period
from shared.language.rules.values import Count, DaysBefore, HourOfDay, Points, Ratio, ReplyRule


class UnknownReplyRule(ValueError):
    """A rule for an assignment, or an urgency class, that the rule set does not have."""


@dataclass(frozen=True, slots=True)
class About:
    """The name and titles of the rule set, for people."""

    name: str
    title_zh: str
    title_en: str


@dataclass(frozen=True, slots=True)
class Clock:
    """The reply rules an item gets at assignment when nobody names another."""

    usual: ReplyRule
    wide_or_difficult: ReplyRule


@dataclass(frozen=True, slots=True)
class Intake:
    """Receipt of a submission, the raiser's own time to answer and to change words, and the county's to
    answer."""

    receipt_within: Period
    need_info_expires_after: Period
    edit_within: Period
    county_answers_within: Period
    county_reminded_every: Period


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
    """The time for which data that leads to the raiser is kept after a matter's end."""

    kept_after_end: Period


@dataclass(frozen=True, slots=True)
class RefusalRules:
    """Declining an item as the wrong department; each refusal is a hop."""

    decline_within: Period
    head_designates_at_hop: Count
    head_designates_within: Period


@dataclass(frozen=True, slots=True)
class CoHandling:
    """The opinion that co-handlers owe the lead department."""

    opinion_within: Period


@dataclass(frozen=True, slots=True)
class Extension:
    """The most that can be added to a deadline."""

    at_most: Period


@dataclass(frozen=True, slots=True)
class Contacts:
    """Contacts (面商) with the deputies that must be logged before an answer."""

    before_answer: Count


@dataclass(frozen=True, slots=True)
class Reminders:
    """The ladder around the last day of a deadline: reminders up to it, then the urge, then the escalation.

    All at the full hour `hour_of_day`; `days_before` are calendar days, the rest working days.
    """

    days_before: DaysBefore
    hour_of_day: HourOfDay
    urge_after_working_days: Count
    escalate_after_working_days: Count

    def __post_init__(self) -> None:
        if self.urge_after_working_days > self.escalate_after_working_days:
            raise ValueError("escalate_after_working_days must not be below urge_after_working_days")


@dataclass(frozen=True, slots=True)
class Watchdog:
    """The time that an open item may stay without news."""

    no_news_for: Period


@dataclass(frozen=True, slots=True)
class BallotRules:
    """The time that a ballot is open, and the share of those entitled who must vote."""

    open_for: Period
    quorum: Ratio


@dataclass(frozen=True, slots=True)
class Redo:
    """The rules for handling an item again: the threshold, the time and the number of rounds.

    `dissatisfied_from` is a share of the votes on the result axis without abstentions.
    """

    within: Period
    dissatisfied_from: Ratio
    rounds_at_most: Count


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


@dataclass(frozen=True, slots=True)
class Agenda:
    """The number of working days before the meeting at which an agenda is frozen, and the age at which
    unanswered submissions come onto it by themselves."""

    regular_frozen_working_days_before: Count
    on_demand_frozen_working_days_before: Count
    unanswered_after: Period


@dataclass(frozen=True, slots=True)
class Meetings:
    """The regular series and the request for a meeting on demand.

    `quorum` is the share of those invited to a regular meeting who must be there.
    """

    regular_every: Period
    request_answered_within: Period
    co_signers_at_least: Count
    quorum: Ratio


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All numbers that one congress decides by. Immutable; `load_rule_set` reads it."""

    about: About
    reply: Mapping[str, Period]
    urgency: Mapping[str, ReplyRule]
    clock: Clock
    intake: Intake
    raising: Raising
    topics: Topics
    privacy: Privacy
    attachments: Attachments
    refusal: RefusalRules
    co_handling: CoHandling
    extension: Extension
    contacts: Contacts
    reminders: Reminders
    watchdog: Watchdog
    ballot: BallotRules
    redo: Redo
    divergence: Divergence
    lights: Lights
    agenda: Agenda
    meetings: Meetings

    def __post_init__(self) -> None:
        for rule in (self.clock.usual, self.clock.wide_or_difficult, *self.urgency.values()):
            self.reply_period(rule)

    def reply_period(self, rule: str) -> Period:
        """The period of an assignment under `rule` ("three_months"). Raises UnknownReplyRule."""
        if rule not in self.reply:
            raise UnknownReplyRule(f"no reply rule {rule!r}; there are {', '.join(self.reply)}")
        return self.reply[rule]

    def urgency_rule(self, urgency: str) -> ReplyRule:
        """The reply rule for a question of this class ("danger"). Raises UnknownReplyRule."""
        if urgency not in self.urgency:
            raise UnknownReplyRule(f"no urgency class {urgency!r}; there are {', '.join(self.urgency)}")
        return self.urgency[urgency]
