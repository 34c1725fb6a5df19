"""Sheets in one workbook."""

from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from demo.townships import SAMPLES, read_sample
from shared.language.contracts.directory import Department, Outline, Post, TownshipLists, Village
from shared.language.contracts.envelope import Role
from shared.language.directory.sheets.comparing import difference
from shared.language.directory.sheets.grid import ROWS, Grid, TooLong
from shared.language.directory.sheets.reading import Filled, read
from shared.language.directory.sheets.workbook import read_workbook, write_workbook
from shared.language.directory.sheets.writing import template, written
from tests.support.effort import least
from tests.unit.sheets.lists import DAY, people, person, sheets_of

SOON = 8
"""Seconds; twice as long as it takes on a slow machine."""


def back(path: Path) -> Filled:
    return read(*read_workbook(path))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "名录.xlsx"


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_written_is_read_back(name: str, path: Path) -> None:
    sample = read_sample(name)
    write_workbook(written(sample.township_id, sample.profile, sample.rules, sample.lists), path)
    found = back(path)
    assert (found.problems, found.profile, found.rules) == ((), sample.profile, sample.rules)
    assert found.lists == sample.lists


def test_an_outline_is_read_back(path: Path) -> None:
    ring = [["122.1", "30.1"], ["122.2", "30.1"], ["122.2", "30.25"], ["122.1", "30.1"]]
    outline = Outline.model_validate({"coordinates": [ring]})
    lists = TownshipLists(villages=(Village(since=DAY, code="V1", name="东村", outline=outline),))
    write_workbook(sheets_of(lists), path)
    assert back(path).lists == lists


@pytest.mark.parametrize("name", ["=1+1号", "+某", "-某", "@某"])
def test_what_looks_like_a_formula_is_text_and_stays_it(name: str, path: Path) -> None:
    lists = people(person("p-1", name))
    write_workbook(sheets_of(lists), path)
    cell = openpyxl.load_workbook(path)["人员"]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (name, "s", True)
    assert back(path).lists == lists


def test_a_formula_that_somebody_entered_is_never_computed(path: Path) -> None:
    write_workbook(sheets_of(people(person("p-1"))), path)
    book = openpyxl.load_workbook(path)
    book["人员"]["B2"] = "=1+1"
    book["人员"]["C2"] = "=TODAY()"
    book["人员"]["B3"] = ArrayFormula("B3:B3", "=SUM(1,2)")
    book["人员"]["A3"], book["人员"]["C3"] = "p-2", "2026-09-01"
    book.save(path)
    found = back(path)
    assert [one.where for one in found.problems] == ["人员!C2"]
    assert "=TODAY()" in found.problems[0].told().zh
    assert [one.name for one in found.lists.people] == ["=SUM(1,2)"]


def test_codes_and_telephones_keep_their_zeros(path: Path) -> None:
    lists = TownshipLists(departments=(Department(since=DAY, code="007", name="水务站", phone="0580-1"),))
    write_workbook(sheets_of(lists), path)
    assert back(path).lists == lists


def test_days_are_days_and_roles_are_offered_in_a_list(path: Path) -> None:
    write_workbook(sheets_of(people(person("p-1"))), path)
    book = openpyxl.load_workbook(path)
    assert book["人员"]["C2"].value.date() == DAY
    assert book["人员"].freeze_panes == "A2"
    offered = [rule.formula1 for rule in book["任职"].data_validations.dataValidation]
    assert any("部门承办人" in formula for formula in offered)


def test_the_template_explains_every_column(path: Path) -> None:
    write_workbook(template(), path)
    book = openpyxl.load_workbook(path)
    explained = {(row[0].value, row[1].value) for row in book["说明"].iter_rows(min_row=2)}
    asked = {(sheet.title, cell.value) for sheet in book.worksheets[1:] for cell in sheet[1]}
    assert explained == asked


def test_rows_and_columns_may_be_left_blank_and_moved(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("人员")
    for at, heading in ((1, "起始日期"), (3, "姓名"), (4, "编号")):
        sheet.cell(1, at, heading)
    for at, value in ((1, date(2026, 9, 1)), (3, "某人"), (4, "p-1")):
        sheet.cell(900, at, value)
    book.save(path)
    assert back(path).lists == people(person("p-1"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and no more", b"\xd0\xcf\x11\xe0 an old workbook"])
def test_what_is_no_workbook_is_said_to_be_none(content: bytes, path: Path) -> None:
    path.write_bytes(content)
    assert [one.key for one in read_workbook(path)[1]] == ["directory.sheet.not_a_workbook"]


def test_a_workbook_whose_parts_are_broken_is_said_to_be_none(path: Path) -> None:
    write_workbook(sheets_of(TownshipLists()), path)
    with ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    with ZipFile(path, "w") as broken:
        for name, content in parts.items():
            broken.writestr(name, content[: len(content) // 2] if "sheet2" in name else content)
    assert [one.key for one in read_workbook(path)[1]] == ["directory.sheet.not_a_workbook"]


def test_a_small_file_that_unpacks_to_a_huge_one_is_not_unpacked(path: Path) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 120_000_000)
    assert path.stat().st_size < 1_000_000
    assert [one.key for one in read_workbook(path)[1]] == ["directory.sheet.too_large"]


def test_a_row_beyond_every_list_is_named(path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("人员").cell(ROWS + 5000, 1, "p-1")
    book.save(path)
    assert [(one.where, one.key) for one in read_workbook(path)[1]] == [
        ("人员", "directory.sheet.too_many_rows")
    ]


def test_a_cell_that_a_workbook_would_cut_off_is_not_written(path: Path) -> None:
    with pytest.raises(TooLong, match="村社!A2"):
        write_workbook([Grid("村社", (("地名",), ("长" * 40_000,)))], path)
    assert not path.exists()


def test_three_thousand_people_are_read_and_compared_in_a_few_seconds(path: Path) -> None:
    departments = tuple(Department(since=DAY, code=f"d{n}", name=f"部门{n}") for n in range(200))
    many = tuple(person(f"p-{n}", f"某人{n}") for n in range(3000))
    posts = tuple(
        Post(since=DAY, person_id=f"p-{n}", role=Role.DEPARTMENT, department=f"d{n % 200}")
        for n in range(3000)
    )
    lists = TownshipLists(departments=departments, people=many, posts=posts)
    write_workbook(sheets_of(lists), path)
    wanted = back(path).lists
    assert difference(lists, wanted) == TownshipLists()
    assert least(lambda: difference(lists, back(path).lists), SOON) <= SOON
    assert len(wanted.people) == 3000
