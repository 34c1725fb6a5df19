"""A sheet as it was found, and what is wrong with one of its cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from shared.kernel.messages.base import Bilingual
from shared.language.directory.sheets.cells import Cell
from shared.language.words import bilingual

ROWS = 25_000
"""Of one sheet; the longest list has 20,000 entries."""
COLUMNS = 50


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a sheet, the headings first. Rows may have different lengths."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """Something that has to be put right, where it stands. ``key`` is one of the catalogue's."""

    key: str
    sheet: str = ""
    """Its title as it was found; none: the file."""
    cell: str = ""
    """As spreadsheets name it: ``C7``; none: the sheet."""
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def where(self) -> str:
        """``人员!C7``."""
        return "!".join(filter(None, (self.sheet, self.cell)))

    def told(self) -> Bilingual:
        """In words, with the place before them."""
        said = bilingual(self.key, **self.values)
        before = f"{self.where}：" if self.where else ""
        return Bilingual(zh=before + said.zh, en=(f"{self.where}: " if self.where else "") + said.en)


class TooLong(ValueError):
    """A cell is longer than a workbook can hold; its message is the place."""


def name_of(column: int, row: int) -> str:
    """Both from 0: ``(2, 6)`` is ``C7``."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def problem(key: str, sheet: str = "", cell: str = "", **values: object) -> SheetProblem:
    """A problem whose sentence is ``directory.sheet.<key>``."""
    texts = {name: str(value) for name, value in values.items()}
    return SheetProblem(f"directory.sheet.{key}", sheet, cell, MappingProxyType(texts))
