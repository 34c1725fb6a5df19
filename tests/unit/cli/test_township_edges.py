"""``youyue township import``: what a file must not do in silence."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from cli.township import commands
from demo.townships import XIUSHAN, read_sample
from shared.language.directory.sheets.files import write_sheets
from shared.language.directory.sheets.writing import written
from tests.support.township import TOWNSHIP, xiushan
from tests.unit.cli.keeper import Keeper

Fill = Callable[..., Path]


@pytest.fixture
def keeper(monkeypatch: pytest.MonkeyPatch) -> Keeper:
    keeper = Keeper()
    keeper.kept[TOWNSHIP] = xiushan()
    monkeypatch.setattr(commands, "standing", keeper.standing)
    monkeypatch.setattr(commands, "standings", keeper.standings)
    monkeypatch.setattr(commands, "ask_each", keeper.ask)
    return keeper


@pytest.fixture
def book(tmp_path: Path) -> Fill:
    """The sample's workbook, changed by a function."""

    def fill(change: Callable[[Any], object] = lambda book: None, name: str = XIUSHAN) -> Path:
        sample = read_sample(name)
        path = tmp_path / f"{name}.xlsx"
        write_sheets(written(sample.township_id, sample.profile, sample.rules, sample.lists), path)
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
        return path

    return fill


def youyue(*words: object, says: str = "") -> Result:
    return CliRunner().invoke(commands.township, [str(word) for word in words], input=says)


def with_rows(sheet: str, *rows: tuple[object, ...]) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        for row in rows:
            book[sheet].append(row)

    return change


def without(sheet: str) -> Callable[[Any], None]:
    return lambda book: book.remove(book[sheet])


def emptied(*sheets: str) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        for sheet in sheets:
            book[sheet].delete_rows(2, 10_000)

    return change


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (("2027-01-01", "atlantis", "", "主席团"), "规则!B3："),
        (("2027-01-01", "zhejiang", "refusal.decline_within=someday", "主席团"), "规则!C3："),
        (("2027-01-01", "zhejiang", "refusal.nonsense=5", "主席团"), "规则!C3："),
        (("2027-01-01", "zhejiang", "clock.usual=no_such_rule", "主席团"), "规则!C3："),
    ],
)
def test_rules_by_which_nothing_can_be_decided_are_named_before_anything_is_sent(
    row: tuple[object, ...], cell: str, keeper: Keeper, book: Fill
) -> None:
    path = book(with_rows("规则", row))
    for words in (("check",), ("import", "--dry-run"), ("import",)):
        refused = youyue(words[0], path, *words[1:])
        assert (refused.exit_code, cell in refused.output) == (1, True)
    assert keeper.sent == []


def test_rules_that_return_to_todays_numbers_are_entered_with_those_between(
    keeper: Keeper, book: Fill
) -> None:
    between = ("2027-01-01", "zhejiang", "refusal.decline_within=5 working_days", "主席团", "试行")
    path = book(with_rows("规则", between, ("2027-06-01", "zhejiang", "", "主席团", "试行结束")))
    youyue("import", path)
    days = [one.since for one in keeper.kept[TOWNSHIP].rules]
    assert days[-2:] == [date(2027, 1, 1), date(2027, 6, 1)]
    keeper.sent.clear()
    assert "没有变化" in youyue("import", path).output
    assert keeper.sent == []


def test_a_sheet_that_is_not_there_ends_nothing_and_misses_nothing(keeper: Keeper, book: Fill) -> None:
    path = book(without("会议室"))
    assert "不在文件中" not in youyue("import", path).output
    assert "没有变化" in youyue("import", path, "--end-missing", "2026-09-30").output
    assert keeper.sent == []


def test_a_list_is_not_ended_whole_before_somebody_says_yes(keeper: Keeper, book: Fill) -> None:
    path = book(emptied("会议室"))
    count = len(xiushan().lists.rooms)
    words = ("import", path, "--end-missing", "2026-09-30")
    assert f"“会议室”的 {count} 条将全部截止" in youyue(*words, "--dry-run").output
    refused = youyue(*words, says="n\n")
    assert (refused.exit_code, keeper.sent) == (1, [])
    assert youyue(*words, "--yes").exit_code == 0
    assert {room.until for room in keeper.kept[TOWNSHIP].lists.rooms} == {date(2026, 9, 30)}


def test_a_list_of_which_something_stays_is_ended_without_a_question(keeper: Keeper, book: Fill) -> None:
    path = book(lambda book: book["会议室"].delete_rows(3, 1))
    assert youyue("import", path, "--end-missing", "2026-09-30").exit_code == 0
    assert len(keeper.sent) == 1


def test_an_older_file_that_revives_somebody_is_warned_of(keeper: Keeper, book: Fill) -> None:
    youyue("import", book(lambda book: book["会议室"].cell(2, 6, "2026-08-31")))
    assert keeper.kept[TOWNSHIP].lists.rooms[0].until == date(2026, 8, 31)
    shown = youyue("import", book(), "--dry-run").output
    assert "恢复" in shown
    assert "1 条现有的截止日期将取消" in shown


def test_a_last_day_that_the_next_row_contradicts_is_named_by_its_cell(keeper: Keeper, book: Fill) -> None:
    def change(book: Any) -> None:
        sheet = book["会议室"]
        sheet["F2"] = "2027-12-31"
        sheet.append((sheet["A2"].value, "新厅", sheet["C2"].value, 30, "2027-01-01"))

    path = book(change)
    for command in ("check", "import"):
        refused = youyue(command, path)
        assert (refused.exit_code, "会议室!F2：" in refused.output) == (1, True)
    assert keeper.sent == []


def test_what_a_mistake_had_ended_is_reopened_by_its_own_row(keeper: Keeper, book: Fill) -> None:
    def mistaken(until: str | None, earlier: str | None) -> Callable[[Any], None]:
        def change(book: Any) -> None:
            sheet = book["会议室"]
            sheet["F2"] = earlier
            sheet.append((sheet["A2"].value, "误填", sheet["C2"].value, 30, "2027-01-01", until))

        return change

    youyue("import", book(mistaken(None, None)))
    assert keeper.kept[TOWNSHIP].lists.rooms[0].until == date(2026, 12, 31)
    withdrawn = youyue("import", book(mistaken("2026-12-31", "2026-12-31")))
    assert "前一条仍为截止" in withdrawn.output
    youyue("import", book(mistaken("2026-12-31", None)))
    assert keeper.kept[TOWNSHIP].lists.rooms[0].until is None


@pytest.mark.parametrize(
    ("option", "value"), [("--reason", "长" * 10_001), ("--as", "x" * 300), ("--as", "人大办:office")]
)
def test_an_option_that_no_command_can_carry_is_said_in_a_sentence(
    option: str, value: str, keeper: Keeper, book: Fill
) -> None:
    path = book(lambda book: setattr(book["会议室"]["B2"], "value", "新厅"))
    refused = youyue("import", path, option, value)
    assert (refused.exit_code, f"{option}：" in refused.output, keeper.sent) == (2, True, [])


def test_a_blank_after_the_name_of_a_sheet_is_not_another_sheet(keeper: Keeper, book: Fill) -> None:
    path = book(lambda book: setattr(book["会议室"], "title", "会议室 "))
    assert youyue("check", path).exit_code == 0
