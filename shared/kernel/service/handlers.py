"""The use case of each message: state tables take the messages that they name, and only exceptions are
written down.

| the message | is handled by |
|---|---|
| has a use case of its own | that |
| is taken by exactly one kind's state table | the thing that it names, or a new one |
| is an event that the service subscribed to, and no table takes it | nothing follows: its copy is kept |

Anything else is a mistake that is found when the service is put together, not when the message comes.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from shared.kernel.journal.act import UseCase, acting_on, creating, learn
from shared.kernel.journal.work import Work
from shared.kernel.machine import ABSENT, Errand
from shared.kernel.messages.base import Data, Event
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.store.kind import Kind


def handlers_of(
    service: str,
    taken: Iterable[type[Data]],
    kinds: tuple[Kind[Any], ...],
    use_cases: Mapping[type[Data], UseCase],
    errands: tuple[Errand, ...],
) -> dict[type[Data], UseCase]:
    """The use case of every message in ``taken``. Raises ValueError with all errors."""
    allowed = {errand.on: errand for errand in errands}
    found: dict[type[Data], UseCase] = {}
    wrong = [f"{cls.type} has a use case and never comes" for cls in use_cases if cls not in set(taken)]
    for cls in taken:
        use_case = use_cases.get(cls) or _by_table(cls, kinds)
        if use_case is None:
            wrong.append(f"{cls.type} is taken by no table or by several, and has no use case")
        else:
            found[cls] = _on_errand(allowed[cls], use_case) if cls in allowed else use_case
    wrong += [f"{cls.type} is an errand and never comes" for cls in allowed if cls not in found]
    if wrong:
        raise ValueError(f"{service}: {'; '.join(wrong)}")
    return found


def _by_table(cls: type[Data], kinds: tuple[Kind[Any], ...]) -> UseCase | None:
    takers = [kind for kind in kinds if cls in kind.behaviour.messages()]
    if not takers and issubclass(cls, Event):
        return learn
    if len(takers) != 1:
        return None
    (kind,) = takers
    states = {state for clause in kind.behaviour.transitions if clause.on is cls for state in clause.states}
    if states == {ABSENT}:
        return creating(kind)
    return acting_on(kind) if ABSENT not in states and kind.id_field in cls.model_fields else None


def _on_errand(errand: Errand, use_case: UseCase) -> UseCase:
    """``use_case``, for those whom the errand allows."""

    async def checked(message: Message[Any], work: Work) -> Refusal | None:
        role = message.envelope.actor.role
        if role not in errand.by:
            among = ", ".join(errand.by)
            return refuse("wrong_role", "actorrole", role=role, allowed=among, one_of=errand.by)
        return await use_case(message, work)

    return checked
