"""A township's rules and notices with one more: pure, for whoever decides so and whoever only asks."""

from collections.abc import Iterable

from shared.language.contracts.directory import CalendarNotice, RulesInForce, TownshipSnapshot


def and_rules(there: Iterable[RulesInForce], rules: RulesInForce) -> tuple[RulesInForce, ...]:
    """In order of their first days; those of the same day give way to ``rules``."""
    others = (one for one in there if one.since != rules.since)
    return tuple(sorted((*others, rules), key=lambda one: one.since))


def and_notice(there: Iterable[CalendarNotice], notice: CalendarNotice) -> tuple[CalendarNotice, ...]:
    """By year; that of the same year gives way to ``notice``."""
    others = (one for one in there if one.year != notice.year)
    return tuple(sorted((*others, notice), key=lambda one: one.year))


def with_rules(township: TownshipSnapshot, rules: RulesInForce) -> TownshipSnapshot:
    """It decides by ``rules`` from their first day on."""
    return township.model_copy(update={"rules": and_rules(township.rules, rules)})


def with_notice(township: TownshipSnapshot, notice: CalendarNotice) -> TownshipSnapshot:
    """It has taken ``notice``."""
    return township.model_copy(update={"notices": and_notice(township.notices, notice)})
