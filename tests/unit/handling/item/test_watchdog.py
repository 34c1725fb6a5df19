"""The watchdog: silence for too long."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.language.contracts import handling as said
from tests.support.world import at
from tests.unit.handling.examples import (
    acknowledged,
    acted,
    called,
    contacted,
    news,
    waited,
)
from tests.unit.handling.world import clerk


def test_silence_of_fourteen_days_is_noticed_and_noticed_again_by_more_and_more_people() -> None:
    world, id = acknowledged()
    world.advance(at("2026-11-30 12:00"))
    days = ("10-13", "10-27", "11-10", "11-24")
    assert acted(world, id, "stalled") == [f"stalled {day} 00:00" for day in days]
    assert called(world, "news") == [
        "stalled 10-13 00:00 department",
        "stalled 10-27 00:00 department department_head leader",
        "stalled 11-10 00:00 department department_head leader head presidium",
        "stalled 11-24 00:00 department department_head leader head presidium",
    ]


def test_any_news_puts_the_watchdog_off() -> None:
    world, id = acknowledged()
    news(world, id, at("2026-10-09 10:00"))
    contacted(world, id, "2026-10-20 10:00", times=1)
    world.must("2026-10-30 10:00", clerk("construction"), said.GiveCoOpinion(item_id=id, text="可行"))
    assert waited(world.item(id))["news"] == "11-13"
    world.advance(at("2026-11-13 23:59"))
    assert acted(world, id, "stalled") == []
    world.advance(at("2026-11-14 00:00"))
    assert acted(world, id, "stalled") == ["stalled 11-14 00:00"]


def test_the_watchdog_wakes_again_after_news() -> None:
    world, id = acknowledged()
    world.advance(at("2026-10-14 12:00"))
    news(world, id, at("2026-10-15 10:00"))
    world.advance(at("2026-11-01 12:00"))
    assert acted(world, id, "stalled") == ["stalled 10-13 00:00", "stalled 10-30 00:00"]


@given(gaps=st.lists(st.integers(min_value=1, max_value=13 * 24), min_size=1, max_size=12))
def test_nobody_who_reports_within_fourteen_days_is_called_silent(gaps: list[int]) -> None:
    world, id = acknowledged("six_months")
    now = at("2026-09-28 10:00")
    for hours in gaps:
        now += timedelta(hours=hours)
        news(world, id, now)
    assert acted(world, id, "stalled") == []
