"""What an import says to the directory: the commands, and the lines that tell of them; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from shared.kernel.messages.base import Command
from shared.language.contracts.directory import (
    AddTownship,
    AmendTownship,
    ChangeRules,
    OpenDeadlines,
    Profile,
    RulesInForce,
    TownshipLists,
    TownshipSnapshot,
)
from shared.language.directory.amending import amended
from shared.language.directory.sheets.comparing import (
    Line,
    beginning,
    difference,
    ended,
    lines,
    missing,
    other_rules,
)
from shared.language.directory.sheets.layout import RULES, TOWNSHIP
from shared.language.directory.sheets.reading import Filled


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the person who imports decides."""

    reason: str = ""
    end_missing: date | None = None
    """The last day of what stands in no sheet any more."""
    open_deadlines: OpenDeadlines = "stay"


@dataclass(frozen=True, slots=True)
class Plan:
    """The commands in their order, and what they change."""

    commands: tuple[Command, ...]
    lines: tuple[Line, ...]
    """With what is missing in the sheets and stays."""
    after: TownshipLists
    """The lists that come of it."""


def founding(filled: Filled, day: date) -> Plan:
    """Take the township in on ``day``. ``filled`` has a name and rules."""
    assert filled.profile
    profile, nothing = filled.profile, TownshipLists()
    add = AddTownship(profile=profile, rules=filled.rules, lists=filled.lists)
    after = amended(nothing, filled.lists)
    told = (
        Line("added", TOWNSHIP.title, profile.name, day),
        *lines(nothing, after, nothing),
    )
    return Plan((add,), told, after)


def amending(before: TownshipSnapshot, filled: Filled, day: date, choices: Choices) -> Plan:
    """Change the township that there is to what was filled in, as seen on ``day``."""
    last = choices.end_missing or day
    absent = missing(before.lists, filled.lists, last)
    wanted = filled.lists
    if choices.end_missing:
        wanted, absent = amended(wanted, ended(absent, last)), TownshipLists()
    changes = difference(before.lists, wanted)
    profile = filled.profile if filled.profile != before.profile else None
    rules = other_rules(before.rules, beginning(filled.rules, before.rules[0].since))
    amend = AmendTownship(profile=profile, lists=changes, reason=choices.reason)
    told = (
        *_of_profile(profile, before.profile, day),
        *lines(before.lists, changes, absent),
        *_of_rules(rules),
    )
    anything = profile is not None or changes != TownshipLists()
    return Plan(
        (*((amend,) if anything else ()), *_changes(rules, choices)), told, amended(before.lists, changes)
    )


def _of_profile(profile: Profile | None, before: Profile, day: date) -> Iterator[Line]:
    if profile is not None:
        other = [column for column in TOWNSHIP.columns if column.field in Profile.model_fields]
        fields = [c.heading for c in other if getattr(profile, c.field) != getattr(before, c.field)]
        yield Line("changed", TOWNSHIP.title, profile.name, day, tuple(fields))


def _of_rules(rules: tuple[RulesInForce, ...]) -> Iterator[Line]:
    return (Line("changed", RULES.title, one.rule_set, one.since) for one in rules)


def _changes(rules: tuple[RulesInForce, ...], choices: Choices) -> Iterator[ChangeRules]:
    return (ChangeRules(rules=one, open_deadlines=choices.open_deadlines) for one in rules)
