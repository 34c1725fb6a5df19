"""Limits on raising: how much one person may raise in a time, and whom the office has barred for abuse."""

from dataclasses import dataclass
from datetime import datetime

from services.intake.domain.triage.assess import Assessment
from shared.calendar import SHANGHAI, deadline
from shared.contracts.intake import SubmitSubmission
from shared.errors import Refusal, refuse
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


def not_barred(_: None, _message: SubmitSubmission, situation: Situation) -> Refusal | None:
    """The office takes matters from this raiser."""
    until = situation.facts.history.barred_until
    if until is None or until <= situation.now:
        return None
    return refuse("raiser_barred", "data.person", until=_local(until))


def not_too_many(_: None, _message: SubmitSubmission, situation: Situation) -> Refusal | None:
    """This raiser has not raised more than the rules give within a time (raising.per_person, raising.within)."""
    history: History = situation.facts.history
    rules = situation.rules.raising
    if history.recent < rules.per_person or history.oldest is None:
        return None
    again = deadline(history.oldest, rules.within, situation.calendar).at
    return refuse("too_many_submissions", "data.person", count=history.recent, again=_local(again))


def _local(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
