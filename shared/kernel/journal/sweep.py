"""A use case for messages that are about every thing of a kind: they take it, a few at a time.

One transaction a batch, so that nothing is long on the loop and nothing is locked for long. Things that come
into being meanwhile are decided by what holds by then; those whose turn is over are not asked twice.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from shared.kernel.journal.act import UseCase
from shared.kernel.journal.work import Work
from shared.kernel.machine import Moved, Thing, TimerChange
from shared.kernel.messages.base import Sweep
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.kernel.store.kind import Kind

T = TypeVar("T", bound=Thing)
BATCH = 5
"""Things decided in one transaction: each takes about a millisecond of the loop that carries heartbeats."""


def sweeping(
    kind: Kind[T],
    states: tuple[str, ...],
    key: Callable[[Any], str],
    told: Callable[[T, T, Any], Mapping[str, Any]],
    at_once: int = BATCH,
) -> UseCase:
    """Let the table decide the sweep's message for every thing of ``kind`` in ``states``, by id.

    ``key`` names the timer of the next batch, from the message; a sweep that is begun under the same name
    takes its place. ``told`` has the fields of a thing's event besides its snapshot, from the thing before,
    the thing after, and the message. A thing that refuses or ignores it stays as it is.
    """

    async def sweep(message: Message[Sweep], work: Work) -> Refusal | None:
        things = await work.next_in(kind, states, message.data.after, at_once)
        moved = 0
        for thing in things:
            decision = kind.behaviour.decide(thing, message.data, work.situation())
            if isinstance(decision, Moved):
                moved += 1
                work.carry_out(kind, decision, **told(thing, decision.after, message.data))
        if len(things) == at_once:
            further = message.data.model_copy(update={"after": kind.id_of(things[-1])})
            work.set_timers((TimerChange(key(further), work.now, further),))
        elif not moved:
            work.ignored = "nothing of the batch moves"
        return None

    return sweep
