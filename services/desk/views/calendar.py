"""Somebody's meetings and visits as a calendar (RFC 5545), by what everybody may read of them: a calendar is
kept by programs and servers that are not ours."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from icalendar import Calendar, Event

from services.desk.storage.reading import Kept
from services.desk.views import words
from services.desk.views.thing import PATHS
from shared.language.directory.naming import Names
from shared.language.words import text

KINDS = ("meeting", "visit")
_WITH = ("chair_id", "delegate_id", "requested_by", "lead_id")
_AMONG = ("invited", "participants")
_OFF = ("cancelled", "declined", "missed")
_ASKED = ("requested", "other_time_proposed")
_STATUS: Mapping[str, str] = MappingProxyType(
    {**dict.fromkeys(_OFF, "CANCELLED"), **dict.fromkeys(_ASKED, "TENTATIVE")}
)
_LATELY = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose calendar it is, in which language, and the address of their desk."""

    person: str
    locale: str
    desk: str


def concerns(said: Mapping[str, Any], person: str) -> bool:
    """Whether the person is to be there, or has asked for it."""
    among = any(person in said.get(name, ()) for name in _AMONG)
    return among or any(said.get(name) == person for name in _WITH)


def calendar(all: Iterable[Kept], reader: Reader, today: date, names: Names) -> bytes:
    """Theirs, of the last months and of all to come."""
    made = Calendar()
    made.add("prodid", "-//Youyue//desk//ZH")
    made.add("version", "2.0")
    made.add("x-wr-calname", text("desk.calendar.name", reader.locale))
    for kept in all:
        said = kept.public
        if said and said.get("day") and concerns(said, reader.person):
            day = date.fromisoformat(said["day"])
            if day >= today - _LATELY:
                made.add_component(_event(kept, said, day, reader, names))
    return bytes(made.to_ical())


def _event(kept: Kept, said: Mapping[str, Any], day: date, reader: Reader, names: Names) -> Event:
    event = Event()
    starts, ends = (said.get(name) for name in ("starts_at", "ends_at"))
    if starts and ends:
        event.add("dtstart", datetime.fromisoformat(starts))
        event.add("dtend", datetime.fromisoformat(ends))
    else:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
    event.add("uid", f"{kept.kind}-{kept.id}@{kept.township}.youyue")
    event.add("dtstamp", kept.changed_at)
    event.add("sequence", kept.sequence)
    title = words.title_of(kept.kind, said, names, reader.locale)
    event.add("summary", f"{title} · {words.state_words(kept.kind, kept.state, reader.locale)}")
    place = said.get("address") or (names.name_of("rooms", said["room"]) if said.get("room") else "")
    if place:
        event.add("location", place)
    event.add("url", f"{reader.desk}/{PATHS[kept.kind]}/{kept.id}")
    event.add("status", _STATUS.get(kept.state, "CONFIRMED"))
    return event
