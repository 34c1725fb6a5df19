"""A folder of CSV files, one for each sheet: ``部门.csv``."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from unicodedata import normalize

from shared.language.directory.sheets.cells import Cell, as_text
from shared.language.directory.sheets.grid import COLUMNS, ROWS, Grid, SheetProblem, problem

LARGEST = 20 * 1024 * 1024
"""Bytes of one file."""
_ENCODINGS = ("utf-8-sig", "gb18030")
"""What office programs write here. No text in GB18030 with Chinese in it is UTF-8 by chance, so the order is
safe."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
"""A spreadsheet would compute what begins so; the apostrophe stands for itself."""


def read_folder(folder: Path) -> tuple[tuple[Grid, ...], tuple[SheetProblem, ...]]:
    """The sheets of the folder, by the names of its files, and the files that cannot be read.

    Raises OSError.
    """
    grids: list[Grid] = []
    problems: list[SheetProblem] = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() != ".csv" or not path.is_file():
            continue
        title = normalize("NFC", path.stem)
        found = _read(path, title)
        if isinstance(found, Grid):
            grids.append(found)
        else:
            problems.append(found)
    return tuple(grids), tuple(problems)


def write_folder(grids: Iterable[Grid], folder: Path) -> None:
    """Each sheet as UTF-8 with a mark that office programs know it by. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for grid in grids:
        written = io.StringIO()
        lines = csv.writer(written, lineterminator="\n")
        lines.writerows([_kept_as_text(cell) for cell in row] for row in grid.rows)
        (folder / f"{grid.title}.csv").write_bytes(written.getvalue().encode("utf-8-sig"))


def _read(path: Path, title: str) -> Grid | SheetProblem:
    if path.stat().st_size > LARGEST:
        return problem("too_large", title)
    text = _decoded(path.read_bytes())
    if text is None:
        return problem("not_text", title)
    try:
        return Grid(title, tuple(_rows(text)))
    except csv.Error:
        return problem("not_csv", title)
    except OverflowError:
        return problem("too_many_rows", title, rows=ROWS)


def _decoded(raw: bytes) -> str | None:
    for encoding in _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _rows(text: str) -> Iterator[tuple[Cell, ...]]:
    """Raises csv.Error; OverflowError for more rows than a sheet may have."""
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True)):
        if number > ROWS:
            raise OverflowError
        yield tuple(_as_typed(cell) for cell in row[:COLUMNS])


def _kept_as_text(cell: Cell) -> str:
    text = cell.isoformat() if isinstance(cell, date) else as_text(cell)
    # A number computes to itself.
    return f"'{text}" if text.startswith(FORMULA) and not _is_number(cell) else text


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float)


def _as_typed(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
