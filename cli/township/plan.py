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
    TownshipCommand,
    TownshipLists,
    TownshipSnapshot,
)
from shared.language.directory.amending import amended
from shared.language.directory.sheets.comparing import (
    difference,
    emptied,
    ended,
    lines,
    missing,
)
from shared.language.directory.sheets.layout import RULES, TOWNSHIP
from shared.language.directory.sheets.line import Line
from shared.language.directory.sheets.reading import Filled
from shared.language.directory.sheets.rules import beginning, other_rules, rule_lines


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
    emptied: tuple[tuple[str, int], ...] = ()
    """(title, how many end) of the lists of which nothing is left after the last day of what is missing."""


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


def amending(
    before: TownshipSnapshot, filled: Filled, day: date, choices: Choices, edition: int | None = None
) -> Plan:
    """Change the township that there is to what was filled in, as seen on ``day``; refused if anybody else
    changes ``edition`` before."""
    last = choices.end_missing or day
    absent, ends = missing(before.lists, filled.lists, last, filled.sheets), TownshipLists()
    if choices.end_missing:
        ends, absent = absent, ends
    changes = difference(before.lists, amended(filled.lists, ended(ends, last)))
    after = amended(before.lists, changes)
    profile = filled.profile if filled.profile != before.profile else None
    rules = beginning(filled.rules, before.rules[0].since)
    told = (
        *_of_profile(profile, before.profile, day),
        *rule_lines(before.rules, rules, listed=RULES.name in filled.sheets),
        *lines(before.lists, changes, absent),
    )
    anything = profile is not None or changes != TownshipLists()
    amend = AmendTownship(profile=profile, lists=changes, reason=choices.reason)
    others = _changes(other_rules(before.rules, rules), choices)
    commands = (*((amend,) if anything else ()), *others)
    return Plan(_expecting(edition, commands), told, after, tuple(emptied(ends, after, last)))


def _expecting(edition: int | None, commands: tuple[TownshipCommand, ...]) -> tuple[TownshipCommand, ...]:
    """Each of them makes the edition that the next one expects."""
    if edition is None:
        return commands
    return tuple(
        command.model_copy(update={"expected_edition": edition + n}) for n, command in enumerate(commands)
    )


def _of_profile(profile: Profile | None, before: Profile, day: date) -> Iterator[Line]:
    if profile is not None:
        other = [column for column in TOWNSHIP.columns if column.field in Profile.model_fields]
        fields = [c.heading for c in other if getattr(profile, c.field) != getattr(before, c.field)]
        yield Line("changed", TOWNSHIP.title, profile.name, day, tuple(fields))


def _changes(rules: tuple[RulesInForce, ...], choices: Choices) -> Iterator[ChangeRules]:
    return (ChangeRules(rules=one, open_deadlines=choices.open_deadlines) for one in rules)
