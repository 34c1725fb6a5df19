"""A command that names the version against which it was written: it is refused when its thing has moved on.

Who has a page open for an hour decides about what stood there. Without an expectation a command is decided on
what stands now, as always.
"""

from typing import Any

from shared.kernel.machine import ABSENT
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import SYSTEM, Message
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.store.kind import Kind
from shared.kernel.store.session import Session

FIELD = "expectedsequence"
"""The attribute of the envelope."""
BY_ITSELF = "by_itself"
"""What moved the thing was no command: a moment that came, or news of another thing."""
_LAST = (
    "SELECT type, body::jsonb ->> 'actorrole' FROM journal "
    "WHERE tenant = $1 AND subject = $2 AND sequence = $3 AND available_at IS NULL AND asker IS NULL "
    "ORDER BY position DESC LIMIT 1"
)


def is_about(kind: Kind[Any], id: str, message: Message[Any]) -> bool:
    """Whether the thing is the one that the message's command names, and not another that it looks at."""
    data = message.data
    return (
        isinstance(data, Command) and data.entity() == kind.name and getattr(data, kind.id_field, None) == id
    )


async def stale(session: Session, tenant: str, kind: Kind[Any], id: str, version: int) -> Refusal:
    """The refusal: what it is now, and by which command of which role it became so."""
    found = await session.fetch(_LAST, tenant, id, version)
    event, role = found[0] if found else ("", SYSTEM.role)
    return outrun(kind, version, event, role)


def outrun(kind: Kind[Any], version: int, event: str, role: str) -> Refusal:
    """The refusal of what was written against an earlier version than ``version``, which ``event`` of
    somebody in ``role`` has made."""
    rows = (row for row in kind.behaviour.transitions if row.emits.type == event and role in row.by)
    # What makes a thing has made its first version alone.
    rows = (row for row in rows if (row.states == (ABSENT,)) == (version == 1))
    commands = dict.fromkeys(row.on.type for row in rows if issubclass(row.on, Command))
    return refuse(
        "stale",
        FIELD,
        one_of=(str(version),),
        thing=kind.name,
        version=version,
        role=role,
        changed=", ".join(commands) or BY_ITSELF,
    )


def expects_nothing() -> Refusal:
    """The refusal of an expectation that nobody can check: the command is about no thing that stands."""
    return refuse("expects_nothing", FIELD)
