"""A rule set: all its groups of numbers, and what goes together."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.language.calendar import Period
from shared.language.rules.ballot_groups import BallotRules, Redo
from shared.language.rules.groups import (
    About,
    Attachments,
    Clock,
    CoHandling,
    Contacts,
    Divergence,
    Extension,
    Intake,
    Leaders,
    Lights,
    Privacy,
    Raising,
    RefusalRules,
    Reminders,
    Supervision,
    Topics,
    Waits,
    Watchdog,
)
from shared.language.rules.meeting_groups import Agenda, Meetings
from shared.language.rules.values import ReplyRule


class UnknownReplyRule(ValueError):
    """A rule for an assignment, or an urgency class, that the rule set does not have."""


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
    waits: Waits
    leaders: Leaders
    supervision: Supervision
    watchdog: Watchdog
    ballot: BallotRules
    redo: Redo
    divergence: Divergence
    lights: Lights
    agenda: Agenda
    meetings: Meetings

    def __post_init__(self) -> None:
        clock = self.clock
        for rule in (clock.usual, clock.wide_or_difficult, clock.fast_lane, *self.urgency.values()):
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
