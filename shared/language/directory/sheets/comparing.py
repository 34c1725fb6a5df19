"""What a filled-in township would change in the one that there is: pure."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from shared.language.contracts.directory import Entry, TownshipLists
from shared.language.directory.amending import amended, changed, held
from shared.language.directory.sheets.cells import as_text
from shared.language.directory.sheets.layout import LISTS, Column, Sheet
from shared.language.directory.sheets.line import Line, What

_ONE_DAY = timedelta(days=1)


def difference(before: TownshipLists, wanted: TownshipLists) -> TownshipLists:
    """The entries to amend ``before`` with, so that all of ``wanted`` is in it; nothing when it already is.

    An earlier entry that only the next one's first day ends need not be ended in what is wanted.
    """
    return changed(before, amended(before, wanted))


def missing(
    before: TownshipLists, wanted: TownshipLists, day: date, sheets: Collection[str]
) -> TownshipLists:
    """The entries that hold after ``day`` and of which ``wanted`` says nothing.

    ``sheets`` are the lists that were given: one that was not says nothing of its entries.
    """
    given = {name: {_name(entry) for entry in entries} for name, entries in wanted.each()}
    after = dict(amended(before, wanted).each())
    return TownshipLists(
        **{
            name: tuple(one for one in after[name] if _name(one) not in given[name] and _goes_on(one, day))
            for name in given
            if name in sheets
        }
    )


def ended(lists: TownshipLists, day: date) -> TownshipLists:
    """These entries with ``day`` as their last; what would begin after it, as never having held."""
    return TownshipLists(
        **{name: tuple(_until(one, day) for one in entries) for name, entries in lists.each()}
    )


def emptied(ends: TownshipLists, after: TownshipLists, day: date) -> Iterator[tuple[str, int]]:
    """(title, how many end) of each list that has nothing left after ``day``, because ``ends`` end on it."""
    left = dict(after.each())
    titles = {sheet.name: sheet.title for sheet in LISTS}
    for name, entries in ends.each():
        if entries and not any(_goes_on(entry, day) for entry in left[name]):
            yield titles[name], len(entries)


def lines(before: TownshipLists, changes: TownshipLists, left_out: TownshipLists) -> Iterator[Line]:
    """What happens, sheet by sheet; ``left_out`` are the entries that are missing and stay."""
    earlier, absent = dict(before.each()), dict(left_out.each())
    there = {name: {_name(entry): entry for entry in entries} for name, entries in earlier.items()}
    now, after = dict(changes.each()), dict(amended(before, changes).each())
    for sheet in LISTS:
        for entry in now[sheet.name]:
            was = there[sheet.name].get(_name(entry))
            yield _line(sheet, was, entry)
            if was and held(was) and not held(entry):
                yield from _still_ended(sheet, entry, after[sheet.name])
        for entry in absent[sheet.name]:
            yield Line("missing", sheet.title, _said(sheet, entry), entry.since)


def _line(sheet: Sheet, was: Entry | None, entry: Entry) -> Line:
    name = _said(sheet, entry)
    if was is None:
        return Line("added", sheet.title, name, entry.since)
    other = [column for column in sheet.columns if _of(was, column) != _of(entry, column)]
    fields = tuple(_heading(column, was, entry) for column in other)
    what = _what(was, entry, [column.field for column in other])
    return Line(what, sheet.title, name, entry.since, fields)


def _what(was: Entry, entry: Entry, other: list[str]) -> What:
    if was.until is not None and entry.until is None:
        return "restored"
    if other != ["until"]:
        return "changed"
    return "extended" if _last(entry) > _last(was) else "ended"


def _last(entry: Entry) -> date:
    return entry.until or date.max


def _heading(column: Column, was: Entry, entry: Entry) -> str:
    if column.field != "until":
        return column.heading
    return f"{column.heading} {was.until or '—'} → {entry.until or '—'}"


def _still_ended(sheet: Sheet, mistake: Entry, after: tuple[Entry, ...]) -> Iterator[Line]:
    """What the mistake had ended; whether it would have ended by then without it, nobody can tell."""
    last = mistake.since - _ONE_DAY
    for entry in after:
        if entry.named() == mistake.named() and entry.until == last and held(entry):
            yield Line("still_ended", sheet.title, _said(sheet, entry), entry.since, (f"{last}",))


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
    return held(entry) and _last(entry) > day


def _until(entry: Entry, day: date) -> Entry:
    return entry.model_copy(update={"until": max(day, entry.since - _ONE_DAY)})
