"""Limits on raising: the number of matters that a person and a partner may raise in a time, and the raisers
barred by the office for abuse (ADR 0036)."""

from datetime import datetime, timedelta

from services.intake.domain.submission.raising_facts import RaisingFacts
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Situation
from shared.language.calendar import SHANGHAI, deadline


def raiser_is_not_barred(_: None, _message: object, situation: Situation[RaisingFacts]) -> Refusal | None:
    """The office takes matters from this raiser (ADR 0036: the office bars the raiser of a submission)."""
    until = situation.facts.history.barred_until
    if until is None or until <= situation.now:
        return None
    return refuse("raiser_barred", "data.person", retry_at=until, until=local_from(until))


def raiser_is_within_the_limit(
    _: None, _message: object, situation: Situation[RaisingFacts]
) -> Refusal | None:
    """This raiser has not raised more than the rules give within a time (raising.per_person,
    raising.within)."""
    history, rules = situation.facts.history, situation.rules.raising
    if history.recent < rules.per_person or history.oldest is None:
        return None
    again = deadline(history.oldest, rules.within, situation.calendar).at
    return refuse(
        "too_many_submissions", "data.person", retry_at=again, count=history.recent, again=local_from(again)
    )


def partner_is_within_its_quota(
    _: None, _message: object, situation: Situation[RaisingFacts]
) -> Refusal | None:
    """The partner that hands it in has not raised more in this township than the partners file gives it
    (ADR 0036: ``raises``)."""
    quota = situation.facts.quota
    if quota is None or (again := quota.again(situation.facts.full_since, situation.now)) is None:
        return None
    return refuse(
        "partner_over_quota",
        "source",
        retry_at=again,
        partner=quota.partner,
        at_most=quota.at_most,
        minutes=quota.within // timedelta(minutes=1),
        again=local_from(again, "seconds"),
    )


def local_from(at: datetime, to: str = "minutes") -> str:
    """In Asia/Shanghai, never before ``at``: a person who comes back at the time they were told is not turned
    away again."""
    whole = timedelta(**{to: 1})
    local = at.astimezone(SHANGHAI)
    over = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond) % whole
    return (local + (whole - over if over else over)).replace(tzinfo=None).isoformat(" ", to)
