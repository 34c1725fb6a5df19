"""The congress ends what does not satisfy: both sides meet, then it decides."""

from datetime import date

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from tests.support.world import at
from tests.unit.chapters import Example
from tests.unit.handling.examples import a_ballot, answered, closed, waited
from tests.unit.handling.world import DEPUTY, OFFICE, HandlingWorld, chief

PRESIDIUM = Actor("deputy-07", Role.PRESIDIUM)
REFERRED_AT = "2026-10-27 00:00"
MET = date(2026, 11, 3)
DAY = date(2026, 11, 20)


def talk(id: str, day: date = MET) -> said.RecordBothSides:
    return said.RecordBothSides(item_id=id, day=day, text="逐项核对，水泵功率仍不足")


def decision(id: str, kind: str = "becomes_project", day: date = DAY) -> said.RecordDecision:
    return said.RecordDecision(item_id=id, kind=kind, text="列入明年民生实事", day=day)


def correction(id: str, kind: str = "handed_up") -> said.CorrectDecision:
    return said.CorrectDecision(item_id=id, kind=kind, text="提请县里", day=DAY, reason="种类填错")


EXAMPLES = (
    Example(talk("I1"), OFFICE, ("referred",)),
    Example(decision("I1"), OFFICE, ("referred",)),
    Example(correction("I1"), OFFICE, ("decided",)),
)


def referred() -> tuple[HandlingWorld, str]:
    world, id = answered()
    world.hears("2026-10-27 00:03", closed(a_ballot(world.item(id), closes=REFERRED_AT), "to_congress"))
    return world, id


def decided() -> tuple[HandlingWorld, str]:
    world, id = referred()
    world.must("2026-11-04 09:00", OFFICE, talk(id))
    world.must("2026-11-23 09:00", OFFICE, decision(id))
    return world, id


def test_an_item_that_the_congress_has_is_not_finished() -> None:
    world, id = referred()
    item = world.item(id)
    assert (item.state, item.closed_at, item.referred_at) == ("referred", None, at(REFERRED_AT))
    assert waited(item) == {"hear_both_sides": "11-23", "congress_decides": "01-26"}


def test_the_decision_ends_it_with_kind_text_and_day() -> None:
    world, id = decided()
    item = world.item(id)
    assert (item.state, item.closed_at, item.waiting) == ("decided", at("2026-11-23 09:00"), ())
    (one,) = item.decisions
    assert (one.kind, one.text, one.day, one.by) == ("becomes_project", "列入明年民生实事", DAY, "office-1")


def test_nobody_decides_before_both_sides_have_met() -> None:
    world, id = referred()
    assert world.refused("2026-11-23 09:00", OFFICE, decision(id)) == "both_sides_not_heard"
    world.must("2026-11-23 09:00", OFFICE, talk(id))
    early = decision(id, day=date(2026, 11, 2))
    assert world.refused("2026-11-23 09:01", OFFICE, early) == "decision_before_the_talk"


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2026, 11, 24)])
def test_the_day_lies_between_the_referral_and_today(day: date) -> None:
    world, id = referred()
    assert world.refused("2026-11-23 09:00", OFFICE, talk(id, day)) == "day_not_of_the_referral"


def test_a_decision_is_one_of_those_that_end_an_item() -> None:
    world, id = referred()
    refusal = world.refusal("2026-11-23 09:00", OFFICE, decision(id, kind="postponed"))
    assert (refusal.code, refusal.one_of) == ("unknown_decision", said.DECISIONS)


def test_a_wrong_record_is_corrected_and_stays_readable() -> None:
    world, id = decided()
    world.must("2026-11-24 09:00", OFFICE, correction(id))
    item = world.item(id)
    assert [one.kind for one in item.decisions] == ["becomes_project", "handed_up"]
    assert item.decisions[-1].corrects_because == "种类填错"
    assert (item.state, item.closed_at) == ("decided", at("2026-11-23 09:00"))
    again = said.CorrectDecision.model_validate({**correction(id).model_dump(), "reason": "再点一次"})
    assert world.refused("2026-11-24 09:01", OFFICE, again) == "nothing_changes"


@pytest.mark.parametrize("who", [DEPUTY, chief("transport")])
def test_neither_side_records_the_decision(who: Actor) -> None:
    world, id = referred()
    world.must("2026-11-04 09:00", OFFICE, talk(id))
    assert world.refused("2026-11-23 09:00", who, decision(id)) == "wrong_role"


def test_a_member_of_the_presidium_records_what_the_congress_decided() -> None:
    world, id = referred()
    world.must("2026-11-04 09:00", PRESIDIUM, talk(id))
    world.must("2026-11-23 09:00", PRESIDIUM, decision(id))
    assert world.item(id).decisions[-1].by == PRESIDIUM.id
