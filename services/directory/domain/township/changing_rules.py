"""The township decides by other rules from a day on."""

from dataclasses import replace

from services.directory.domain.township.reading import unreadable
from services.directory.domain.township.township import STATES, Township
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.directory import ChangeRules, RulesChanged
from shared.language.contracts.envelope import Role
from shared.language.directory.changing import and_rules


def rules_are_readable(township: Township, command: ChangeRules, situation: Situation) -> Refusal | None:
    """The model is known, and every number of its own is one (platform: every number has a source)."""
    return unreadable(command.rules, "data.rules.rule_set")


def not_before_the_first(township: Township, command: ChangeRules, situation: Situation) -> Refusal | None:
    """They begin no earlier than the first rules: of the days before, nothing was decided here (platform)."""
    first = township.rules[0].since
    if command.rules.since < first:
        return refuse("before_first_rules", "data.rules.since", day=first)
    return None


def rules_change(township: Township, command: ChangeRules, situation: Situation) -> Refusal | None:
    """They are other than those that were decided for that day (platform: an edition says something new)."""
    return refuse("nothing_changes", "data.rules") if command.rules in township.rules else None


def change(township: Township, command: ChangeRules, situation: Situation) -> Township:
    """The rules in order of their first day; rules from the same day take the place of the earlier ones."""
    return replace(township, rules=and_rules(township.rules, command.rules), changed_at=situation.now)


CHANGING_RULES: tuple[Clause[Township], ...] = (
    Transition(
        STATES,
        ChangeRules,
        None,
        RulesChanged,
        (Role.OFFICE, Role.OPERATOR),
        why="practice of 乡长有约: each congress decides its own periods and shares, within the law",
        guards=(rules_are_readable, not_before_the_first, rules_change),
        change=change,
    ),
)
