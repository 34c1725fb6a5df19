"""What a filled-in township would change in the one that there is: pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from shared.language.contracts.directory import Entry, RulesInForce, TownshipLists
from shared.language.directory.amending import amended, changed
from shared.language.directory.sheets.cells import as_text
from shared.language.directory.sheets.layout import LISTS, Column, Sheet

What = Literal["added", "changed", "ended", "missing"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what changes. ``fields`` are the headings of the cells that are other than before."""

    what: What
    sheet: str
    name: str
    since: date
    fields: tuple[str, ...] = ()


def difference(before: TownshipLists, wanted: TownshipLists) -> TownshipLists:
    """The entries to amend ``before`` with, so that all of ``wanted`` is in it; nothing when it already is.

    An earlier entry that only the next one's first day ends need not be ended in what is wanted.
    """
    return changed(before, amended(before, wanted))


def missing(before: TownshipLists, wanted: TownshipLists, day: date) -> TownshipLists:
    """The entries that hold after ``day`` and of which ``wanted`` says nothing."""
    given = {name: {_name(entry) for entry in entries} for name, entries in wanted.each()}
    after = dict(amended(before, wanted).each())
    return TownshipLists(
        **{
            name: tuple(one for one in after[name] if _name(one) not in given[name] and _goes_on(one, day))
            for name in given
        }
    )


def ended(lists: TownshipLists, day: date) -> TownshipLists:
    """These entries with ``day`` as their last; what would begin after it, as never having held."""
    return TownshipLists(
        **{name: tuple(_until(one, day) for one in entries) for name, entries in lists.each()}
    )


def beginning(rules: Sequence[RulesInForce], day: date) -> tuple[RulesInForce, ...]:
    """``rules`` from ``day`` on: those in force on that day begin on it, because before it nothing is decided
    by them."""
    first = _on(rules, day)
    later = (one for one in rules if one.since > day and one is not first)
    return (*((first.model_copy(update={"since": day}),) if first else ()), *later)


def other_rules(before: Sequence[RulesInForce], wanted: Iterable[RulesInForce]) -> tuple[RulesInForce, ...]:
    """Those of ``wanted`` by which the township would decide otherwise than it does on their first day."""
    return tuple(one for one in wanted if _numbers(_on(before, one.since)) != _numbers(one))


def lines(before: TownshipLists, changes: TownshipLists, left_out: TownshipLists) -> Iterator[Line]:
    """What happens, sheet by sheet; ``left_out`` are the entries that are missing and stay."""
    earlier, absent = dict(before.each()), dict(left_out.each())
    there = {name: {_name(entry): entry for entry in entries} for name, entries in earlier.items()}
    now = dict(changes.each())
    for sheet in LISTS:
        for entry in now[sheet.name]:
            yield _line(sheet, there[sheet.name].get(_name(entry)), entry)
        for entry in absent[sheet.name]:
            yield Line("missing", sheet.title, _said(sheet, entry), entry.since)


def _line(sheet: Sheet, was: Entry | None, entry: Entry) -> Line:
    name = _said(sheet, entry)
    if was is None:
        return Line("added", sheet.title, name, entry.since)
    other = [column for column in sheet.columns if _of(was, column) != _of(entry, column)]
    only_ends = [column.field for column in other] == ["until"] and entry.until is not None
    return Line(
        "ended" if only_ends else "changed",
        sheet.title,
        name,
        entry.since,
        tuple(column.heading for column in other),
    )


def _of(entry: Entry, column: Column) -> object:
    return getattr(entry, column.field)


def _said(sheet: Sheet, entry: Entry) -> str:
    """Its key and, where it has one, its name."""
    shown = {*entry.key, "name"}
    columns = (column for column in sheet.columns if column.field in shown)
    return " ".join(as_text(column.kind.write(value)) for column in columns if (value := _of(entry, column)))


def _name(entry: Entry) -> tuple[object, ...]:
    return entry.named(), entry.since


def _goes_on(entry: Entry, day: date) -> bool:
    return entry.until is None or (entry.until > day and entry.until >= entry.since)


def _until(entry: Entry, day: date) -> Entry:
    return entry.model_copy(update={"until": max(day, entry.since - timedelta(days=1))})


def _on(rules: Sequence[RulesInForce], day: date) -> RulesInForce | None:
    """Those in force on that day: the last that have begun, or the first of all."""
    begun = [one for one in rules if one.since <= day] or list(rules[:1])
    return max(begun, key=lambda one: one.since, default=None)


def _numbers(rules: RulesInForce | None) -> object:
    return rules and (rules.rule_set, {one.number: one.value for one in rules.overrides})
