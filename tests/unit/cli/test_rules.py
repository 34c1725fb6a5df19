"""``youyue rules``: the numbers in force, what others would move, and deciding by them."""

from dataclasses import dataclass, field
from datetime import date

import pytest
from typer.testing import CliRunner, Result

from cli.moving import Move
from cli.rules import rules
from shared.language.behaviour import Law
from shared.language.contracts.directory import ChangeRules, TownshipSnapshot
from shared.language.contracts.envelope import Envelope
from tests.support.township import TOWNSHIP, with_rules, xiushan

NUMBER = "refusal.decline_within"


@dataclass
class Office:
    """A township as directory has it, and what was sent to it."""

    there: TownshipSnapshot
    sent: list[Envelope] = field(default_factory=list)
    asked: list[date | None] = field(default_factory=list)
    refusal: str = ""
    today: date = date(2026, 9, 7)
    """By the platform's clock."""

    async def townships(self, ids: tuple[str, ...]) -> dict[str, TownshipSnapshot]:
        return {self.there.township_id: self.there} if self.there.township_id in ids else {}

    async def moves(self, township: str, law: Law, because: str, since: date | None) -> list[Move]:
        assert since
        self.asked.append(since)
        within = str(law.on(since).rules.refusal.decline_within)
        return [Move("handling", "item", "i-1", "due_on", "10 calendar_days", within)]

    def ask_once(self, envelope: Envelope, broker_url: str | None, console_url: str) -> Envelope:
        self.sent.append(envelope)
        type = "directory.command.refused.v1" if self.refusal else "directory.township.rules_changed.v1"
        said = {"reason": {"zh": self.refusal, "en": "no"}} if self.refusal else {}
        return envelope.model_copy(update={"type": type, "data": said})

    def command(self) -> ChangeRules:
        (envelope,) = self.sent
        return ChangeRules.model_validate(envelope.data)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    office = Office(xiushan())
    for name in ("townships", "moves", "ask_once"):
        monkeypatch.setattr(f"cli.rules.{name}", getattr(office, name))
    monkeypatch.setattr("cli.rules.today_there", lambda: office.today)
    return office


def youyue(*words: str, answer: str | None = None) -> Result:
    return CliRunner().invoke(rules, list(words), input=answer)


def change(*more: str, answer: str | None = None) -> Result:
    given = ("--since", "2027-01-01", "--decided-by", "主席团", "--open-deadlines", "move", *more)
    return youyue("change", TOWNSHIP, *given, answer=answer)


def test_the_models_are_listed() -> None:
    assert "zhejiang  浙江省乡镇人大代表约见规则" in youyue("show", "--models").output


def test_the_numbers_in_force_are_shown_and_those_of_its_own_have_a_star(office: Office) -> None:
    office.there = with_rules(date(2025, 1, 1), (NUMBER, "12 calendar_days")).township
    said = youyue("show", TOWNSHIP).output
    assert f"* {NUMBER} = 12 calendar_days" in said
    assert "  raising.per_person = 10" in said
    assert "2025-01-01  zhejiang  乡人大主席团" in said


def test_a_preview_says_what_changes_and_what_would_move_and_sends_nothing(office: Office) -> None:
    given = ("--since", "2027-01-01", "--set", f'{NUMBER}="12 calendar_days"')
    said = youyue("preview", TOWNSHIP, *given).output
    assert f"{NUMBER}: 10 calendar_days → 12 calendar_days" in said
    assert "handling.item i-1  due_on: 10 calendar_days → 12 calendar_days" in said
    assert (office.sent, office.asked) == ([], [date(2027, 1, 1)])


def test_what_is_agreed_to_is_sent_as_it_was_decided(office: Office) -> None:
    result = change("--set", f"{NUMBER}=12 calendar_days", "--reason", "一并从宽", answer="y\n")
    assert result.exit_code == 0
    assert "i-1" in result.output
    command = office.command()
    assert (command.open_deadlines, command.rules.since) == ("move", date(2027, 1, 1))
    assert (command.rules.rule_set, command.rules.decided_by, command.rules.reason) == (
        "zhejiang",
        "主席团",
        "一并从宽",
    )
    assert [(one.number, one.value) for one in command.rules.overrides] == [(NUMBER, "12 calendar_days")]


def test_what_is_not_agreed_to_is_not_sent(office: Office) -> None:
    assert change("--set", f"{NUMBER}=12 calendar_days", answer="n\n").exit_code == 1
    assert office.sent == []


def test_numbers_of_its_own_stay_unless_another_model_is_chosen(office: Office) -> None:
    office.there = with_rules(date(2025, 1, 1), (NUMBER, "12 calendar_days")).township
    change("--yes", "--set", "raising.per_person=5")
    assert [one.number for one in office.command().rules.overrides] == [NUMBER, "raising.per_person"]
    office.sent.clear()
    change("--yes", "--rule-set", "chongqing")
    assert (office.command().rules.rule_set, office.command().rules.overrides) == ("chongqing", ())


def test_open_deadlines_that_stay_are_not_asked_about(office: Office) -> None:
    change("--yes", "--open-deadlines", "stay", "--set", f"{NUMBER}=12 calendar_days")
    assert (office.command().open_deadlines, office.asked) == ("stay", [])


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (("--set", "refusal.decline=1"), "refusal.decline"),
        (("--set", f"{NUMBER}=soon"), NUMBER),
        (("--set", f"{NUMBER}=99999 months"), NUMBER),
        (("--set", NUMBER), "NUMBER=VALUE"),
        (("--rule-set", "atlantis"), "atlantis"),
        (("--open-deadlines", "perhaps"), "open_deadlines"),
        (("--actor", "x"), "id:role"),
    ],
    ids=str,
)
def test_what_cannot_be_is_named_and_not_sent(office: Office, wrong: tuple[str, ...], named: str) -> None:
    result = change("--yes", *wrong)
    assert (result.exit_code, named in result.output, office.sent) == (2, True, [])


def test_a_township_that_is_not_there_and_a_refusal_are_said(office: Office) -> None:
    assert "999999999" in youyue("show", "999999999").output
    office.refusal = "不能这样"
    result = change("--yes", "--set", f"{NUMBER}=12 calendar_days")
    assert (result.exit_code, "不能这样" in result.output) == (1, True)


def test_the_numbers_in_force_are_those_of_the_platforms_day(office: Office) -> None:
    office.there = with_rules(date(2040, 1, 1), (NUMBER, "12 calendar_days")).township
    first = office.there.rules[0].model_copy(update={"since": date(2020, 1, 1), "overrides": ()})
    office.there = office.there.model_copy(update={"rules": (first, *office.there.rules)})
    assert f"  {NUMBER} = 10 calendar_days" in youyue("show", TOWNSHIP).output
    office.today = date(2040, 1, 1)
    assert f"* {NUMBER} = 12 calendar_days" in youyue("show", TOWNSHIP).output


def test_a_preview_warns_of_days_past_and_says_which_later_rules_stay(office: Office) -> None:
    given = ("--set", f"{NUMBER}=12 calendar_days")
    assert "过去的日子" in youyue("preview", TOWNSHIP, "--since", "2026-09-06", *given).output
    today = youyue("preview", TOWNSHIP, "--since", "2026-09-07", *given).output
    assert ("过去的日子" in today, "以后已定的规则不变" in today) == (False, False)
    later = office.there.rules[0].model_copy(update={"since": date(2027, 5, 1)})
    office.there = office.there.model_copy(update={"rules": (*office.there.rules, later)})
    said = youyue("preview", TOWNSHIP, "--since", "2026-09-07", *given).output
    assert "以后已定的规则不变，自其首日起仍按它办：2027-05-01" in said
