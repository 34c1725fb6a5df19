"""Keep what happened: one row of the timeline for every public event."""

from typing import Any

from services.console.domain.details import detail_of
from services.console.domain.stages import STAGE_OF
from services.console.storage.tables import TIMELINE
from shared.contracts.base import Role
from shared.contracts.envelope import Envelope, Message
from shared.contracts.evaluation import VoteRecorded
from shared.errors import Refusal
from shared.journal.work import Work


async def record(message: Message[Any], work: Work) -> Refusal | None:
    """Write the event down with the values that its sentence needs; a second copy changes nothing."""
    envelope, event = message.envelope, message.data
    row = {
        "event_id": envelope.id,
        "at": envelope.time,
        "type": event.type,
        "stage": STAGE_OF[event.type],
        "kind": event.entity(),
        "subject": envelope.subject or envelope.id,
        "sequence": envelope.sequence or 0,
        "actor_id": None if _is_nameless(envelope) else envelope.actorid,
        "actor_role": envelope.actorrole,
        "actor_department": envelope.actordepartment,
        "detail": detail_of(event),
    }
    work.insert(TIMELINE, unless_there=True, **row)
    return None


def _is_nameless(envelope: Envelope) -> bool:
    """Who raised a matter is private, and a vote is secret."""
    return envelope.actorrole == Role.CITIZEN or envelope.type == VoteRecorded.type
