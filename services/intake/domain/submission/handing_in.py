"""Handing in later what was raised before: a call at night, a letter, a box of slips.

When it was raised stays visible. From when its time counts is a rule of the township.
"""

from datetime import datetime, timedelta

from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Situation
from shared.language.calendar import deadline, local_day
from shared.language.contracts.intake import SubmitSubmission
from shared.language.rules.values import YesNo

_CLOCKS_DIFFER = timedelta(minutes=5)
"""A sender's clock may be ahead of the platform's."""


def raised_before_now(_: None, message: SubmitSubmission, situation: Situation) -> Refusal | None:
    """Nobody has raised it in the future (platform)."""
    if message.raised_at is None or message.raised_at <= situation.now + _CLOCKS_DIFFER:
        return None
    return refuse("raised_in_the_future", "data.raised_at")


def raised_not_long_ago(_: None, message: SubmitSubmission, situation: Situation) -> Refusal | None:
    """What is older is raised anew, so that no time runs out before anybody hears of it (rule
    ``intake.raised_within``)."""
    if message.raised_at is None:
        return None
    within = situation.rules.intake.raised_within
    if deadline(message.raised_at, within, situation.calendar).at >= situation.now:
        return None
    return refuse(
        "raised_too_long_ago",
        "data.raised_at",
        day=local_day(message.raised_at),
        amount=within.amount,
        unit=within.unit,
    )


def raised_at(message: SubmitSubmission, situation: Situation) -> datetime | None:
    """When it was raised; None: as it arrived, or its sender does not know."""
    return None if message.raised_at is None else min(message.raised_at, situation.now)


def counted_from(message: SubmitSubmission, situation: Situation) -> datetime:
    """From when the time without an answer counts (rule ``intake.counts_from_raising``)."""
    raised = raised_at(message, situation)
    by_raising = situation.rules.intake.counts_from_raising is YesNo.YES
    return raised if raised and by_raising else situation.now
