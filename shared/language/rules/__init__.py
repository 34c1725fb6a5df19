"""Rule sets: every number the platform decides by, as data. Standard library and shared.language.calendar
only."""

from shared.language.rules.in_force import rules_on
from shared.language.rules.load import (
    RuleSetError,
    load_rule_set,
    read_rule_set,
    rule_set_names,
    rule_set_text,
)
from shared.language.rules.numbers import Difference, Number, differences, numbers_of, with_numbers
from shared.language.rules.rule_set import RuleSet, UnknownReplyRule

__all__ = [
    "Difference",
    "Number",
    "RuleSet",
    "RuleSetError",
    "UnknownReplyRule",
    "differences",
    "load_rule_set",
    "numbers_of",
    "read_rule_set",
    "rule_set_names",
    "rule_set_text",
    "rules_on",
    "with_numbers",
]
