"""What is looked up before a matter is raised."""

from dataclasses import dataclass
from datetime import datetime

from services.intake.domain.triage.assess import Assessment
from shared.kernel.messages.quota import Quota


@dataclass(frozen=True, slots=True)
class History:
    """What is known of the raiser: how much they raised within the rules' time, since when, and until when
    barred."""

    recent: int = 0
    oldest: datetime | None = None
    barred_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class RaisingFacts:
    """``person``: the raiser's key, None if nothing tells who it is.

    ``assessed``: triage of the words, of which what is remembered to find similar ones is made as well.
    """

    trace_code: str
    person: str | None = None
    history: History = History()
    assessed: Assessment | None = None
    quota: Quota | None = None
    full_since: datetime | None = None
    """When the matter was raised that fills the partner's quota; None: there is room."""
