"""The operator takes a township in. From then on its things can be decided."""

from services.directory.domain.township.coherence import incoherent
from services.directory.domain.township.reading import unreadable
from services.directory.domain.township.township import Township
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Creation, Situation
from shared.language.contracts.directory import (
    KEPT,
    AddTownship,
    TownshipAdded,
    TownshipLists,
)
from shared.language.contracts.envelope import Role
from shared.language.directory.amending import amended
from shared.language.waiting import Final


def rules_can_be_read(_: None, command: AddTownship, situation: Situation) -> Refusal | None:
    """The models are known, and every number of its own is one (platform: every number has a source)."""
    found = (unreadable(rules, "data.rules") for rules in command.rules)
    return next((refusal for refusal in found if refusal), None)


def each_day_has_its_rules(_: None, command: AddTownship, situation: Situation) -> Refusal | None:
    """No two rules begin on the same day (platform: which of them was meant?)."""
    days = [rules.since for rules in command.rules]
    twice = next((day for day in days if days.count(day) > 1), None)
    return refuse("rules_twice", "data.rules", day=twice) if twice else None


def lists_agree(_: None, command: AddTownship, situation: Situation) -> Refusal | None:
    """The lists contradict themselves nowhere; empty ones are filled later (platform)."""
    return incoherent(TownshipLists(), command.lists, _entered(command))


def add(_: None, command: AddTownship, situation: Situation) -> Township:
    """The township, with the rules that were chosen, in order of their first days."""
    return Township(
        township_id=situation.new_id,
        profile=command.profile,
        lists=_entered(command),
        rules=tuple(sorted(command.rules, key=lambda rules: rules.since)),
        changed_at=situation.now,
    )


def _entered(command: AddTownship) -> TownshipLists:
    return amended(TownshipLists(), command.lists)


ADDING: tuple[Clause[Township], ...] = (
    Creation(
        AddTownship,
        KEPT,
        TownshipAdded,
        (Role.OPERATOR,),
        why="platform: who runs it decides which townships take part; nothing is decided for any other",
        guards=(rules_can_be_read, each_day_has_its_rules, lists_agree),
        change=add,
    ),
    Final((KEPT,), "it is kept as it stands, and nothing is owed"),
)
