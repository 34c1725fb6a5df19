"""Whose handover it is, and who had the post before."""

from datetime import date

import pytest

from cli.handover.posts import charges
from shared.language.contracts.envelope import Role
from tests.unit.cli.handover.terms import FIRST, LAST, NEW, OLD, VILLAGE, township

THERE = township()


@pytest.mark.parametrize("who", NEW)
def test_who_begins_is_found_with_who_had_the_post_before(who: str) -> None:
    (charge,) = charges(THERE, FIRST, who)
    assert (charge.person_id, charge.role, charge.since) == (who, NEW[who].role, FIRST)
    assert charge.left == {OLD[who]}
    held = {holder.person_id: (holder.since, holder.until) for holder in charge.holders}
    assert held[OLD[who]] == (date(2024, 1, 1), LAST)
    assert held[who] == (FIRST, None)
    assert [holder.since for holder in charge.holders] == sorted(holder.since for holder in charge.holders)


def test_of_a_role_all_are_found_who_hold_it_on_that_day() -> None:
    assert [charge.person_id for charge in charges(THERE, LAST, role=Role.HEAD)] == ["head-1"]
    assert [charge.person_id for charge in charges(THERE, FIRST, role=Role.HEAD)] == ["head-2"]
    leaders = {charge.person_id for charge in charges(THERE, FIRST, role=Role.LEADER)}
    assert leaders == {"leader-1", "leader-3", "leader-4", "leader-5", "leader-9"}


def test_before_the_term_begins_its_first_day_counts() -> None:
    (charge,) = charges(THERE, date(2026, 8, 1), "head-2")
    assert charge.day == FIRST
    assert charge.left == {"head-1"}


def test_nobody_is_found_whose_posts_have_all_ended_or_are_not_handed_over() -> None:
    assert charges(THERE, FIRST, "head-1") == ()
    assert charges(THERE, FIRST, "office-1") == ()
    assert charges(THERE, FIRST, "nobody-99") == ()


def test_each_has_the_seats_of_the_post() -> None:
    (deputy,), (chief,), (leader,) = (
        charges(THERE, FIRST, id) for id in ("deputy-91", "chief-2", "leader-9")
    )
    assert deputy.villages == {VILLAGE}
    assert not deputy.departments
    assert chief.departments == {"water"}
    assert not chief.villages
    led = {one.code for one in THERE.lists.departments if one.leader == "leader-9"}
    assert leader.departments == led
    assert led
