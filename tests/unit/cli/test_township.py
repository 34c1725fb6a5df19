"""``youyue township``: from the blank sheets to a township and back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.township import commands
from demo.townships import XIUSHAN, YUNJIAO, read_sample
from shared.kernel.settings.settings import SettingsError
from shared.language.contracts.directory import (
    AmendTownship,
    TownshipLists,
)
from shared.language.directory.sheets.files import read_sheets, write_sheets
from shared.language.directory.sheets.writing import written
from tests.support.township import TOWNSHIP, xiushan
from tests.unit.cli.keeper import Keeper


@pytest.fixture
def keeper(monkeypatch: pytest.MonkeyPatch) -> Keeper:
    keeper = Keeper()
    monkeypatch.setattr(commands, "standing", keeper.standing)
    monkeypatch.setattr(commands, "standings", keeper.standings)
    monkeypatch.setattr(commands, "ask_each", keeper.ask)
    return keeper


@pytest.fixture
def sheets(tmp_path: Path) -> Callable[..., Path]:
    """A file of a sample, its lists changed by a function."""

    def fill(name: str = XIUSHAN, change: Callable[[TownshipLists], TownshipLists] | None = None) -> Path:
        sample = read_sample(name)
        lists = change(sample.lists) if change else sample.lists
        path = tmp_path / f"{name}.xlsx"
        write_sheets(written(sample.township_id, sample.profile, sample.rules, lists), path)
        return path

    return fill


Fill = Callable[..., Path]


def youyue(*words: object) -> Result:
    return CliRunner().invoke(commands.township, [str(word) for word in words])


def renamed(lists: TownshipLists) -> TownshipLists:
    rooms = (lists.rooms[0].model_copy(update={"name": "新约见厅"}), *lists.rooms[1:])
    return lists.model_copy(update={"rooms": rooms})


def without_last_person(lists: TownshipLists) -> TownshipLists:
    gone = lists.people[-1].person_id
    return lists.model_copy(
        update={
            "people": lists.people[:-1],
            "posts": tuple(post for post in lists.posts if post.person_id != gone),
        }
    )


@pytest.mark.parametrize("name", [XIUSHAN, YUNJIAO])
@pytest.mark.parametrize("out", ["out.xlsx", "out"])
def test_what_is_taken_in_comes_out_equal(
    name: str, out: str, keeper: Keeper, sheets: Fill, tmp_path: Path
) -> None:
    assert youyue("import", sheets(name), "--add").exit_code == 0
    sample = read_sample(name)
    assert youyue("export", sample.township_id, "--out", tmp_path / out).exit_code == 0
    back = read_sheets(tmp_path / out)
    assert (back.problems, back.profile, back.lists) == ((), sample.profile, sample.lists)
    assert [(r.rule_set, r.overrides) for r in back.rules] == [
        (r.rule_set, r.overrides) for r in sample.rules
    ]


def test_numbers_of_its_own_hold_from_the_first_day(keeper: Keeper, sheets: Fill) -> None:
    youyue("add", sheets(YUNJIAO))
    (rules,) = keeper.kept["330921203"].rules
    assert (rules.since, rules.overrides[0].number) == (date(2024, 1, 1), "refusal.decline_within")


def test_a_second_import_says_so_and_sends_nothing(keeper: Keeper, sheets: Fill) -> None:
    youyue("add", sheets(YUNJIAO))
    keeper.sent.clear()
    again = youyue("import", sheets(YUNJIAO))
    assert (again.exit_code, keeper.sent) == (0, [])
    assert "没有变化" in again.output


def test_a_dry_run_shows_the_difference_and_sends_nothing(keeper: Keeper, sheets: Fill) -> None:
    keeper.kept[TOWNSHIP] = xiushan()
    shown = youyue("import", sheets(change=renamed), "--dry-run")
    assert (shown.exit_code, keeper.sent) == (0, [])
    assert "新约见厅" in shown.output
    assert "更改" in shown.output


def test_only_what_has_changed_is_sent_with_its_reason(keeper: Keeper, sheets: Fill) -> None:
    keeper.kept[TOWNSHIP] = xiushan()
    done = youyue("import", sheets(change=renamed), "--reason", "换了名", "--as", "office-1")
    assert done.exit_code == 0
    (sent,) = keeper.sent
    amend = AmendTownship.model_validate(sent.data)
    assert (amend.reason, sent.actorid, sent.actorrole) == ("换了名", "office-1", "office")
    assert [len(entries) for _, entries in amend.lists.each() if entries] == [1]


def test_what_was_looked_at_is_sent_so_that_nobody_else_is_overwritten(keeper: Keeper, sheets: Fill) -> None:
    youyue("import", sheets(), "--add")
    for change in (renamed, without_last_person):
        youyue("import", sheets(change=change), "--end-missing", "2026-12-31")
    assert [sent.data.get("expected_edition") for sent in keeper.sent] == [None, 1, 2]


def test_who_is_not_in_the_file_stays_unless_a_last_day_is_given(keeper: Keeper, sheets: Fill) -> None:
    keeper.kept[TOWNSHIP] = xiushan()
    path = sheets(change=without_last_person)
    told = youyue("import", path)
    assert "不在文件中" in told.output
    assert keeper.sent == []
    youyue("import", path, "--end-missing", "2026-09-30")
    last = keeper.kept[TOWNSHIP].lists.people[-1]
    assert last.until == date(2026, 9, 30)
    assert len(keeper.kept[TOWNSHIP].lists.people) == len(xiushan().lists.people)


def test_an_unknown_township_is_not_founded_by_the_way(keeper: Keeper, sheets: Fill) -> None:
    refused = youyue("import", sheets())
    assert (refused.exit_code, keeper.sent) == (1, [])
    assert "township add" in refused.output


def test_a_township_is_founded_once(keeper: Keeper, sheets: Fill) -> None:
    keeper.kept[TOWNSHIP] = xiushan()
    refused = youyue("add", sheets())
    assert (refused.exit_code, keeper.sent) == (1, [])


def test_several_townships_are_taken_in_at_once(keeper: Keeper, sheets: Fill) -> None:
    assert youyue("import", sheets(XIUSHAN), sheets(YUNJIAO), "--add").exit_code == 0
    assert set(keeper.kept) == {read_sample(name).township_id for name in (XIUSHAN, YUNJIAO)}


def test_of_several_townships_none_is_entered_before_all_are_right(
    keeper: Keeper, sheets: Fill, tmp_path: Path
) -> None:
    blank = tmp_path / "blank.xlsx"
    youyue("template", "--out", blank)
    assert youyue("add", sheets(XIUSHAN), blank).exit_code == 1
    assert keeper.sent == []


def test_one_township_in_two_files_is_said(keeper: Keeper, sheets: Fill, tmp_path: Path) -> None:
    first = sheets(YUNJIAO)
    second = first.rename(tmp_path / "another.xlsx")
    refused = youyue("add", second, sheets(YUNJIAO))
    assert (refused.exit_code, keeper.sent) == (2, [])
    assert "330921203" in refused.output


def test_a_refusal_is_said_in_words_and_nothing_more_is_sent(keeper: Keeper, sheets: Fill) -> None:
    keeper.refuses = True
    refused = youyue("add", sheets(YUNJIAO))
    assert (refused.exit_code, len(keeper.sent)) == (1, 1)
    assert "名录前后不一" in refused.output


def test_what_is_wrong_in_a_cell_is_said_and_nothing_is_sent(keeper: Keeper, sheets: Fill) -> None:
    path = sheets()
    import openpyxl

    book = openpyxl.load_workbook(path)
    book["人员"]["C7"] = "?"
    book.save(path)
    for command in ("check", "import", "add"):
        refused = youyue(command, path)
        assert refused.exit_code == 1
        assert "人员!C7：" in refused.output
    assert keeper.sent == []


def test_the_template_cannot_be_taken_in_before_it_is_filled(keeper: Keeper, tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    assert youyue("template", "--out", path).exit_code == 0
    assert "乡镇" in youyue("check", path).output


def test_a_file_that_is_not_there_is_said(keeper: Keeper, tmp_path: Path) -> None:
    refused = youyue("check", tmp_path / "none.xlsx")
    assert refused.exit_code == 2
    assert "没有这个文件" in refused.output


def test_a_checked_file_says_how_much_is_in_it(sheets: Fill) -> None:
    assert "没有发现错误" in youyue("check", sheets()).output


def test_nobody_acts_in_a_role_that_there_is_not(keeper: Keeper, sheets: Fill) -> None:
    assert youyue("import", sheets(), "--as", "office-1:king").exit_code == 2


@pytest.mark.parametrize("words", [("add",), ("import", "--add")])
def test_a_broker_without_a_database_is_refused_before_another_platforms_lists_are_read(
    keeper: Keeper, sheets: Fill, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("YOUYUE_DATABASE_URL", "DATABASE_URL", "YOUYUE_DIRECTORY_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    refused = youyue(*words, sheets(), "--broker-url", "amqp://partner-demo:demo@broker.example:5672/")
    assert isinstance(refused.exception, SettingsError)
    assert "YOUYUE_DIRECTORY_DATABASE_URL" in str(refused.exception)
    assert keeper.sent == []
