"""Entries of the lists, or the township's name, change. What was there before stays in the history."""

from dataclasses import replace

from services.directory.domain.township.coherence import incoherent
from services.directory.domain.township.township import STATES, Township
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.directory import AmendTownship, TownshipAmended
from shared.language.contracts.envelope import Role
from shared.language.directory.amending import amended


def something_changes(township: Township, command: AmendTownship, situation: Situation) -> Refusal | None:
    """At least one entry, or the name, is other than before (platform: an edition says something new)."""
    after = amend(township, command, situation)
    if (after.profile, after.lists) == (township.profile, township.lists):
        return refuse("nothing_changes", "data.lists")
    return None


def lists_still_agree(township: Township, command: AmendTownship, situation: Situation) -> Refusal | None:
    """The lists that come of it contradict themselves nowhere (platform)."""
    return incoherent(command.lists, amended(township.lists, command.lists))


def amend(township: Township, command: AmendTownship, situation: Situation) -> Township:
    """The entries stand beside those that were there, and end them."""
    return replace(
        township,
        profile=command.profile or township.profile,
        lists=amended(township.lists, command.lists),
        changed_at=situation.now,
    )


AMENDING: tuple[Clause[Township], ...] = (
    Transition(
        STATES,
        AmendTownship,
        None,
        TownshipAmended,
        (Role.OFFICE, Role.OPERATOR),
        why="platform: the congress office keeps its township's lists; the operator helps it in",
        guards=(something_changes, lists_still_agree),
        change=amend,
    ),
)
