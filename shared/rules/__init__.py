"""Rule sets: every number the platform decides by, as data. Standard library and shared.calendar only."""

from shared.rules.load import RuleSetError, load_rule_set, read_rule_set
from shared.rules.rule_set import RuleSet, UnknownReplyRule

__all__ = ["RuleSet", "RuleSetError", "UnknownReplyRule", "load_rule_set", "read_rule_set"]
