"""``youyue waiting``: whom things wait for, in what order, on a terminal of 80 columns."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from rich.cells import cell_len

from cli import waiting
from cli.services import load_service
from cli.waiting import Asked, Awaited, in_json, in_order, in_words
from shared.kernel.machine import Called, Waiting
from shared.language.contracts.directory import Post
from shared.language.contracts.envelope import Role
from shared.language.directory.naming import NO_NAMES, Names
from shared.language.topology import CONSUMERS
from shared.language.waiting import REMINDER
from tests.kernel.library.shelves.storage import BOOK
from tests.support.world import LAW, at

NOW = at("2026-09-10 10:00")
NAMES = Names("", {"departments": {"water": "水务站"}, "people": {"clerk-1": "吴明"}})


def wait(due: datetime, what: str = "receipt", role: str = "department", **more: Any) -> Waiting:
    return Waiting(what=what, role=role, since=at("2026-09-01 09:00"), due_at=due, next_at=due, **more)


def thing(id: str, *waits: Waiting, title: str = "修村口的路") -> dict[str, Any]:
    return {
        "book_id": id,
        "title": title,
        "state": "overdue",
        "waiting": [one.model_dump(mode="json") for one in waits],
    }


def found(*things: dict[str, Any], asked: Asked = Asked()) -> list[Awaited]:  # noqa: B008
    return list(waiting.awaited("shelves", BOOK, things, asked))


def post(role: Role, department: str) -> Post:
    return Post(since=date(2026, 1, 1), person_id="whoever", role=role, department=department)


LATE = wait(at("2026-09-08 00:00"), department="water", person_id="clerk-1")
SOON = wait(at("2026-09-11 00:00"))
LATER = wait(at("2026-10-01 00:00"), "sign", "department_head", department="roads")


def test_what_has_been_due_longest_comes_first_and_what_is_late_can_be_asked_for_alone() -> None:
    all = found(thing("b", LATER, SOON), thing("a", LATE))
    ordered = in_order(all, NOW, late=False)
    assert [(one.id, one.waiting.what, one.days_left(NOW)) for one in ordered] == [
        ("a", "receipt", -3),
        ("b", "receipt", 0),
        ("b", "sign", 20),
    ]
    assert [one.id for one in in_order(all, NOW, late=True)] == ["a"]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        (Asked(), ["a", "b", "b"]),
        (Asked(role="department_head"), ["b"]),
        (Asked(department="water"), ["a"]),
        (Asked(person="clerk-1"), ["a"]),
        (Asked(person="clerk-2"), []),
        (Asked(person="clerk-2", posts=(post(Role.DEPARTMENT, "roads"),)), ["b"]),
        (Asked(person="clerk-2", posts=(post(Role.DEPARTMENT, "water"),)), ["b"]),
        (Asked(person="chief-1", posts=(post(Role.DEPARTMENT_HEAD, "roads"),)), ["b", "b"]),
        (Asked(role="department_head", department="water"), []),
    ],
)
def test_only_what_waits_for_those_who_are_asked_for(asked: Asked, ids: list[str]) -> None:
    assert [one.id for one in found(thing("a", LATE), thing("b", LATER, SOON), asked=asked)] == ids


def test_the_reason_is_that_of_the_table() -> None:
    (one,) = found(thing("a", wait(NOW, "bring_back")))
    said = "rules of the library, 5: who is late is asked every week until the book is back"
    assert (one.why.zh, one.why.en) == (said, said)


def test_the_reason_is_said_in_both_languages() -> None:
    why = waiting.why_of("tell", "whatever")
    assert why.zh.startswith("告知了提出人才算有答复")
    assert why.en.startswith("only who was told has an answer")


@pytest.mark.parametrize(
    ("asked", "unknown"),
    [
        (Asked("office"), None),
        (Asked(department="water", person="clerk-1"), None),
        (Asked(department="watre"), "watre"),
        (Asked(person="clerk-9"), "clerk-9"),
    ],
)
def test_a_department_or_person_that_the_township_never_had_is_no_empty_list(
    asked: Asked, unknown: str | None
) -> None:
    assert asked.unknown(NAMES) == unknown


def test_a_row_says_days_left_what_who_thing_time_and_rung() -> None:
    called = Called(name="urge", at=at("2026-09-09 09:00"), reach=("department",))
    (one,) = found(thing("a", LATE.model_copy(update={"called": called})))
    days, _, who, about, until, rung = in_words(one, NOW, NAMES)
    assert days == "!-3"
    assert who == "承办部门 水务站 吴明"
    assert about.endswith("修村口的路\na")
    assert until == "09-01 起\n09-07 24:00"
    assert rung == "催办\n09-09"


def test_what_has_no_words_goes_by_its_code() -> None:
    (one,) = found(thing("a", wait(NOW, "stand_on_one_leg", "acrobat", department="circus")))
    _, what, who, *_ = in_words(one, NOW, NO_NAMES)
    assert (what, who) == ("stand_on_one_leg", "acrobat circus")


def test_programs_are_told_the_same() -> None:
    (one,) = found(thing("a", LATE))
    said = in_json(one, NOW)
    assert (said["late"], said["days_left"], said["id"]) == (True, -3, "a")
    assert said["waiting"]["due_at"] == "2026-09-07T16:00:00Z"


def test_everything_fits_into_80_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    long = "村口三盏路灯都不亮，晚上看不清路，老人孩子都不敢出门，请尽快修好" * 2
    many = [thing(f"book-{number}-0123456789abcdef", LATE, SOON, LATER, title=long) for number in range(3)]
    waiting._print(in_order(found(*many), NOW, late=False), NOW, LAW.names)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(cell_len, lines)) <= 80
    assert any("共 9 件，逾期 3 件" in line for line in lines)


def test_nothing_on_the_terminal_steers_it(capsys: pytest.CaptureFixture[str]) -> None:
    waiting._print(found(thing("a", SOON, title="\x1b[2J[red]路")), NOW, NO_NAMES)
    out = capsys.readouterr().out
    assert "\x1b[2J" not in out
    assert "[red]" in out


def test_where_nobody_is_waited_for_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    waiting._print([], NOW + timedelta(days=1), NO_NAMES)
    assert "没有要等的事" in capsys.readouterr().out


def test_a_day_of_another_year_says_its_year() -> None:
    (one,) = found(thing("a", wait(at("2025-09-09 00:00"))))
    *_, until, _ = in_words(one, NOW, NAMES)
    assert until == "09-01 起\n2025-09-08 24:00"


def test_each_rung_that_a_kind_tells_apart_has_a_word() -> None:
    kinds = [kind for service in CONSUMERS if service != "console" for kind in load_service(service).kinds]
    names = {name for kind in kinds if kind.behaviour.reminders for name in kind.behaviour.reminders.higher}
    assert {"alarm", "stalled"} <= names
    assert [name for name in (REMINDER, *names) if waiting.word("rung", name) == name] == []
