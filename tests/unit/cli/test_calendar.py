"""``youyue calendar``: what is in force, what a notice would change, and taking it."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.calendar import calendar
from cli.moving import Move
from shared.language.behaviour import Law
from shared.language.contracts.directory import NoticeDay, TakeNotice, TownshipSnapshot
from shared.language.contracts.envelope import Envelope
from shared.language.directory.changing import with_notice
from tests.support.township import OTHER_TOWNSHIP, TOWNSHIP, xiushan

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


@dataclass
class Office:
    """Townships as directory has them, and what was sent to it."""

    there: dict[str, TownshipSnapshot]
    sent: list[Envelope] = field(default_factory=list)
    refusal: str = ""

    async def townships(self, ids: tuple[str, ...]) -> dict[str, TownshipSnapshot]:
        return {id: one for id, one in self.there.items() if not ids or id in ids}

    async def moves(self, township: str, law: Law, because: str) -> list[Move]:
        due = law.calendar.next_working_day(date(2027, 2, 9)).isoformat()
        return [Move("handling", "item", "i-1", "due_on", "2027-02-11", due)]

    def ask_once(self, envelope: Envelope, broker_url: str | None, console_url: str) -> Envelope:
        self.sent.append(envelope)
        type = "directory.command.refused.v1" if self.refusal else "directory.township.notice_taken.v1"
        said = {"reason": {"zh": self.refusal, "en": "no"}} if self.refusal else {}
        return envelope.model_copy(update={"type": type, "data": said})


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    office = Office({code: xiushan(code) for code in (TOWNSHIP, OTHER_TOWNSHIP)})
    for name in ("townships", "moves", "ask_once"):
        monkeypatch.setattr(f"cli.calendar.{name}", getattr(office, name))
    return office


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    file = tmp_path / "notice.csv"
    file.write_text(NOTICE, "utf-8")
    return file


def youyue(*arguments: object) -> Result:
    return CliRunner().invoke(calendar, [str(argument) for argument in arguments])


def test_a_year_is_shown_with_its_sources_and_whether_it_is_published() -> None:
    known, ahead, beyond = youyue("show", 2026), youyue("show", 2030), youyue("show", 2100)

    assert "2026年10月10日（周六）  上班  国庆节  chinesecalendar+holidays" in known.output
    assert "暂定" not in known.output
    assert "holidays+lunardate" in ahead.output
    assert "暂定" in ahead.output
    assert "不在日历表中" in beyond.output


def test_a_year_of_a_township_says_whether_it_has_taken_a_notice(office: Office, notice: Path) -> None:
    youyue("import", notice, "--yes", "--township", TOWNSHIP)
    taken = TakeNotice.model_validate(office.sent[0].data).notice
    office.there[TOWNSHIP] = with_notice(office.there[TOWNSHIP], taken)
    here, there = (youyue("show", 2027, "--township", code).output for code in (TOWNSHIP, OTHER_TOWNSHIP))
    assert ("已采用2027年" in here, "2027年2月20日（周六）  上班  春节  试" in here) == (True, True)
    assert ("没有采用2027年" in there, "暂定" in there) == (True, True)
    assert youyue("show", 2027, "--township", "999999999").exit_code == 1


def test_a_check_says_which_days_change(office: Office, notice: Path) -> None:
    result = youyue("check", notice)
    assert result.exit_code == 0
    assert "2027年2月9日（周二）：春节放假 → 上班" in result.output
    assert "2027年2月20日（周六）：周末 → 上班" in result.output
    assert "2027年不再是暂定" in result.output
    assert office.sent == []


def test_a_dry_run_says_which_deadlines_would_move_and_sends_nothing(office: Office, notice: Path) -> None:
    result = youyue("import", notice, "--dry-run", "--township", TOWNSHIP)
    assert result.exit_code == 0
    assert "2027年2月9日（周二）：春节放假 → 上班" in result.output
    assert "handling.item i-1  due_on: 2027-02-11 → 2027-02-09" in result.output
    assert "1件" in result.output
    assert office.sent == []


def test_every_township_takes_the_notice_or_those_that_are_named(office: Office, notice: Path) -> None:
    assert youyue("import", notice, "--yes").exit_code == 0
    assert [envelope.tenant for envelope in office.sent] == [TOWNSHIP, OTHER_TOWNSHIP]
    command = TakeNotice.model_validate(office.sent[0].data)
    assert (command.notice.year, command.notice.source) == (2027, "试")
    assert command.notice.days[2] == NoticeDay(day=date(2027, 2, 20), kind="makeup_workday", name="春节")

    office.sent.clear()
    youyue("import", notice, "--yes", "--township", OTHER_TOWNSHIP)
    assert [envelope.tenant for envelope in office.sent] == [OTHER_TOWNSHIP]


def test_nothing_is_sent_unless_it_is_agreed_to(office: Office, notice: Path) -> None:
    result = CliRunner().invoke(calendar, ["import", str(notice)], input="n\n")
    assert (result.exit_code, office.sent) == (1, [])


def test_a_notice_is_taken_once(office: Office, notice: Path) -> None:
    youyue("import", notice, "--yes")
    taken = TakeNotice.model_validate(office.sent[0].data).notice
    office.there = {code: with_notice(one, taken) for code, one in office.there.items()}
    office.sent.clear()
    again = youyue("import", notice, "--yes")
    assert (again.exit_code, "2027年没有变化" in again.output, office.sent) == (0, True, [])

    notice.write_text(NOTICE.replace("2027-02-20", "2027-02-21"), "utf-8")
    corrected = youyue("import", notice, "--yes").output
    assert "2027年2月20日（周六）：上班 → 周末" in corrected
    assert "2027年2月21日（周日）：周末 → 上班" in corrected


def test_a_township_that_is_not_there_is_named(office: Office, notice: Path) -> None:
    result = youyue("import", notice, "--yes", "--township", "999999999")
    assert (result.exit_code, "999999999" in result.output, office.sent) == (1, True, [])


def test_an_actor_that_is_none_is_said_before_anything_else(office: Office, notice: Path) -> None:
    result = youyue("import", notice, "--yes", "--actor", "x")
    assert (result.exit_code, "id:role" in result.output, "→" in result.output) == (2, True, False)
    assert office.sent == []


def test_a_refusal_is_said(office: Office, notice: Path) -> None:
    office.refusal = "不能这样"
    result = youyue("import", notice, "--yes")
    assert (result.exit_code, "不能这样" in result.output) == (1, True)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_table_is_read_as_offices_save_it(notice: Path, encoding: str) -> None:
    notice.write_text(NOTICE, encoding)

    assert youyue("check", notice).exit_code == 0


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


def test_what_is_wrong_is_said_by_line_and_nothing_is_sent(office: Office, notice: Path) -> None:
    notice.write_text(NOTICE.replace("2027-02-20", "2027-02-19").replace("workday", "上班"), "utf-8")
    result = youyue("import", notice)

    assert result.exit_code == 1
    assert "第4行：2027年2月19日（周五）本来就上班" in result.output
    assert office.sent == []


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


def test_a_file_that_is_not_there_or_of_another_year_is_refused(tmp_path: Path, notice: Path) -> None:
    gone = youyue("check", tmp_path / "none.csv")
    assert (gone.exit_code, "读不到文件" in gone.output) == (2, True)
    assert "不是2028年" in youyue("check", notice, "--year", 2028).output


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_year_that_nobody_can_mean_is_refused(notice: Path, year: str) -> None:
    notice.write_text(NOTICE.replace("2027", year), "utf-8")

    assert "年太远" in youyue("check", notice).output
