"""The lists of a township that somebody names on the command line instead of one that is known."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from cli.giving_up import give_up
from cli.shown import shown
from cli.township.reading import fits, right
from demo.sample import sample
from shared.kernel.bus.delivery.reading import describe
from shared.language.calendar import SHANGHAI
from shared.language.contracts.directory import KEPT, TownshipLists, TownshipSnapshot
from shared.language.directory import Directory
from shared.language.directory.amending import amended
from shared.language.directory.sheets.files import WORKBOOKS

Lists = Annotated[
    Path | None,
    typer.Option(
        help="乡镇名录：工作簿、CSV 文件夹或 JSON；缺省为示例乡 "
        "a township as a workbook, CSV folder or JSON; default: the sample township"
    ),
]
_UNREADABLE = "读不了 {path}：{why}。Cannot be read: {why}"
_NO_LISTS = (
    "{path} 不是名录：要工作簿、CSV 文件夹，或 JSON（{why}）。\n"
    "{path} holds no lists: a workbook, a folder of CSV, or JSON is wanted ({why})."
)


def lists_of(path: Path | None) -> Directory:
    """Today's lists of the township in sheets or in a file of JSON, or of the sample township. Ends the
    program for what holds none, with what is wrong in it."""
    return today_in(township_in(path) if path else None)


def today_in(township: TownshipSnapshot | None) -> Directory:
    """Today's lists of the township; None: of the sample."""
    return Directory.of(township or sample(), datetime.now(SHANGHAI).date())


def township_in(path: Path) -> TownshipSnapshot:
    """The township in sheets or in a file of JSON. Ends the program like ``lists_of``."""
    if path.is_dir() or path.suffix.lower() in WORKBOOKS:
        return _in_sheets(path)
    try:
        return TownshipSnapshot.model_validate_json(path.read_bytes())
    except OSError as error:
        give_up(_UNREADABLE.format(path=shown(str(path)), why=error.strerror))
    except ValidationError as error:
        give_up(_NO_LISTS.format(path=shown(str(path)), why=shown(describe(error))))


def _in_sheets(path: Path) -> TownshipSnapshot:
    filled, nothing = right(path, whole=True), TownshipLists()
    lists = amended(nothing, filled.lists)
    fits(filled, nothing, lists)
    at, profile = filled.named, filled.profile
    assert at
    assert profile
    return TownshipSnapshot(
        township_id=at.township_id,
        state=KEPT,
        profile=profile,
        lists=lists,
        rules=filled.rules,
        changed_at=datetime.now(SHANGHAI),
    )
