"""One step through the loop, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from shared.language.calendar import SHANGHAI
from shared.language.directory.naming import Names
from shared.language.telling import words
from shared.language.telling.durations import duration_in_words
from shared.language.telling.every_event import RANK_OF, TOLD
from shared.language.telling.stages import Stage
from shared.language.telling.told import SAID, WHY, Telling
from shared.language.words import said_in, text


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the timeline. ``at`` is aware."""

    at: datetime
    type: str
    stage: str
    kind: str
    subject: str
    sequence: int
    actor_id: str | None
    actor_role: str
    actor_department: str | None
    detail: Mapping[str, Any]

    @property
    def telling(self) -> Telling:
        """The entry of its event."""
        return TOLD[self.type]

    @property
    def order(self) -> tuple[Any, ...]:
        """The order by time; within the same moment, the order in which events follow from each other. The
        time of arrival does not count."""
        return (self.at, RANK_OF[self.type], self.subject, self.sequence)


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One step for people: its time (Asia/Shanghai), stage, actor, action and rule, and the time since the
    step before."""

    at: datetime
    stage: Stage
    kind: str
    who: str
    what: str
    said: str = ""
    """A person's own words, as they wrote them."""
    rule: str = ""
    since_previous: timedelta | None = None
    since: str = ""
    """``since_previous`` in words."""
    about: str = ""
    """The title of the thing, where it does not go without saying."""


def step_of(
    entry: Entry,
    locale: str,
    names: Names,
    *,
    previous: datetime | None = None,
    rule: str = "",
    about: str = "",
) -> TraceStep:
    """The entry in words; ``rule`` is used where the event brought none of its own."""
    values = {name: value for name, value in entry.detail.items() if name not in (SAID, WHY)}
    what = text(entry.telling.sentence, locale, **words.in_words(values, locale, names))
    since = entry.at - previous if previous else None
    return TraceStep(
        at=entry.at.astimezone(SHANGHAI),
        stage=Stage(entry.stage),
        kind=entry.kind,
        who=words.who(entry.type, entry.actor_id, entry.actor_role, entry.actor_department, locale, names),
        what=what,
        said=entry.detail.get(SAID) or "",
        rule=_why(entry, locale) or rule,
        since_previous=since,
        since=duration_in_words(since, locale) if since else "",
        about="" if about in what else about,
    )


def _why(entry: Entry, locale: str) -> str:
    why = entry.detail.get(WHY)
    return said_in(why, locale) if why else ""
