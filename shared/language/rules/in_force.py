"""The numbers that hold for a township on a day: a model of the place, and the township's own numbers."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from shared.language.rules.load import RuleSetError
from shared.language.rules.numbers import with_numbers
from shared.language.rules.rule_set import RuleSet


class Override(Protocol):
    """A number set otherwise: table and key, and the value as in a rule set's file."""

    @property
    def number(self) -> str:
        """Table and key."""
        ...

    @property
    def value(self) -> str:
        """As in the file."""
        ...


class InForce(Protocol):
    """The rules from a day on."""

    @property
    def since(self) -> date:
        """The first day."""
        ...

    @property
    def rule_set(self) -> str:
        """The name of the model."""
        ...

    @property
    def overrides(self) -> Sequence[Override]:
        """The numbers set otherwise."""
        ...


def rules_on(rules: Sequence[InForce], day: date) -> RuleSet:
    """The numbers that hold on ``day``: the last that have begun, or the first of all.

    Raises RuleSetError for a model that there is not, and for a number that is none of its or has no such
    value.
    """
    if not rules:
        raise RuleSetError("a township without rules")
    begun = [one for one in rules if one.since <= day] or [rules[0]]
    newest = max(begun, key=lambda one: one.since)
    return with_numbers(newest.rule_set, tuple((one.number, one.value) for one in newest.overrides))
