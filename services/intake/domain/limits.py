"""Limits on raising: how much a person and a partner may raise in a time, and whom the office has barred for abuse."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.intake.domain.triage.assess import Assessment
from shared.calendar import SHANGHAI, deadline
from shared.contracts.intake import SubmitSubmission
from shared.errors import Refusal, refuse
from shared.quota import Quota
from shared.state_machine import Situation


@dataclass(frozen=True, slots=True)
class History:
    """What is known of the raiser: how much they raised within the rules' time, since when, and until when barred."""

    recent: int = 0
    oldest: datetime | None = None
    barred_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Raising:
    """What is looked up before a matter is raised. ``person``: the raiser's key, None if nothing tells who it is.

    ``assessed``: triage of the words, of which what is remembered to find similar ones is made as well.
    """

    trace_code: str
    person: str | None = None
    history: History = History()
    assessed: Assessment | None = None
    quota: Quota | None = None
    full_since: datetime | None = None
    """When the matter was raised that fills the partner's quota; None: there is room."""


def not_barred(_: None, _message: SubmitSubmission, situation: Situation) -> Refusal | None:
    """The office takes matters from this raiser."""
    until = situation.facts.history.barred_until
    if until is None or until <= situation.now:
        return None
    return refuse("raiser_barred", "data.person", retry_at=until, until=local_from(until))


def not_too_many(_: None, _message: SubmitSubmission, situation: Situation) -> Refusal | None:
    """This raiser has not raised more than the rules give within a time (raising.per_person, raising.within)."""
    history: History = situation.facts.history
    rules = situation.rules.raising
    if history.recent < rules.per_person or history.oldest is None:
        return None
    again = deadline(history.oldest, rules.within, situation.calendar).at
    return refuse("too_many_submissions", "data.person", retry_at=again, count=history.recent, again=local_from(again))


def room_for_partner(_: None, _message: SubmitSubmission, situation: Situation) -> Refusal | None:
    """The partner that hands it in has not raised more in this township than the publishers file gives it (raises)."""
    quota: Quota | None = situation.facts.quota
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
    """In Asia/Shanghai, never before ``at``: who comes back when they were told to is not turned away again."""
    whole = timedelta(**{to: 1})
    local = at.astimezone(SHANGHAI)
    over = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond) % whole
    return (local + (whole - over if over else over)).replace(tzinfo=None).isoformat(" ", to)
