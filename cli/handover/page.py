"""The list as a page of Markdown, at most 80 columns wide, where a Chinese character takes two."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from rich.cells import cell_len, chop_cells

from cli.handover.composing import Entry
from cli.handover.posts import Charge, Holder
from cli.shown import shown
from shared.language.directory.naming import Names
from shared.language.words import text

WIDTH = 80
_MARKS = re.compile(r"[\\`*\[\]<>]")
_NAMED = {"lead": "departments", "requested_by": "people", "led_by": "people"}
"""Fact → the list of the township that has its name."""


def page(
    charge: Charge, sections: Mapping[str, tuple[Entry, ...]], names: Names, locale: str
) -> Iterator[str]:
    """The lines: whose it is and whose it was, then section by section with counts."""
    whom = _named(names, "people", charge.person_id)
    yield f"# {text('handover.title', locale, role=charge.role, name=whom)}"
    yield ""
    yield from _wrapped(f"{shown(names.township)} {charge.township}  {charge.day}", "")
    yield ""
    yield f"## {text('handover.holders', locale)}"
    yield ""
    for holder in charge.holders:
        yield from _wrapped(_term(holder, charge, names, locale), "- ")
    for name, entries in sections.items():
        yield ""
        yield f"## {text(f'handover.section.{name}', locale, count=len(entries))}"
        yield ""
        for entry in entries:
            title = _plain(entry.title) or text(f"thing.{entry.thing}", locale)
            yield from _wrapped(text("handover.with_id", locale, name=title, id=shown(entry.id)), "- ")
            yield from _wrapped(text("handover.join", locale).join(_said(entry, names, locale)), "  ")
        if not entries:
            yield text("handover.nothing", locale)


def _term(holder: Holder, charge: Charge, names: Names, locale: str) -> str:
    name = _named(names, "people", holder.person_id)
    who = text("handover.with_id", locale, name=name, id=shown(holder.person_id))
    seat = _named(names, "villages" if charge.villages else "departments", holder.seat)
    days = f"{holder.since} – {holder.until or ''}".strip()
    now = text(f"handover.{_when(holder, charge.day)}", locale)
    return "  ".join(part for part in (who, seat, days, now) if part)


def _when(holder: Holder, day: date) -> str:
    if holder.until and holder.until < day:
        return "before"
    return "now" if holder.since <= day else "to_come"


def _said(entry: Entry, names: Names, locale: str) -> Iterator[str]:
    if entry.due_on:
        yield text("handover.due", locale, day=entry.due_on)
    if entry.days_late:
        yield text("handover.late", locale, days=entry.days_late)
    yield text("handover.state", locale, thing=entry.thing, state=entry.state)
    for name, value in entry.facts.items():
        yield text(f"handover.fact.{name}", locale, value=_value(name, value, names))


def _value(name: str, value: Any, names: Names) -> str:
    return _named(names, _NAMED[name], value) if name in _NAMED else shown(value)


def _named(names: Names, list: str, code: str) -> str:
    return shown(names.name_of(list, code)) if code else ""


def _plain(foreign: str) -> str:
    """What others wrote, on one line, and as it is where the page is shown as Markdown."""
    return _MARKS.sub(r"\\\g<0>", shown(" ".join(foreign.split())))


def _wrapped(line: str, mark: str) -> Iterable[str]:
    """The line in pieces that fit; those after the first stand under it."""
    first, *rest = _pieces(line, WIDTH - cell_len(mark))
    yield mark + first
    yield from (" " * len(mark) + piece for piece in rest)


def _pieces(line: str, width: int) -> list[str]:
    """No word of English, number or id is torn that is narrower than ``width``."""
    pieces: list[str] = []
    rest = line.strip()
    while cell_len(rest) > width:
        most = len(chop_cells(rest, width)[0])
        cut = next((at for at in range(most, 0, -1) if not _within_word(rest, at)), most)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*pieces, rest]


def _within_word(line: str, at: int) -> bool:
    around = line[at - 1 : at + 1]
    return around.isascii() and not any(symbol.isspace() for symbol in around)
