"""The page of who has to act: late ones first, officials by name, nobody else."""

from datetime import date, datetime
from typing import Any

from services.console.views.waiting import WaitingView, waiting_view
from shared.kernel.machine import Waiting
from shared.language.directory.naming import Names
from tests.support.world import at

NOW = at("2026-09-10 10:00")
NAMES = Names(
    "秀山乡", {"departments": {"water": "水务站"}, "people": {"leader-1": "陈副乡长", "c-1": "王某"}}
)


def wait(due: datetime, **more: Any) -> dict[str, Any]:
    said = {"what": "receipt", "role": "department", "since": at("2026-09-01 09:00"), **more}
    return Waiting(due_at=due, next_at=due, **said).model_dump(mode="json")


def view(*waits: dict[str, Any], listed: int = 10, locale: str = "zh_CN") -> WaitingView:
    things = [("item", f"i{number}", {"title": "修路", "waiting": [one]}) for number, one in enumerate(waits)]
    return waiting_view("330921201", things, NOW, listed, locale, NAMES)


def test_what_has_been_due_longest_comes_first_and_says_how_many_days() -> None:
    days = ("2026-10-01 00:00", "2026-09-08 00:00", "2026-09-11 00:00", "2026-09-10 09:00")
    found = view(*(wait(at(day)) for day in days))
    assert [(one.id, one.due_on, one.days_left, one.late, one.standing) for one in found.waits] == [
        ("i1", date(2026, 9, 7), -3, True, "已过期限3天"),
        ("i3", date(2026, 9, 10), 0, True, "已过期限"),
        ("i2", date(2026, 9, 10), 0, False, "今天到期"),
        ("i0", date(2026, 9, 30), 20, False, "还有20天"),
    ]
    assert (found.number, found.late, found.township_name) == (4, 2, "秀山乡")


def test_who_it_is_goes_by_department_and_role_and_an_official_by_name() -> None:
    found = view(
        wait(NOW, department="water"),
        wait(NOW, role="leader", person_id="leader-1"),
        wait(NOW, role="citizen", person_id="c-1"),
    )
    assert [one.who for one in found.waits] == ["水务站 承办部门", "分管领导 陈副乡长", "群众"]


def test_a_thing_that_waits_for_several_is_there_for_each() -> None:
    several = {"title": "修路", "waiting": [wait(NOW), wait(NOW, what="answer")]}
    found = waiting_view("t", [("item", "i", several), ("topic", "t", {})], NOW, 10, "zh_CN", NAMES)
    assert [one.what for one in found.waits] == ["答复", "签收"]
    assert found.number == 2


def test_so_many_are_listed_and_the_rest_is_counted() -> None:
    found = view(*(wait(NOW) for _ in range(5)), listed=3)
    assert (len(found.waits), found.number) == (3, 5)


def test_english_readers_get_the_codes() -> None:
    (one,) = view(wait(at("2026-09-08 00:00"), department="water"), locale="en").waits
    assert (one.who, one.standing) == ("water department", "3 days late")
