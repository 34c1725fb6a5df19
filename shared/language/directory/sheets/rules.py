"""The sheet of the rules: what it changes in a township's rules, and what cannot be decided by; pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from shared.language.contracts.directory import RulesInForce
from shared.language.directory.sheets.grid import SheetProblem, problem
from shared.language.directory.sheets.layout import RULES
from shared.language.directory.sheets.line import Line
from shared.language.directory.sheets.reading import Place
from shared.language.rules import RuleSetError, rule_set_names, rules_on


def unreadable(
    rules: Iterable[RulesInForce], places: Mapping[tuple[object, ...], Place]
) -> Iterator[SheetProblem]:
    """The cells by which nothing can be decided: an unknown model, or a number that is none of its."""
    for one in rules:
        try:
            rules_on((one,), one.since)
        except RuleSetError as error:
            place = places[RULES.name, one.since]
            known = rule_set_names()
            if one.rule_set not in known:
                values = {"value": one.rule_set, "known": "、".join(known)}
                yield problem("unknown_rules", place.title, place.cell("rule_set"), **values)
            else:
                value = next((o.value for o in one.overrides if o.number == error.number), "")
                said = f"{error.number}={value}" if error.number else "、".join(_pairs(one))
                yield problem("no_number", place.title, place.cell("overrides"), value=said, why=error)


def beginning(rules: Sequence[RulesInForce], day: date) -> tuple[RulesInForce, ...]:
    """``rules`` from ``day`` on: those in force on that day begin on it, because before it nothing is decided
    by them."""
    begun = [one for one in rules if one.since <= day] or list(rules[:1])
    first = max(begun, key=lambda one: one.since, default=None)
    later = (one for one in rules if one.since > day and one is not first)
    return (*((first.model_copy(update={"since": day}),) if first else ()), *later)


def other_rules(before: Iterable[RulesInForce], wanted: Iterable[RulesInForce]) -> tuple[RulesInForce, ...]:
    """The rows of ``wanted`` that the township has not, or has otherwise.

    A row is compared with that of its own day and never with the numbers in force on it: another row of the
    same file may change those. The order of the numbers in a cell says nothing.
    """
    there = {one.since: _plain(one) for one in before}
    return tuple(one for one in wanted if there.get(one.since) != _plain(one))


def rule_lines(
    before: Iterable[RulesInForce], wanted: Sequence[RulesInForce], *, listed: bool
) -> Iterator[Line]:
    """What happens to the rules; ``listed``: there is a sheet of them, so what is not in it is missing."""
    there = {one.since: one for one in before}
    for one in other_rules(there.values(), wanted):
        was = there.get(one.since)
        fields = () if was is None else tuple(_other(was, one))
        yield Line("added" if was is None else "changed", RULES.title, one.rule_set, one.since, fields)
    given = {one.since for one in wanted}
    for since, one in there.items():
        if listed and since not in given:
            yield Line("missing", RULES.title, one.rule_set, since)


def _other(was: RulesInForce, one: RulesInForce) -> Iterator[str]:
    was, one = _plain(was), _plain(one)
    return (c.heading for c in RULES.columns if getattr(was, c.field) != getattr(one, c.field))


def _plain(rules: RulesInForce) -> RulesInForce:
    ordered = tuple(sorted(rules.overrides, key=lambda one: one.number))
    return rules.model_copy(update={"overrides": ordered})


def _pairs(rules: RulesInForce) -> Iterator[str]:
    return (f"{one.number}={one.value}" for one in rules.overrides)
