"""The third refusal: the head names a department in time, and is reminded until it is done."""

from datetime import date

from shared.language.calendar import end_of_day
from shared.language.contracts import handling as said
from tests.support.world import at
from tests.unit.handling.examples import REASON, assigned, called, waited
from tests.unit.handling.world import HEAD, OFFICE, HandlingWorld, clerk

REFUSED_AT = "2026-09-28 10:00"


def refused_three_times() -> tuple[HandlingWorld, str]:
    """A world with an item that three departments have refused, on a Monday before the National Day."""
    world, id = assigned()
    for lead, following in (("transport", "water"), ("water", "economy"), ("economy", None)):
        world.must(REFUSED_AT, clerk(lead), said.DeclineItem(item_id=id, reason=REASON))
        world.must(REFUSED_AT, OFFICE, said.ConsentDecline(item_id=id))
        if following:
            world.must(REFUSED_AT, OFFICE, said.RedesignateItem(item_id=id, lead=following))
    return world, id


def reminded(world: HandlingWorld, id: str) -> list[str]:
    """The days on which the head was told."""
    acts = [act for act in world.item(id).supervisions if act.kind == "designation_overdue"]
    assert {act.to for act in acts} <= {("head",)}
    return [f"{act.at.astimezone(at('2026-10-01 00:00').tzinfo):%m-%d}" for act in acts]


def test_the_office_names_the_next_and_from_the_limit_on_the_head() -> None:
    world, id = assigned()
    world.must(REFUSED_AT, clerk("transport"), said.DeclineItem(item_id=id, reason=REASON))
    world.must(REFUSED_AT, OFFICE, said.ConsentDecline(item_id=id))
    (by_office,) = [one for one in world.item(id).waiting if one.what == "redesignate"]
    assert (by_office.role, by_office.due_at) == ("office", end_of_day(date(2026, 9, 30)))
    world, id = refused_three_times()
    (by_head,) = [one for one in world.item(id).waiting if one.what == "redesignate"]
    assert (by_head.role, by_head.due_at) == ("head", end_of_day(date(2026, 9, 30)))


def test_the_head_is_reminded_every_working_day_until_a_department_is_named() -> None:
    world, id = refused_three_times()
    world.advance(at("2026-09-30 23:00"))
    assert reminded(world, id) == []
    world.advance(at("2026-10-10 12:00"))
    assert reminded(world, id) == ["10-08", "10-09", "10-10"], (
        "after the holidays, and on the make-up Saturday"
    )
    world.must("2026-10-10 13:00", HEAD, said.RedesignateItem(item_id=id, lead="social"))
    assert "redesignate" not in waited(world.item(id))
    world.advance(at("2026-10-20 12:00"))
    assert len(reminded(world, id)) == 3


def test_the_presidium_hears_of_it_when_the_head_goes_on_to_be_silent() -> None:
    world, _ = refused_three_times()
    world.advance(at("2026-10-10 12:00"))
    assert called(world, "redesignate") == [
        "designation_overdue 10-08 09:00 head",
        "designation_overdue 10-09 09:00 head presidium",
        "designation_overdue 10-10 09:00 head presidium",
    ]


def test_a_head_who_is_in_time_hears_nothing() -> None:
    world, id = refused_three_times()
    world.must("2026-09-30 17:00", HEAD, said.RedesignateItem(item_id=id, lead="social"))
    world.advance(at("2026-10-20 12:00"))
    assert reminded(world, id) == []
