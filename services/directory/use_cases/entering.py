"""Take a decision on the township of the envelope, and write down what it changed."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType
from typing import Any, NamedTuple

from services.directory.domain.township.expecting import has_moved, moved_on
from services.directory.domain.township.history import history
from services.directory.domain.township.township import Township
from services.directory.storage.editions import changed_since
from services.directory.storage.tables import LIST_CHANGES, TOWNSHIP
from shared.kernel.journal.work import Work
from shared.kernel.machine import Decision, Moved, Situation
from shared.kernel.messages.base import Data
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.directory import TownshipCommand, TownshipLists

LONG = 250
"""Entries from which on a decision might take longer than 5 ms; a township seldom has as many."""
_ONE = ThreadPoolExecutor(max_workers=1, thread_name_prefix="directory")
"""One long decision at a time: several threads would take turns with each other before the loop had its
own."""

Told = Callable[[Moved[Township]], Mapping[str, Any]]
"""The fields of the event besides the township."""


class _Entered(NamedTuple):
    decision: Decision[Township]
    rows: tuple[Mapping[str, Any], ...]
    """Of the history, without who entered them, when and why."""
    told: Mapping[str, Any]


def nothing_else(moved: Moved[Township]) -> Mapping[str, Any]:
    """The township says it all."""
    return MappingProxyType({})


async def enter(
    work: Work,
    township: Township | None,
    *,
    why: str = "",
    told: Told = nothing_else,
) -> Refusal | None:
    """Let the township take the message, with a row of the history for each entry that is other than before.

    One that is not there yet gets the tenant's own id. Refused if the sender looked at an earlier edition.
    Long lists are decided off the loop, which carries heartbeats.
    """
    message, situation = work.message.data, work.situation(new_id=work.tenant)
    if township and isinstance(message, TownshipCommand) and has_moved(township, message):
        expected = message.expected_edition or 0
        return moved_on(township, message, await work.ask(changed_since, expected))
    if _entries(township, message) <= LONG:
        entered = _entered(township, message, situation, told)
    else:
        loop = asyncio.get_running_loop()
        entered = await loop.run_in_executor(_ONE, _entered, township, message, situation, told)
    actor = work.message.envelope.actor
    for row in entered.rows:
        work.insert(LIST_CHANGES, **row, actor_id=actor.id, actor_role=actor.role, reason=why, at=work.now)
    return work.carry_out(TOWNSHIP, entered.decision, **entered.told)


def _entered(township: Township | None, message: Data, situation: Situation[object], told: Told) -> _Entered:
    decision = TOWNSHIP.behaviour.decide(township, message, situation)
    if not isinstance(decision, Moved):
        return _Entered(decision, (), {})
    rows = tuple(
        {
            "edition": decision.after.version,
            "list": change.list,
            "key": change.key,
            "since": change.since,
            "before": change.before and change.before.model_dump(mode="json"),
            "after": change.after.model_dump(mode="json"),
        }
        for change in history(decision.before, decision.after)
    )
    return _Entered(decision, rows, told(decision))


def _entries(township: Township | None, message: Data) -> int:
    given = (township and township.lists, getattr(message, "lists", None))
    return sum(
        len(entries) for lists in given if isinstance(lists, TownshipLists) for _, entries in lists.each()
    )
