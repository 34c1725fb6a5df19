"""One XLSX workbook with all sheets. A formula in it is text, coming in and going out; macros and links to
other files are not looked at."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from shared.language.directory.sheets.cells import DAY, Cell, Kind, is_blank
from shared.language.directory.sheets.folder import FORMULA, LARGEST
from shared.language.directory.sheets.grid import COLUMNS, ROWS, Grid, SheetProblem, TooLong, problem
from shared.language.directory.sheets.layout import SHEETS

_UNPACKED = 100 * 1024 * 1024
"""Bytes of all that is packed in a workbook."""
_PARTS = 500
_MOST_SHEETS = 50
LONGEST = 32_767
"""Characters of a cell; what is longer would be cut off by every program."""
_KINDS = {sheet.title: [column.kind for column in sheet.columns] for sheet in SHEETS}


def read_workbook(path: Path) -> tuple[tuple[Grid, ...], tuple[SheetProblem, ...]]:
    """The sheets of a workbook, or why it cannot be read. Raises OSError."""
    if path.stat().st_size > LARGEST:
        return (), (problem("too_large"),)
    grids: list[Grid] = []
    problems: list[SheetProblem] = []
    try:
        if not _modest(path):
            return (), (problem("too_large"),)
        # Read-only: what is not a cell's value is never built.
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
        for sheet in book.worksheets[:_MOST_SHEETS]:
            # What a file says of its own size is not believed.
            sheet.reset_dimensions()
            rows = tuple(_rows(sheet.iter_rows(max_col=COLUMNS, values_only=True)))
            if len(rows) > ROWS + 1:
                problems.append(problem("too_many_rows", sheet.title, rows=ROWS))
            else:
                grids.append(Grid(sheet.title, rows))
        book.close()
    except OSError:
        raise
    except Exception:
        # A broken file breaks the reader in a hundred ways, and all of them say the same.
        return (), (problem("not_a_workbook"),)
    return tuple(grids), tuple(problems)


def write_workbook(grids: Iterable[Grid], path: Path) -> None:
    """Write the sheets, each with its headings frozen and the words that are allowed.

    Raises OSError, TooLong.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in grids:
        _write(book.create_sheet(grid.title), grid)
    book.save(path)


def _modest(path: Path) -> bool:
    with ZipFile(path) as packed:
        parts = packed.infolist()
    return len(parts) <= _PARTS and sum(part.file_size for part in parts) <= _UNPACKED


def _rows(found: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Cell, ...]]:
    """The rows up to the last one that says something; at most one more than a sheet may have."""
    blank = 0
    number = 0
    for row in found:
        cells = tuple(_known(value) for value in row)
        if all(is_blank(cell) for cell in cells):
            blank += 1
            continue
        yield from ((),) * min(blank, ROWS + 2 - number)
        number += blank + 1
        blank = 0
        yield cells
        if number > ROWS + 1:
            return


def _known(value: Any) -> Cell:
    if value is None or isinstance(value, str | int | float | bool | date):
        return value
    if isinstance(value, ArrayFormula | DataTableFormula):
        return getattr(value, "text", None) or "="
    # A time of day, or a length of time.
    return str(value)


def _write(sheet: Any, grid: Grid) -> None:
    kinds = _KINDS.get(grid.title, [])
    sheet.freeze_panes = "A2"
    for number, row in enumerate(grid.rows, 1):
        for at, value in enumerate(row, 1):
            if value is not None:
                _put(sheet.cell(number, at), value, grid.title)
    for cell in sheet[1] if grid.rows else ():
        cell.font = Font(bold=True)
    for at, kind in enumerate(kinds, 1):
        _arrange(sheet, get_column_letter(at), kind)
    if not kinds:
        for at in range(1, len(grid.rows[0]) + 1):
            sheet.column_dimensions[get_column_letter(at)].width = 24


def _put(cell: Any, value: Cell, title: str) -> None:
    if isinstance(value, str) and len(value) > LONGEST:
        raise TooLong(f"{title}!{cell.coordinate}")
    cell.value = value
    if isinstance(value, str):
        # Said after the value, because what begins with "=" was taken for a formula.
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = value.startswith(FORMULA)
        if "\n" in value:
            cell.alignment = Alignment(wrap_text=True)
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"


def _arrange(sheet: Any, letter: str, kind: Kind) -> None:
    column = sheet.column_dimensions[letter]
    column.width = kind.width
    # What will be typed keeps its leading zeros.
    column.number_format = "yyyy-mm-dd" if kind is DAY else "@"
    if kind.choices:
        # Codes may be typed as well, so the list offers and does not forbid.
        allowed = DataValidation("list", formula1=f'"{",".join(kind.choices)}"', showErrorMessage=False)
        allowed.add(f"{letter}2:{letter}{ROWS + 1}")
        sheet.add_data_validation(allowed)
