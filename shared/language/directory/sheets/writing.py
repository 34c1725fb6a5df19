"""A township as sheets: to be filled in, to be kept, to be compared."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from shared.kernel.messages.base import Contract
from shared.language.contracts.directory import Profile, RulesInForce, TownshipLists
from shared.language.directory.sheets.cells import Cell
from shared.language.directory.sheets.grid import Grid
from shared.language.directory.sheets.layout import GUIDE, LISTS, RULES, SHEETS, TOWNSHIP, Named, Sheet
from shared.language.words import LOCALES, text


def written(
    township_id: str, profile: Profile, rules: Iterable[RulesInForce], lists: TownshipLists
) -> tuple[Grid, ...]:
    """Every sheet, with all entries of all times."""
    named = Named(township_id=township_id, **profile.model_dump())
    entries = dict(lists.each())
    return (
        _grid(TOWNSHIP, (named,)),
        _grid(RULES, rules),
        *(_grid(sheet, entries[sheet.name]) for sheet in LISTS),
    )


def template() -> tuple[Grid, ...]:
    """Every sheet with its headings alone, after one that says how they are filled in."""
    return (_guide(), *(_grid(sheet, ()) for sheet in SHEETS))


def _grid(sheet: Sheet, entries: Iterable[Contract]) -> Grid:
    heading = tuple(column.heading for column in sheet.columns)
    return Grid(sheet.title, (heading, *(_row(sheet, entry) for entry in entries)))


def _row(sheet: Sheet, entry: Contract) -> tuple[Cell, ...]:
    return tuple(_cell(column.kind.write, getattr(entry, column.field)) for column in sheet.columns)


def _cell(write: Callable[[Any], Cell], value: object) -> Cell:
    blank = value is None or value == "" or value == ()
    return None if blank else write(value)


def _guide() -> Grid:
    return Grid(GUIDE, (("表", "列", "必填", "填法", "how to fill it in"), *_lines()))


def _lines() -> Iterator[tuple[Cell, ...]]:
    for sheet in SHEETS:
        for column in sheet.columns:
            words = "、".join(column.kind.choices)
            said = (text(f"directory.sheet.kind.{column.kind.name}", at, words=words) for at in LOCALES)
            yield (sheet.title, column.heading, "是" if column.required else "", *said)
