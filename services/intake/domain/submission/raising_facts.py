"""The facts that are looked up before a matter is raised."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.messages.quota import Quota
from shared.language.contracts.scheduling import VisitSnapshot


@dataclass(frozen=True, slots=True)
class History:
    """The facts known of the raiser: the number of matters raised within the rules' time, the time of the
    oldest of these, and the end of a bar."""

    recent: int = 0
    oldest: datetime | None = None
    barred_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class RaisingFacts:
    """``person``: the raiser's key, None if nothing tells who it is."""

    trace_code: str
    person: str | None = None
    history: History = History()
    quota: Quota | None = None
    full_since: datetime | None = None
    """When the matter was raised that fills the partner's quota; None: there is room."""
    visit: VisitSnapshot | None = None
    """The visit that it names, if intake has heard of it."""
