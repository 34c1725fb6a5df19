"""The township decides by other rules from a day on."""

from datetime import date

from shared.language.contracts.directory import ChangeRules, Override, RulesChanged, RulesInForce
from tests.unit.directory.world import OFFICE, OPERATOR, DirectoryWorld

WHEN = "2026-09-10 09:00"
FIRST = date(2026, 9, 1)


def change(
    since: date, by: str = "县人大常委会", overrides: tuple[Override, ...] = (), rule_set: str = "zhejiang"
) -> ChangeRules:
    rules = RulesInForce(since=since, rule_set=rule_set, decided_by=by, overrides=overrides, reason="新办法")
    return ChangeRules(rules=rules, open_deadlines="stay")


def test_rules_follow_each_other_by_their_first_day() -> None:
    world = DirectoryWorld()
    world.must(WHEN, OFFICE, change(date(2027, 1, 1)))
    event = world.must(WHEN, OPERATOR, change(date(2026, 12, 1)))
    assert isinstance(event, RulesChanged)
    days = [rules.since for rules in event.township.rules]
    assert days == [FIRST, date(2026, 12, 1), date(2027, 1, 1)]
    assert (event.rules.since, event.open_deadlines) == (date(2026, 12, 1), "stay")


def test_rules_from_the_same_day_take_the_place_of_the_earlier_ones_which_stay_in_the_history() -> None:
    world = DirectoryWorld()
    world.must(WHEN, OFFICE, change(FIRST))
    assert [rules.decided_by for rules in world.township.rules] == ["县人大常委会"]
    (row,) = world.changes(2)
    assert (row["list"], row["since"], row["reason"]) == ("rules", FIRST, "新办法")
    assert (row["before"]["decided_by"], row["after"]["decided_by"]) == ("乡人大主席团", "县人大常委会")


def test_they_begin_no_earlier_than_the_first_rules() -> None:
    refusal = DirectoryWorld().refusal(WHEN, OFFICE, change(date(2026, 8, 31)))
    assert (refusal.code, dict(refusal.values)["day"]) == ("before_first_rules", "2026-09-01")


def test_the_same_rules_again_change_nothing() -> None:
    world = DirectoryWorld()
    world.must(WHEN, OFFICE, change(date(2026, 12, 1)))
    assert world.refused(WHEN, OFFICE, change(date(2026, 12, 1))) == "nothing_changes"


def test_a_model_that_does_not_come_along_is_refused() -> None:
    refusal = DirectoryWorld().refusal(WHEN, OFFICE, change(date(2026, 12, 1), rule_set="atlantis"))
    assert (refusal.code, refusal.field) == ("unknown_rule_set", "data.rules.rule_set")


def test_a_number_that_cannot_be_read_is_named() -> None:
    wrong = Override(number="redo.no_such_number", value="3 months")
    refusal = DirectoryWorld().refusal(WHEN, OFFICE, change(date(2026, 12, 1), overrides=(wrong,)))
    assert (refusal.code, dict(refusal.values)["number"]) == ("unreadable_number", "redo.no_such_number")
