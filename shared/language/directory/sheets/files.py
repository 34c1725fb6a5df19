"""A workbook or a folder, whichever a path is."""

from collections.abc import Iterable
from pathlib import Path

from shared.language.directory.sheets.folder import read_folder, write_folder
from shared.language.directory.sheets.grid import Grid, problem
from shared.language.directory.sheets.reading import Filled, read

WORKBOOKS = (".xlsx", ".xlsm")


def read_sheets(path: Path) -> Filled:
    """The township in that workbook or folder. Raises OSError."""
    if path.is_dir():
        return read(*read_folder(path))
    if not path.exists():
        return read((), (problem("no_folder"),))
    # A library of its own, which only those need who have a workbook.
    from shared.language.directory.sheets.workbook import read_workbook

    return read(*read_workbook(path))


def write_sheets(grids: Iterable[Grid], path: Path) -> None:
    """Into a workbook, if it is called so; else into a folder. Raises OSError, TooLong."""
    if path.suffix.lower() in WORKBOOKS:
        from shared.language.directory.sheets.workbook import write_workbook

        write_workbook(grids, path)
    else:
        write_folder(grids, path)
