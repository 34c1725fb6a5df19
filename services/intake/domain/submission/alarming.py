"""What cannot wait: a danger alarms at once, and somebody is after the office until a department has it; a
broken supply has hours."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from services.intake.domain.submission.submission import Submission
from shared.kernel.messages.base import Bilingual
from shared.language.behaviour import Clause, Situation
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake.submission_states import ACCEPTED, DANGER, MERGED, NEED_INFO, RECEIVED
from shared.language.turns import hearing
from shared.language.waiting import Awaited, Rung, anybody, by_hours, within
from shared.language.words import bilingual

UTILITY = "utility"
"""What people cannot do without: beside a danger the class whose time is counted in hours (北京12345)."""
ALARM = "alarm"
"""The name of a danger's first rung."""
UNTIL_PASSED_ON = (RECEIVED, NEED_INFO, ACCEPTED, MERGED)
"""No department has it, and the county neither."""

_office = anybody(Role.OFFICE)
_hours = by_hours(_office)


def call_now(submission: Submission) -> Bilingual | None:
    """Whom the raiser of a danger calls; None: it is none."""
    return bilingual("danger.call_now") if submission.urgency == DANGER else None


def is_an_open_danger(submission: Submission) -> bool:
    """A danger that no item deals with."""
    return submission.urgency == DANGER and not submission.in_hand


def is_an_open_breakdown(submission: Submission) -> bool:
    """Water, power or the like has failed, and no item deals with it."""
    return submission.urgency == UTILITY and not submission.in_hand


def alarm_first(thing: object, since: datetime, due_at: datetime, situation: Situation) -> Iterator[Rung]:
    """At once for those who hear of an urge (a rung lies after the wait began); then by the hour."""
    yield Rung(
        since + timedelta.resolution, ALARM, hearing(Awaited(Role.OFFICE), situation.rules.reminders.urge_to)
    )
    yield from _hours(thing, since, due_at, situation)


ALARMING: tuple[Clause[Submission], ...] = (
    within(
        lambda rules: rules.intake.receipt_within,
        UNTIL_PASSED_ON,
        "pass_on_danger",
        _office,
        why="rule intake.receipt_within; 北京12345: a danger has two hours, by day and night",
        when=is_an_open_danger,
        ladder=alarm_first,
    ),
    within(
        lambda rules: rules.reply_period(rules.urgency_rule(UTILITY)),
        UNTIL_PASSED_ON,
        "pass_on_breakdown",
        _office,
        why="rule urgency.utility; 北京12345: what people cannot do without has 24 hours",
        when=is_an_open_breakdown,
    ),
)
