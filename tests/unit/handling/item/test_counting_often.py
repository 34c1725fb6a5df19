"""Counting due dates anew: many items, and the same twice."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.township import with_notice, with_rules
from tests.support.world import World, at
from tests.unit.handling.examples import acknowledged, assigned

LATER, EARLIER = {"春节": "02-05..02-12"}, {"春节": "02-06..02-12"}


def told(world: World) -> list[str]:
    return [type for type in world.types() if "due_" in type]


def test_more_items_than_one_transaction_takes_are_all_counted() -> None:
    world, _ = assigned()
    item = next(thing for (kind, _), thing in world.things.items() if kind == "item")
    many = [f"item-{n:03}" for n in range(45)]
    for id in many:
        world.things["item", id] = type(item)(
            **{f: getattr(item, f) for f in item.__dataclass_fields__} | {"item_id": id}
        )
    world.hears_all("2026-10-12 09:00", with_rules(date(2026, 10, 12), ("reply.three_months", "2 months")))
    assert {world.item(id).due_on for id in many} == {date(2026, 11, 24)}
    assert told(world).count("item.due_moved") == 46
    assert not [key for key in world.timers if key.startswith("count-anew")]


DAYS = st.dates(date(2026, 10, 9), date(2027, 6, 30))
NUMBERS = st.sampled_from(["1 month", "2 months", "4 months", "45 calendar_days", "30 working_days"])
NOTICES = st.sampled_from([LATER, EARLIER, {"春节": "02-05..02-20"}, {"元旦": "01-01..01-31"}])


@settings(max_examples=60, deadline=None)
@given(day=DAYS, minute=st.integers(0, 1439), number=NUMBERS, holidays=NOTICES, late=st.booleans())
def test_counting_twice_changes_nothing_the_second_time(
    day: date, minute: int, number: str, holidays: dict[str, str], late: bool
) -> None:
    world, id = acknowledged()
    now = at(day.isoformat()) + timedelta(minutes=minute)
    notice, rules = (
        with_notice(2027, **holidays),
        with_rules(date(2026, 10, 1), ("reply.three_months", number)),
    )
    both = notice.model_copy(
        update={"township": notice.township.model_copy(update={"rules": rules.township.rules})}
    )

    def count(when: datetime) -> None:
        for event in (rules.model_copy(update={"township": both.township}), both):
            world.hears(when, event)
            world.advance(when + timedelta(seconds=2))

    count(now)
    first, said_once = world.item(id), told(world)
    count(now + timedelta(days=40 if late else 0, seconds=5))

    assert first.due_at > now or first.due_at == at("2026-12-25 00:00")
    assert (first.due_on, first.due_why) == (world.item(id).due_on, world.item(id).due_why)
    assert told(world) == said_once
