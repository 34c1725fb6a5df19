"""Rule sets: every number the platform decides by, as data. Standard library and shared.language.calendar
only."""

from shared.language.rules.load import RuleSetError, load_rule_set, read_rule_set
from shared.language.rules.rule_set import RuleSet, UnknownReplyRule

__all__ = ["RuleSet", "RuleSetError", "UnknownReplyRule", "load_rule_set", "read_rule_set"]
