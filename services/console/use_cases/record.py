"""Record the events: one row of the timeline for every public event."""

from typing import Any

from services.console.domain.telling.every_event import TOLD
from services.console.domain.telling.told import Telling
from services.console.storage.tables import TIMELINE
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Envelope, Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.envelope import Role


async def record(message: Message[Any], work: Work) -> Refusal | None:
    """Write the event down with the values that its sentence needs; a second copy changes nothing."""
    envelope, event = message.envelope, message.data
    telling = TOLD[event.type]
    row = {
        "event_id": envelope.id,
        "at": envelope.time,
        "type": event.type,
        "stage": telling.stage,
        "kind": event.entity(),
        "subject": envelope.subject or envelope.id,
        "sequence": envelope.sequence or 0,
        "actor_id": None if _is_nameless(envelope, telling) else envelope.actorid,
        "actor_role": envelope.actorrole,
        "actor_department": envelope.actordepartment,
        "detail": telling.details(event),
    }
    work.insert(TIMELINE, unless_there=True, **row)
    return None


def _is_nameless(envelope: Envelope, telling: Telling) -> bool:
    """The raiser's name is private, and a vote is secret."""
    return envelope.actorrole == Role.CITIZEN or telling.secret
