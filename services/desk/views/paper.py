"""A meeting on paper: what it is held from, and where it is written down by hand what was agreed.

It lies on the table for all who come, so it says what everybody may read and nothing else, whoever prints it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.desk.storage.reading import Kept
from services.desk.views import words
from services.desk.views.thing import Line
from shared.language.behaviour import Today
from shared.language.calendar import local_minute
from shared.language.directory.naming import Names
from shared.language.words import text
from shared.language.words.catalogue import entries

_DISCUSSED = ("text", "submission", "plan", "description")
"""What a thing says that is talked about; the rest stands on its page."""
Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said of a point at a meeting. ``day``: of the meeting."""

    day: str
    result: str
    said: str
    report: str
    reported_by: str
    exchanges: tuple[tuple[str, str, str, str], ...]
    """Who asked, what, who replied, and what."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the agenda. ``spoken``: the meeting of the paper last."""

    kind: str
    title: str
    why: str
    carried: str
    standing: str
    words: str
    facts: tuple[tuple[str, str], ...]
    history: tuple[Line, ...]
    spoken: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who was invited. ``note``: on leave, was there, was absent; empty: not known yet."""

    name: str
    post: str
    note: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole of it. ``foot`` stands under every page."""

    title: str
    state: str
    foot: str
    facts: tuple[tuple[str, str], ...]
    points: tuple[Point, ...]
    outcomes: tuple[str, ...]
    minutes: str
    guests: tuple[Guest, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What belongs to a meeting: the things on its agenda with their lines, and other meetings about them."""

    things: Mapping[str, Kept]
    lines: Mapping[str, Sequence[Line]]
    meetings: Sequence[Kept]


def paper(kept: Kept, said: Said, around: Around, today: Today, names: Names, locale: str) -> Paper:
    """The paper of a meeting that says ``said`` to everybody."""
    return Paper(
        title=words.title_of("meeting", said, names, locale),
        state=words.state_words("meeting", kept.state, locale),
        foot=" · ".join(filter(None, (names.township, _when(said, locale), _where(said, names)))),
        facts=tuple(_facts(said, names, locale)),
        points=tuple(_point(entry, said, around, names, locale) for entry in said.get("agenda", ())),
        outcomes=tuple(one["title"] for one in said.get("outcomes", ())),
        minutes=said.get("minutes", "") if said.get("published_at") else "",
        guests=tuple(_guest(id, said, today, names, locale) for id in said.get("invited", ())),
    )


def _when(said: Said, locale: str) -> str:
    ends = [said[at] for at in ("starts_at", "ends_at") if said.get(at)]
    hours = "–".join(local_minute(datetime.fromisoformat(at)) for at in ends)
    return " ".join(filter(None, (words.day(date.fromisoformat(said["day"]), locale), hours)))


def _where(said: Said, names: Names) -> str:
    return str(said.get("address") or (names.name_of("rooms", said["room"]) if said.get("room") else ""))


def _facts(said: Said, names: Names, locale: str) -> Iterator[tuple[str, str]]:
    def person(name: str) -> str:
        return names.name_of("people", said[name]) if said.get(name) else ""

    known = (
        ("time", _when(said, locale)),
        ("place", _where(said, names)),
        ("chair", person("chair_id")),
        ("delegate", person("delegate_id")),
        ("closed", text("page.meeting.closed.yes", locale) if said.get("closed") else ""),
        ("requested", " ".join(filter(None, (person("requested_by"), said.get("requested_reason", ""))))),
        ("urgent", said.get("urgent_reason", "")),
    )
    yield from ((text(f"page.meeting.{what}", locale), value) for what, value in known if value)


def _point(entry: Said, meeting: Said, around: Around, names: Names, locale: str) -> Point:
    kept = around.things.get(entry["id"])
    said: Said = (kept.public if kept else None) or {}
    earlier = (
        _spoken(other.public, one, names, locale)
        for other in around.meetings
        if other.public and other.id != meeting["meeting_id"]
        for one in other.public.get("agenda", ())
        if one["id"] == entry["id"]
    )
    spoken = (*earlier, _spoken(meeting, entry, names, locale))
    return Point(
        kind=text(f"thing.{entry['kind']}", locale),
        title=entry.get("title") or text("page.untitled", locale),
        why=entries(locale).get(f"agenda.{entry['why']}", ""),
        carried=text("page.meeting.carried", locale, count=entry["carried"]) if entry.get("carried") else "",
        standing=words.state_words(kept.kind, kept.state, locale) if kept and said else "",
        words=_words(said),
        facts=tuple(_of_thing(said, names, locale)),
        history=tuple(around.lines.get(entry["id"], ())) if said else (),
        spoken=tuple(one for one in spoken if one),
    )


def _words(said: Said) -> str:
    published = said.get("published") or {}
    return str(published.get("text") or next((said[name] for name in _DISCUSSED if said.get(name)), ""))


def _of_thing(said: Said, names: Names, locale: str) -> Iterator[tuple[str, str]]:
    for name in ("lead_id", "lead", "department", "owner", "co_handlers", "leader", "supporters", "due_on"):
        called = words.label(name, locale)
        if called and said.get(name):
            yield called, words.in_words(name, said[name], names, locale)


def _spoken(meeting: Said, entry: Said, names: Names, locale: str) -> Spoken | None:
    exchanges = tuple(
        (
            names.name_of("people", one["asked_by"]),
            one["question"],
            names.name_of("people", one["answered_by"]),
            one["reply"],
        )
        for one in entry.get("exchanges", ())
    )
    by, result = entry.get("reported_by"), entry.get("result")
    if not (exchanges or result or entry.get("said") or entry.get("report")):
        return None
    return Spoken(
        day=words.day(date.fromisoformat(meeting["day"]), locale),
        result=text(f"point.{result}", locale) if result else "",
        said=entry.get("said", ""),
        report=entry.get("report", ""),
        reported_by=names.name_of("people", by) if by else "",
        exchanges=exchanges,
    )


def _guest(id: str, meeting: Said, today: Today, names: Names, locale: str) -> Guest:
    posts = today.directory.posts.get(id, ())
    notes = (("attendance", "there"), ("leave", "leave"), ("absent", "absent"))
    found = next((word for name, word in notes if id in meeting.get(name, ())), "")
    note = text(f"page.meeting.{found}", locale) if found else ""
    return Guest(names.name_of("people", id), _posts(posts, names, locale), note)


def _posts(posts: Iterable[Any], names: Names, locale: str) -> str:
    said = (words.who(None, post.role, post.department, names, locale) for post in posts)
    return text("list.join", locale).join(dict.fromkeys(said))
