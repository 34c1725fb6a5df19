"""The sheets that somebody names on the command line: read, or told what is wrong in them."""

from pathlib import Path
from typing import NoReturn

import typer

from cli.shown import shown
from shared.language.contracts.directory import TownshipLists
from shared.language.directory.amending import contradicted
from shared.language.directory.problems import problems
from shared.language.directory.sheets.coherence import by_cell
from shared.language.directory.sheets.files import read_sheets
from shared.language.directory.sheets.grid import SheetProblem, problem
from shared.language.directory.sheets.layout import RULES
from shared.language.directory.sheets.reading import Filled
from shared.language.directory.sheets.rules import unreadable

WRONG = 1
UNUSABLE = 2


def right(path: Path, *, whole: bool) -> Filled:
    """The township in a workbook or a folder, if every cell of it is right; else that ends the program.

    ``whole``: it is to stand by itself, so its rules are asked for as well.
    """
    if not path.exists():
        said = problem("no_folder").told()
        stop(f"{said.zh}：{path}\n{said.en}: {path}", UNUSABLE)
    try:
        filled = read_sheets(path)
    except OSError as error:
        stop(f"读不了 {path}：{error.strerror}。Cannot be read: {error.strerror}", UNUSABLE)
    no_rules = (problem("no_sheet", title=RULES.title),) if whole and not filled.rules else ()
    stop_if((*(filled.problems or no_rules), *unreadable(filled.rules, filled.places)))
    return filled


def fits(filled: Filled, before: TownshipLists, after: TownshipLists) -> None:
    """Whether the lists that come of it agree with each other; if not, that ends the program."""
    found = (*contradicted(before, filled.lists), *problems(after))
    stop_if(by_cell(found, filled.places))


def stop_if(problems: tuple[SheetProblem, ...]) -> None:
    """Tell each in both languages, and how many there are; that ends the program."""
    for one in problems:
        told = one.told()
        typer.echo(f"{shown(told.zh)}\n  {shown(told.en)}", err=True)
    if problems:
        stop(f"共 {len(problems)} 处要改。{len(problems)} to put right.", WRONG)


def stop(said: str, code: int) -> NoReturn:
    """Say why, and end."""
    typer.echo(shown(said, lines=True), err=True)
    raise typer.Exit(code)
