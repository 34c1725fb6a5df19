"""Everything that is wrong is said at once, by sheet and cell."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from demo.townships import XIUSHAN, read_sample
from shared.language.directory.sheets.cells import Cell
from shared.language.directory.sheets.coherence import by_cell
from shared.language.directory.sheets.files import read_sheets, write_sheets
from shared.language.directory.sheets.grid import Grid, SheetProblem, name_of
from shared.language.directory.sheets.reading import Filled, read
from shared.language.directory.sheets.writing import written


def changed(cells: Mapping[tuple[str, str], Cell]) -> tuple[Grid, ...]:
    """The sample's sheets with other values: (sheet, cell) → value."""
    sample = read_sample(XIUSHAN)
    grids = written(sample.township_id, sample.profile, sample.rules, sample.lists)
    return tuple(
        _with(grid, {at: v for (sheet, at), v in cells.items() if sheet == grid.title}) for grid in grids
    )


def _with(grid: Grid, cells: Mapping[str, Cell]) -> Grid:
    return Grid(
        grid.title,
        tuple(
            tuple(cells.get(name_of(at, number), cell) for at, cell in enumerate(row))
            for number, row in enumerate(grid.rows)
        ),
    )


TEN = {
    ("乡镇", "A2"): "3309212",
    ("规则", "A2"): "去年",
    ("部门", "A3"): "水 务",
    ("部门", "B4"): None,
    ("村社", "C2"): "北纬30度",
    ("会议室", "D3"): "0",
    ("人员", "C7"): "2026-13-01",
    ("任职", "B5"): "队长",
    ("类别", "D1"): "部门代号",
    ("附加问题", "E2"): "到脚踝",
}


@pytest.mark.parametrize("name", ["名录.xlsx", "名录"])
def test_ten_planted_errors_are_found_at_their_cells(name: str, tmp_path: Path) -> None:
    write_sheets(changed(TEN), tmp_path / name)
    found = read_sheets(tmp_path / name)
    told = {one.where: one.told() for one in found.problems}
    assert {f"{sheet}!{cell}" for sheet, cell in TEN} <= set(told)
    # The column that is called otherwise is missing, too.
    assert set(told) - {f"{sheet}!{cell}" for sheet, cell in TEN} == {"类别"}
    assert told["人员!C7"].zh.startswith("人员!C7：“起始日期”的“2026-13-01”不是日期")
    assert told["人员!C7"].en.startswith("人员!C7: ")
    assert "部门代码" in told["类别!D1"].zh
    assert "代表" in told["任职!B5"].zh


def test_what_is_right_is_read_beside_what_is_wrong() -> None:
    found = read(changed({("人员", "C7"): "?"}))
    assert len(found.lists.people) == len(read_sample(XIUSHAN).lists.people) - 1


def test_the_same_entry_twice_names_both_rows() -> None:
    grid = Grid(
        "渠道", (("代码", "名称", "起始日期"), ("qr", "扫码", "2026-09-01"), ("qr", "码", "2026/9/1"))
    )
    assert [one.told().zh for one in read(_beside(grid)).problems] == [
        "渠道!A3：与第 2 行重复：同一对象、同一起始日期"
    ]


def test_two_times_of_the_same_are_no_repetition() -> None:
    grid = Grid(
        "渠道", (("代码", "名称", "起始日期"), ("qr", "扫码", "2026-09-01"), ("qr", "码", "2027-09-01"))
    )
    found = read(_beside(grid))
    assert (found.problems, len(found.lists.channels)) == ((), 2)


def test_an_unknown_sheet_names_the_nearest() -> None:
    assert "人员" in _one(read(_beside(Grid("人员表", (("编号",),))))).told().zh


def test_an_empty_sheet_that_every_new_workbook_has_is_no_mistake() -> None:
    assert read(_beside(Grid("Sheet1", ((None, " "),)))).problems == ()


def test_a_sheet_under_both_of_its_names_is_told() -> None:
    assert _one(read(_beside(Grid("channels", ()), Grid("渠道", ())))).where == "渠道"


def test_a_column_twice_is_told() -> None:
    grid = Grid("渠道", (("代码", "名称", "起始日期", "code"), ("qr", "扫码", "2026-09-01", "sms")))
    assert _one(read(_beside(grid))).where == "渠道!D1"


def test_a_township_has_one_row() -> None:
    named = (("区划代码", "名称", "县", "市"), *(((f"33092129{n}", "试乡", "试县", "试市")) for n in (1, 2)))
    assert _one(read((Grid("乡镇", named),))).where == "乡镇!A3"


def test_half_a_place_is_told_at_the_half_that_is_missing() -> None:
    assert _one(read(changed({("村社", "D4"): None}))).where == "村社!D4"


class Found:
    """As ``directory.problems`` finds it."""

    list = "posts"
    key = ("office-1", "office", "")
    since = read_sample(XIUSHAN).rules[0].since
    field = "person_id"
    sentence = "directory.sheet.missing"
    values = (("heading", "人员编号"),)


def test_what_does_not_fit_together_is_told_at_its_row() -> None:
    filled = read(changed({}))
    row = next(n for n, row in enumerate(changed({})[6].rows, 1) if row[0] == "office-1")
    assert [one.where for one in by_cell([Found()], filled.places)] == [f"任职!A{row}"]
    assert [one.where for one in by_cell([Found()], {})] == ["任职"]


def _beside(*grids: Grid) -> tuple[Grid, ...]:
    return (changed({})[0], *grids)


def _one(filled: Filled) -> SheetProblem:
    (found,) = filled.problems
    return found
