"""Sheets in a folder of CSV."""

from pathlib import Path
from unicodedata import normalize

import pytest

from demo.townships import SAMPLES, read_sample
from shared.language.directory.sheets.folder import read_folder, write_folder
from shared.language.directory.sheets.grid import ROWS, Grid
from shared.language.directory.sheets.reading import read
from shared.language.directory.sheets.writing import template, written
from tests.unit.sheets.lists import people, person, sheets_of

HEADINGS = "编号,姓名,起始日期,截止日期\n"


def only(folder: Path) -> Grid:
    grids, problems = read_folder(folder)
    assert problems == ()
    return grids[0]


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_written_is_read_back(name: str, tmp_path: Path) -> None:
    sample = read_sample(name)
    write_folder(written(sample.township_id, sample.profile, sample.rules, sample.lists), tmp_path)
    back = read(*read_folder(tmp_path))
    assert (back.problems, back.profile, back.rules) == ((), sample.profile, sample.rules)
    assert back.lists == sample.lists


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_office_programs_write_in_several_encodings(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "人员.csv").write_bytes((HEADINGS + "p-1,䶮㙍某,2026-09-01,\n").encode(encoding))
    assert only(tmp_path).rows[1][1] == "䶮㙍某"


def test_a_file_of_other_bytes_is_named(tmp_path: Path) -> None:
    (tmp_path / "人员.csv").write_bytes(b"\xff\xff\xff,1\n")
    _, problems = read_folder(tmp_path)
    assert [(one.where, one.key) for one in problems] == [("人员", "directory.sheet.not_text")]


def test_a_quotation_mark_left_open_is_named(tmp_path: Path) -> None:
    (tmp_path / "人员.csv").write_text(HEADINGS + 'p-1,"某人,2026-09-01,\n', "utf-8")
    _, problems = read_folder(tmp_path)
    assert problems[0].told().zh.startswith("人员：")


@pytest.mark.parametrize("name", ["=1+1", "+86", "-1", "@某", "'某", "'=1"])
def test_no_spreadsheet_computes_what_somebody_is_called(name: str, tmp_path: Path) -> None:
    lists = people(person("p-1", f"{name}号"))
    write_folder(sheets_of(lists), tmp_path)
    stored = (tmp_path / "人员.csv").read_text("utf-8-sig").splitlines()[1]
    assert stored.split(",")[1].startswith("'")
    assert read(*read_folder(tmp_path)).lists == lists


def test_a_file_may_be_called_by_the_code_of_its_list_and_by_any_spelling_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("person_id,name,since\np-1,某人,2026-09-01\n", "utf-8")
    (tmp_path / (normalize("NFD", "会议室") + ".CSV")).write_text("", "utf-8")
    grids, _ = read_folder(tmp_path)
    assert {grid.title for grid in grids} == {"people", "会议室"}
    assert read(grids).lists == people(person("p-1"))


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "说明.txt").write_text("给自己看的", "utf-8")
    assert read_folder(tmp_path) == ((), ())


def test_a_file_with_more_rows_than_any_list_is_named(tmp_path: Path) -> None:
    (tmp_path / "人员.csv").write_text(HEADINGS + "p,某人,2026-09-01,\n" * (ROWS + 1), "utf-8")
    _, problems = read_folder(tmp_path)
    assert [one.key for one in problems] == ["directory.sheet.too_many_rows"]


def test_the_template_says_only_that_it_is_not_filled_in(tmp_path: Path) -> None:
    write_folder(template(), tmp_path)
    assert [one.key for one in read(*read_folder(tmp_path)).problems] == ["directory.sheet.no_sheet"]
