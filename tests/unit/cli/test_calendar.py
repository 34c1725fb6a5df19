"""``youyue calendar``: what is in force, what a notice would change, and taking it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.calendar import calendar

NOTICE = """day,kind,name,source
2027-01-01,holiday,元旦,试
2027-02-05,holiday,春节,试
2027-02-20,workday,春节,试
2027-04-05,holiday,清明节,试
2027-05-01,holiday,劳动节,试
2027-06-09,holiday,端午节,试
2027-09-15,holiday,中秋节,试
2027-10-01,holiday,国庆节,试
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "own.csv"
    monkeypatch.setenv("YOUYUE_CALENDAR", str(file))
    return file


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    file = tmp_path / "notice.csv"
    file.write_text(NOTICE, "utf-8")
    return file


def youyue(*arguments: object) -> Result:
    return CliRunner().invoke(calendar, [str(argument) for argument in arguments])


@pytest.mark.usefixtures("own")
def test_a_year_is_shown_with_its_sources_and_whether_it_is_published() -> None:
    known, ahead, beyond = youyue("show", 2026), youyue("show", 2030), youyue("show", 2100)

    assert "2026年10月10日（周六）  上班  国庆节  chinesecalendar+holidays" in known.output
    assert "暂定" not in known.output
    assert "holidays+lunardate" in ahead.output
    assert "暂定" in ahead.output
    assert "不在日历表中" in beyond.output


def test_a_dry_run_says_which_days_change_and_writes_nothing(own: Path, notice: Path) -> None:
    for arguments in (("check", notice), ("import", notice, "--dry-run")):
        result = youyue(*arguments)
        assert result.exit_code == 0
        assert "2027年2月9日（周二）：春节放假 → 上班" in result.output
        assert "2027年2月20日（周六）：周末 → 上班" in result.output
        assert "2027年不再是暂定" in result.output
        assert not own.exists()


def test_a_notice_is_taken_once(own: Path, notice: Path) -> None:
    assert "已写入" in youyue("import", notice).output
    written = own.read_bytes()
    again = youyue("import", notice)

    assert (again.exit_code, "2027年没有变化" in again.output, "已写入" in again.output) == (0, True, False)
    assert own.read_bytes() == written
    assert "暂定" not in youyue("show", 2027).output


def test_a_corrected_notice_takes_the_place_of_the_first(own: Path, notice: Path) -> None:
    youyue("import", notice)
    notice.write_text(NOTICE.replace("2027-02-20", "2027-02-21"), "utf-8")
    result = youyue("import", notice)

    assert "2027年2月20日（周六）：上班 → 周末" in result.output
    assert "2027年2月21日（周日）：周末 → 上班" in result.output
    assert "2027-02-20" not in own.read_text("utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
@pytest.mark.usefixtures("own")
def test_a_table_is_read_as_offices_save_it(notice: Path, encoding: str) -> None:
    notice.write_text(NOTICE, encoding)

    assert youyue("check", notice).exit_code == 0


@pytest.mark.usefixtures("own")
def test_the_words_of_a_notice_are_read(tmp_path: Path) -> None:
    text = tmp_path / "notice.txt"
    names = ("清明节：4月5日", "劳动节：5月1日", "端午节：6月9日", "中秋节：9月15日", "国庆节：10月1日")
    lines = [
        "元旦：1月1日（周五）放假，共1天。",
        "春节：2月5日至12日放假，共8天。",
        *(f"{name}放假。" for name in names),
    ]
    text.write_text("\n".join(lines), "utf-8")

    assert "请保留通知的标题" in youyue("check", text).output
    assert "2027年2月12日（周五）：上班 → 春节放假" in youyue("check", text, "--year", 2027).output


@pytest.mark.usefixtures("own")
def test_what_is_wrong_is_said_by_line_and_nothing_is_written(own: Path, notice: Path) -> None:
    notice.write_text(NOTICE.replace("2027-02-20", "2027-02-19").replace("workday", "上班"), "utf-8")
    result = youyue("import", notice)

    assert result.exit_code == 1
    assert "第4行：2027年2月19日（周五）本来就上班" in result.output
    assert not own.exists()


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00",
        b"",
        b"\x00" * 10,
        b"x" * 1_000_001,
        b"day,kind,name,source\n" + b"x" * 500_000,
        b"day,kind,name,source\n\x00",
    ],
    ids=len,
)
def test_what_is_no_notice_is_refused(notice: Path, content: bytes) -> None:
    notice.write_bytes(content)

    result = youyue("check", notice)

    assert isinstance(result.exception, SystemExit)
    assert (result.exit_code, result.output.strip() != "") == (1, True)


@pytest.mark.usefixtures("own")
def test_a_file_that_is_not_there_or_of_another_year_is_refused(tmp_path: Path, notice: Path) -> None:
    assert "读不到文件" in youyue("check", tmp_path / "none.csv").output
    assert "不是2028年" in youyue("check", notice, "--year", 2028).output


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_year_that_nobody_can_mean_is_refused(notice: Path, year: str) -> None:
    notice.write_text(NOTICE.replace("2027", year), "utf-8")

    assert "年太远" in youyue("check", notice).output


def test_a_file_that_cannot_be_written_is_named(
    notice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YOUYUE_CALENDAR", str(tmp_path / "none" / "own.csv"))

    assert "写不了文件" in youyue("import", notice).output


def test_without_the_setting_nothing_is_taken(notice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YOUYUE_CALENDAR", raising=False)
    result = youyue("import", notice)

    assert (result.exit_code, "请先设置 YOUYUE_CALENDAR" in result.output) == (1, True)


def test_a_broken_file_of_ones_own_is_named(own: Path, notice: Path) -> None:
    own.write_text("nonsense", "utf-8")
    result = youyue("check", notice)

    assert (result.exit_code, "YOUYUE_CALENDAR 所指的文件不对" in result.output) == (1, True)
