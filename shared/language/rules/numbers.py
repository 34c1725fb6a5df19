"""The numbers of a rule set one by one: listed, compared, and set otherwise than the model has them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple, get_args, get_origin, get_type_hints

from shared.language.rules.load import RuleSetError, load_rule_set, parsed, read_tables, rule_set_text
from shared.language.rules.rule_set import RuleSet
from shared.language.rules.values import KINDS, as_text, from_text

_KEPT = 1000
"""Rule sets kept in memory: one for each township of a province, and the earlier ones of some."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number: what a line of a template, a field of a form or a row of a page is made of."""

    name: str
    """Table and key: ``refusal.decline_within``."""
    kind: str
    """``period``, ``count``, ``limit`` (may be 0), ``hour`` (of the day), ``ratio``, ``points``,
    ``days_before``, ``reply_rule``, ``roles``, ``electorate`` or ``yes_no``."""
    value: str
    """As in the file: ``10 calendar_days``, ``0.5``, ``7, 1, 0``."""

    @property
    def words(self) -> str:
        """The key of its name in words, in the catalogue; rows of [reply] and [urgency] are codes there."""
        table, key = self.name.split(".")
        return {"reply": f"rule.{key}", "urgency": f"urgency.{key}"}.get(table, f"number.{self.name}")


class Difference(NamedTuple):
    """A number that is another in the second of two rule sets; None: that one does not have it."""

    name: str
    before: str | None
    after: str | None


def numbers_of(rules: RuleSet) -> tuple[Number, ...]:
    """All its numbers, in the order of the file."""
    return tuple(Number(name, KINDS[kind], as_text(value)) for name, kind, value in _each(RuleSet, rules, ""))


def differences(before: RuleSet, after: RuleSet) -> tuple[Difference, ...]:
    """The numbers that differ, in the order of the file; those that only ``after`` has come last."""
    one, other = ({number.name: number.value for number in numbers_of(rules)} for rules in (before, after))
    pairs = (Difference(name, one.get(name), other.get(name)) for name in one | other)
    return tuple(pair for pair in pairs if pair.before != pair.after)


@lru_cache(maxsize=_KEPT)
def with_numbers(model: str, others: tuple[tuple[str, str], ...] = ()) -> RuleSet:
    """The rule set ``model`` with other values for some numbers: pairs of name and value, as in the file.

    Raises RuleSetError, whose message names the number, for a name that the model does not have or that comes
    twice, for a value that is none of its kind, and for numbers that do not go together.
    """
    rules = load_rule_set(model)
    if not others:
        return rules
    kinds = {name: kind for name, kind, _ in _each(RuleSet, rules, "")}
    tables = parsed(rule_set_text(model))
    changed: set[str] = set()
    for name, value in others:
        if name not in kinds:
            raise RuleSetError(f"there is no number {name!r}{_nearest(name, kinds)}", name)
        if name in changed:
            raise RuleSetError(f"{name}: is set twice", name)
        changed.add(name)
        table, key = name.split(".")
        tables[table][key] = from_text(kinds[name], value)
    try:
        return read_tables(tables)
    except RuleSetError as problem:
        named = (name for name, _ in others if str(problem).startswith(f"{name}:"))
        raise RuleSetError(str(problem), next(named, "")) from problem


def _each(group: object, values: object, where: str) -> Iterator[tuple[str, object, object]]:
    """(name, kind, value) of every number below ``values``."""
    assert isinstance(group, type)
    assert is_dataclass(group)
    kinds = get_type_hints(group)
    for field in fields(group):
        name, kind, value = f"{where}{field.name}", kinds[field.name], getattr(values, field.name)
        if kind in KINDS:
            yield name, kind, value
        elif get_origin(kind) is Mapping:
            assert isinstance(value, Mapping)
            yield from ((f"{name}.{key}", get_args(kind)[1], one) for key, one in value.items())
        elif is_dataclass(kind):
            yield from _each(kind, value, f"{name}.")


def _nearest(name: str, known: Mapping[str, object]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"; the nearest is {near[0]!r}" if near else ""
