"""A township (乡镇): what everybody else decides by."""

from dataclasses import dataclass
from datetime import datetime

from shared.language.contracts.directory import KEPT, CalendarNotice, Profile, RulesInForce, TownshipLists

STATES = (KEPT,)


@dataclass(frozen=True, slots=True)
class Township:
    """Its name, its lists with all entries of all times, its rules from day to day, its notices.

    ``version`` is the edition by which others decide; ``changed_at`` is UTC.
    """

    township_id: str
    """The nine-digit code: the tenant's own id."""
    profile: Profile
    lists: TownshipLists
    rules: tuple[RulesInForce, ...]
    changed_at: datetime
    state: str = ""
    version: int = 0
    notices: tuple[CalendarNotice, ...] = ()
