"""The ladder of the rule set: days climb by days, hours by hours over nights and holidays, without end."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.machine import Rung
from shared.kernel.machine.ladders import waiting_of
from shared.kernel.messages.envelope import SYSTEM
from shared.language.behaviour import Situation
from shared.language.calendar import Period
from shared.language.contracts.envelope import Role
from shared.language.rules import RuleSet
from shared.language.turns import hearing
from shared.language.waiting import ESCALATION, REMINDER, URGE, Awaited, Wait, anybody, every, until, within
from tests.support.world import LAW, at

NOW = at("2026-09-07 09:00")
ANYTHING: Any = None


def situation(now: datetime = NOW) -> Situation:
    return LAW.situation(now, SYSTEM, "new", None)


def rungs(due: str | datetime, count: int, hours: bool = False, owner: Role = Role.OFFICE) -> Sequence[Rung]:
    moment = at(due) if isinstance(due, str) else due
    wait: Wait[Any, Situation] = until(
        lambda thing: moment,
        ("open",),
        "answer",
        anybody(owner),
        why="-",
        in_hours=lambda thing, situation: hours,
    )
    due_at = wait.due(ANYTHING, NOW, situation())
    return list(islice(wait.ladder(ANYTHING, NOW, due_at, situation()), count))


def test_what_ends_with_a_day_climbs_by_days_at_the_hour_of_the_rules() -> None:
    assert [(rung.name, rung.at) for rung in rungs("2026-09-19 00:00", 7)] == [
        (REMINDER, at("2026-09-11 09:00")),
        (REMINDER, at("2026-09-17 09:00")),
        (REMINDER, at("2026-09-18 09:00")),
        (URGE, at("2026-09-20 09:00")),  # a Sunday that is worked
        (ESCALATION, at("2026-09-24 09:00")),
        (ESCALATION, at("2026-10-09 09:00")),  # over the days of 25 to 27 September and 1 to 7 October
        (ESCALATION, at("2026-10-15 09:00")),
    ]


def test_what_ends_at_an_hour_climbs_by_hours_over_the_night() -> None:
    assert [(rung.name, rung.at) for rung in rungs("2026-09-10 17:30", 5, hours=True)] == [
        (REMINDER, at("2026-09-10 16:30")),
        (URGE, at("2026-09-10 17:30")),
        (ESCALATION, at("2026-09-10 19:30")),
        (ESCALATION, at("2026-09-10 21:30")),
        (ESCALATION, at("2026-09-10 23:30")),
    ]


@pytest.mark.parametrize(
    ("owner", "urged", "escalated"),
    [
        (Role.DEPARTMENT, [Role.DEPARTMENT_HEAD, Role.LEADER], [Role.HEAD, Role.PRESIDIUM]),
        (Role.DEPARTMENT_HEAD, [Role.LEADER], [Role.HEAD, Role.PRESIDIUM]),
        (Role.LEADER, [Role.HEAD], [Role.HEAD, Role.PRESIDIUM]),
        (Role.HEAD, [Role.PRESIDIUM], [Role.PRESIDIUM]),
        (Role.PRESIDIUM, [Role.OFFICE], [Role.OFFICE]),
        # of no department: nobody is told who has nothing to do with it
        (Role.OFFICE, [Role.HEAD], [Role.HEAD, Role.PRESIDIUM]),
        (Role.DEPUTY, [Role.HEAD], [Role.HEAD, Role.PRESIDIUM]),
    ],
)
@pytest.mark.parametrize("hours", [False, True])
def test_the_reach_grows_upwards_from_who_is_waited_for(
    owner: Role, urged: list[Role], escalated: list[Role], hours: bool
) -> None:
    found = {rung.name: rung.reach for rung in rungs("2026-09-19 00:00", 5, hours, owner)}
    assert found == {
        REMINDER: (owner,),
        URGE: (owner, *urged),
        ESCALATION: (owner, *escalated),
    }


def test_roles_that_stand_in_no_line_hear_if_the_rule_set_names_them() -> None:
    assert hearing(Awaited(Role.HEAD), (Role.OFFICE, Role.LEADER)) == (Role.HEAD, Role.OFFICE)


@given(minute=st.integers(min_value=0, max_value=3 * 24 * 60))
def test_what_has_hours_climbs_by_hours_at_whatever_minute_they_are_over(minute: int) -> None:
    due = at("2026-09-08 00:00") + timedelta(minutes=minute)
    assert [rung.at - due for rung in rungs(due, 4, hours=True)] == [
        timedelta(hours=hours) for hours in (-1, 0, 2, 4)
    ]


@pytest.mark.parametrize("hours", [False, True])
def test_it_goes_on_for_years_ever_later(hours: bool) -> None:
    moments = [rung.at for rung in rungs("2026-09-19 00:00", 500, hours)]
    assert moments == sorted(set(moments))


def test_a_period_counts_from_when_the_wait_began_and_a_day_of_the_thing_is_taken_as_it_stands() -> None:
    wait = within(lambda rules: Period.parse("3 calendar_days"), ("open",), "look", anybody("x"), why="-")
    assert wait.due(ANYTHING, NOW, situation(NOW + timedelta(days=30))) == at("2026-09-11 00:00")
    assert not wait.moves


def test_a_ladder_of_one_rung_is_taken_again_after_each_period() -> None:
    def daily(rules: RuleSet) -> Period:
        return Period.parse("24 hours")

    ladder = every("silence", daily, anybody(Role.OFFICE))
    assert [(rung.name, rung.at) for rung in islice(ladder(ANYTHING, NOW, NOW, situation()), 3)] == [
        ("silence", NOW),
        ("silence", NOW + timedelta(days=1)),
        ("silence", NOW + timedelta(days=2)),
    ]


def test_nobody_is_reminded_before_it_is_their_turn() -> None:
    """A meeting is recorded within days of its own: a month before it there is nothing to remind of."""
    begins = at("2026-10-20 00:00")
    wait: Wait[Any, Situation] = within(
        lambda rules: Period.parse("3 working_days"),
        ("open",),
        "record",
        anybody(Role.OFFICE),
        why="-",
        since=lambda thing: begins,
    )
    thing: Any = SimpleNamespace(state="open")
    (one,) = waiting_of(thing, (), (wait,), situation())
    assert (one.since, one.due_at) == (begins, at("2026-10-23 00:00"))
    assert one.next_at >= begins
