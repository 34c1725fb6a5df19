"""The loop at a glance: the things in each stage now, the number that went through it, the latest events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.console.domain.places import OVERDUE, place_of, standing_of
from services.console.views.called import called_in_words
from services.console.views.step import Entry, TraceStep
from shared.language.contracts.intake import SubmissionSnapshot
from shared.language.directory.naming import Names
from shared.language.telling import words
from shared.language.telling.stages import Stage
from shared.language.words import said_in, text
from shared.language.words.catalogue import entries

_TITLE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class ThingView:
    """A thing as the loop page names it. ``id`` leads to an item's or a meeting's page; no trace code is ever
    here."""

    kind: str
    id: str
    kind_name: str
    title: str
    standing: str
    due_on: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class StageView:
    """``now``: things that wait in the stage. ``ever``: things that went through it, in the words of
    ``ever_says``."""

    stage: Stage
    name: str
    now: int
    ever: int
    ever_says: str
    things: tuple[ThingView, ...]


@dataclass(frozen=True, slots=True)
class LoopView:
    """One township's loop. ``today`` is the day in Asia/Shanghai."""

    township: str
    township_name: str
    townships: Mapping[str, str]
    """Code → name of every township that is known."""
    today: date
    stages: tuple[StageView, ...]
    newest: tuple[TraceStep, ...]


def title_of(kind: str, thing: Mapping[str, Any], locale: str, names: Names) -> str:
    """The name of the thing for people."""
    if kind == "submission":
        matter = SubmissionSnapshot.model_validate(thing)
        return called_in_words(matter, locale, names)[:_TITLE_LENGTH]
    if kind in ("meeting", "visit"):
        day = date.fromisoformat(thing["day"])
        if kind == "meeting":
            return words.meeting_in_words(thing["kind"], day, locale)
        name = text("thing.visit", locale)
        return text("page.on_day", locale, name=name, day=words.day_in_words(day, locale))
    for field in ("title", "item_title", "text", "why"):
        if thing.get(field):
            return said_in(thing[field], locale)[:_TITLE_LENGTH]
    return text("page.untitled", locale)


def thing_of(entry: Entry) -> tuple[str, str]:
    """Kind and id of the thing whose title says what the entry is about: a rating is about its submission."""
    if entry.kind == "rating":
        return "submission", str(entry.detail["submission"])
    return entry.kind, entry.subject


def state_in_words(kind: str, state: str, locale: str) -> str:
    """The state's own word of that kind where it has one, since one word does not fit for every kind."""
    known = entries(locale)
    return known.get(f"state.{kind}.{state}") or known.get(f"state.{state}", state)


def thing_view(
    kind: str, id: str, thing: Mapping[str, Any], today: date, locale: str, names: Names
) -> ThingView:
    """The thing in words."""
    standing = standing_of(kind, thing, today)
    due_on = date.fromisoformat(thing["due_on"]) if thing.get("due_on") else None
    return ThingView(
        kind=kind,
        id=id,
        kind_name=text(f"thing.{kind}", locale),
        title=title_of(kind, thing, locale, names),
        standing=state_in_words(kind, standing, locale),
        due_on=due_on if place_of(kind, thing, today) in (Stage.HANDLE, Stage.SUPERVISE) else None,
        overdue=standing == OVERDUE,
    )


def stage_views(
    things: Iterable[tuple[str, str, Mapping[str, Any]]],
    now: Mapping[Stage, int],
    ever: Mapping[Stage, int],
    today: date,
    locale: str,
    names: Names,
) -> tuple[StageView, ...]:
    """The six stages. ``things``: kind, id, document of the listed ones; ``now``: how many there are."""
    listed: dict[Stage, list[ThingView]] = {stage: [] for stage in Stage}
    for kind, id, thing in things:
        if stage := place_of(kind, thing, today):
            listed[stage].append(thing_view(kind, id, thing, today, locale, names))
    return tuple(
        StageView(
            stage=stage,
            name=text(f"stage.{stage}", locale),
            now=now[stage],
            ever=ever[stage],
            ever_says=text(f"page.ever.{stage}", locale, count=ever[stage]),
            things=tuple(
                sorted(listed[stage], key=lambda t: (not t.overdue, t.due_on or date.max, t.kind, t.id))
            ),
        )
        for stage in Stage
    )
