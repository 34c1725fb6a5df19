"""Entries of the lists, or the township's name, change. What was there before stays in the history."""

from dataclasses import replace

from services.directory.domain.township.coherence import incoherent
from services.directory.domain.township.township import STATES, Township
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import local_day
from shared.language.contracts.directory import AmendTownship, TownshipAmended
from shared.language.contracts.envelope import Role
from shared.language.directory.amending import amended
from shared.language.directory.staffing import first_day_without_office


def something_changes(township: Township, command: AmendTownship, situation: Situation) -> Refusal | None:
    """At least one entry, or the name, is other than before (platform: an edition says something new)."""
    after = amend(township, command, situation)
    if (after.profile, after.lists) == (township.profile, township.lists):
        return refuse("nothing_changes", "data.lists")
    return None


def lists_still_agree(township: Township, command: AmendTownship, situation: Situation) -> Refusal | None:
    """The lists that come of it contradict themselves nowhere (platform)."""
    return incoherent(township.lists, command.lists, amended(township.lists, command.lists))


def somebody_stays_in_office(
    township: Township, command: AmendTownship, situation: Situation
) -> Refusal | None:
    """On no day is the congress office left without anybody who could act, if it was not before (platform:
    nobody could ever enter a successor)."""
    today = local_day(situation.now)
    before = first_day_without_office(township.lists, today)
    after = first_day_without_office(amended(township.lists, command.lists), today)
    if after is None or (before is not None and before <= after):
        return None
    return refuse("office_left_empty", "data.lists.posts", day=after)


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
        guards=(lists_still_agree, something_changes, somebody_stays_in_office),
        change=amend,
    ),
)
