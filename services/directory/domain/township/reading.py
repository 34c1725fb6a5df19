"""The condition for rules that a township chooses: every number can be read."""

from shared.kernel.messages.errors import Refusal, refuse
from shared.language.contracts.directory import Override, RulesInForce
from shared.language.directory.choosing import nearest
from shared.language.rules import RuleSetError, rule_set_names, rules_on


def unreadable(rules: RulesInForce, field: str) -> Refusal | None:
    """Why nothing can be decided by ``rules``: an unknown model, or the number that is no such number."""
    if _error(rules.model_copy(update={"overrides": ()})):
        near = nearest(rules.rule_set, rule_set_names())
        return refuse(
            "unknown_rule_set", field, rule_set=rules.rule_set, choices=", ".join(near), one_of=near
        )
    for override in rules.overrides:
        if error := _error(rules.model_copy(update={"overrides": (override,)})):
            return _unreadable(override, error)
    # Each can be read, and yet they may contradict each other.
    if error := _error(rules):
        return _unreadable(rules.overrides[-1], error)
    return None


def _unreadable(override: Override, error: RuleSetError) -> Refusal:
    return refuse(
        "unreadable_number",
        "data.rules.overrides",
        number=override.number,
        value=override.value,
        why=error,
    )


def _error(rules: RulesInForce) -> RuleSetError | None:
    try:
        rules_on((rules,), rules.since)
    except RuleSetError as error:
        return error
    return None
