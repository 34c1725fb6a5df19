"""What was filled in: sheets to lists, with everything that has to be put right, by sheet and cell."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, cast

from pydantic import ValidationError

from shared.kernel.messages.base import Contract
from shared.language.contracts.directory import Entry, Profile, RulesInForce, TownshipLists
from shared.language.directory.sheets.cells import Cell, Unreadable, as_text, is_blank
from shared.language.directory.sheets.grid import Grid, SheetProblem, name_of, problem
from shared.language.directory.sheets.layout import (
    GUIDE,
    LISTS,
    RULES,
    SHEETS,
    TOWNSHIP,
    Column,
    Named,
    Sheet,
)

_BY_TITLE = {**{sheet.name: sheet for sheet in SHEETS}, **{sheet.title: sheet for sheet in SHEETS}}
MOST_RULES = 100
"""Rows that `AddTownship` takes."""
Heads = Mapping[int, Column]
"""Where in the sheet → the column that stands there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an entry stands in what was read."""

    title: str
    row: int
    """From 0."""
    heads: Heads

    def cell(self, field: str) -> str:
        """The cell of that field; of one without a column, the row's first."""
        return name_of(next((at for at, column in self.heads.items() if column.field == field), 0), self.row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A township as it stands in the sheets. Rows with problems are left out."""

    named: Named | None
    rules: tuple[RulesInForce, ...]
    lists: TownshipLists
    places: Mapping[tuple[object, ...], Place]
    """(list, key …, first day) → where the entry stands."""
    sheets: frozenset[str]
    """The names of the sheets that are there, if only with their headings."""
    problems: tuple[SheetProblem, ...]

    @property
    def profile(self) -> Profile | None:
        """What the township is called."""
        at = self.named
        return at and Profile(name=at.name, county=at.county, city=at.city)


def name_in(sheet: str, entry: Contract) -> tuple[object, ...]:
    """What no two rows of a sheet may have in common."""
    if isinstance(entry, Entry):
        return (sheet, *entry.named(), entry.since)
    return (sheet, entry.since) if isinstance(entry, RulesInForce) else (sheet,)


def read(grids: Iterable[Grid], problems: Iterable[SheetProblem] = ()) -> Filled:
    """The township in these sheets; ``problems`` are those that were found on the way here."""
    found = list(problems)
    entries: dict[str, list[Contract]] = {sheet.name: [] for sheet in SHEETS}
    places: dict[tuple[object, ...], Place] = {}
    titles: dict[str, str] = {}
    for grid in grids:
        sheet = _BY_TITLE.get(grid.title.strip())
        if sheet is None:
            found += _unknown(grid)
        elif sheet.name in titles:
            found.append(problem("sheet_twice", grid.title, other=titles[sheet.name]))
        else:
            titles[sheet.name] = grid.title
            for place, entry in _entries(sheet, grid, found):
                name = name_in(sheet.name, entry)
                if name in places:
                    key = "one_row" if sheet is TOWNSHIP else "twice"
                    first = places[name].row + 1
                    found.append(problem(key, grid.title, name_of(0, place.row), row=first))
                else:
                    places[name] = place
                    entries[sheet.name].append(entry)
    named = cast(list[Named], entries[TOWNSHIP.name])
    if not named and titles.get(TOWNSHIP.name, "") not in {one.sheet for one in found if one.sheet}:
        found.append(problem("no_sheet", title=TOWNSHIP.title))
    rules = cast(list[RulesInForce], entries[RULES.name])
    if len(rules) > MOST_RULES:
        found.append(problem("too_many", titles[RULES.name]))
    return Filled(
        named=named[0] if named else None,
        rules=tuple(sorted(rules, key=lambda one: one.since)),
        lists=_lists(entries, found),
        places=places,
        sheets=frozenset(titles),
        problems=tuple(found),
    )


def _lists(entries: Mapping[str, list[Contract]], found: list[SheetProblem]) -> TownshipLists:
    lists = {sheet.name: sorted(cast(list[Entry], entries[sheet.name]), key=_order) for sheet in LISTS}
    try:
        return TownshipLists.model_validate(lists)
    except ValidationError as error:
        for name in {str(one["loc"][0]) for one in error.errors(include_url=False)}:
            found.append(problem("too_many", _BY_TITLE[name].title))
        return TownshipLists()


def _order(entry: Entry) -> tuple[object, ...]:
    return entry.named(), entry.since


def _unknown(grid: Grid) -> Iterator[SheetProblem]:
    if grid.title.strip() == GUIDE or all(is_blank(cell) for row in grid.rows for cell in row):
        return
    nearest = get_close_matches(grid.title, _BY_TITLE, 1, 0.4)
    yield problem("unknown_sheet", grid.title, nearest=nearest[0] if nearest else _all(SHEETS))


def _all(sheets: Iterable[Sheet]) -> str:
    return "、".join(sheet.title for sheet in sheets)


def _entries(sheet: Sheet, grid: Grid, found: list[SheetProblem]) -> Iterator[tuple[Place, Contract]]:
    if not grid.rows:
        return
    heads = _heads(sheet, grid, found)
    for number, row in enumerate(grid.rows[1:], 1):
        if all(is_blank(cell) for cell in row):
            continue
        place = Place(title=grid.title, row=number, heads=heads)
        fresh = list(_read_row(sheet, place, row))
        problems = [one for one in fresh if isinstance(one, SheetProblem)]
        found += problems
        if not problems:
            yield from ((place, one) for one in fresh if isinstance(one, Contract))


def _heads(sheet: Sheet, grid: Grid, found: list[SheetProblem]) -> Heads:
    known = {**{c.field: c for c in sheet.columns}, **{c.heading: c for c in sheet.columns}}
    heads: dict[int, Column] = {}
    for at, cell in enumerate(grid.rows[0]):
        said = as_text(cell).strip()
        column = known.get(said)
        if column is None and said:
            nearest = get_close_matches(said, [c.heading for c in sheet.columns], 1, 0.4)
            words = nearest[0] if nearest else "、".join(c.heading for c in sheet.columns)
            found.append(problem("unknown_column", grid.title, name_of(at, 0), value=said, nearest=words))
        elif column in heads.values() and column is not None:
            found.append(problem("column_twice", grid.title, name_of(at, 0), heading=column.heading))
        elif column is not None:
            heads[at] = column
    for column in sheet.columns:
        if column.required and column not in heads.values():
            found.append(problem("no_column", grid.title, heading=column.heading))
    return heads


def _read_row(sheet: Sheet, place: Place, row: tuple[Cell, ...]) -> Iterator[Contract | SheetProblem]:
    values: dict[str, Any] = {}
    wrong = False
    for at, column in place.heads.items():
        cell = row[at] if at < len(row) else None
        where = name_of(at, place.row)
        try:
            if not is_blank(cell):
                values[column.field] = column.kind.read(cell)
            elif column.required:
                wrong = True
                yield problem("missing", place.title, where, heading=column.heading)
        except Unreadable as error:
            wrong = True
            yield problem(error.key, place.title, where, heading=column.heading, **error.values)
    if wrong or any(c.required and c not in place.heads.values() for c in sheet.columns):
        return
    try:
        yield sheet.model.model_validate(values)
    except ValidationError as error:
        yield from _invalid(sheet, place, error)


def _invalid(sheet: Sheet, place: Place, error: ValidationError) -> Iterator[SheetProblem]:
    headings = {column.field: column.heading for column in sheet.columns}
    for one in error.errors(include_url=False, include_input=False):
        field = str(one["loc"][0]) if one["loc"] else str(one.get("ctx", {}).get("field", ""))
        heading = headings.get(field, field)
        yield problem("invalid", place.title, place.cell(field), heading=heading, problem=one["type"])
