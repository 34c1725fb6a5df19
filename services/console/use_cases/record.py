"""Record the events: one row of the timeline for every public event."""

from typing import Any

from services.console.storage.tables import TIMELINE
from services.console.storage.timeline import forget_words
from shared.kernel.journal.work import Work
from shared.kernel.messages.base import Event
from shared.kernel.messages.envelope import SYSTEM, Envelope, Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.envelope import Role
from shared.language.redacting import read_by_all
from shared.language.telling.every_event import TOLD
from shared.language.telling.told import Telling


async def record(message: Message[Any], work: Work) -> Refusal | None:
    """Write the event down with the values that its sentence needs; a second copy changes nothing."""
    envelope, event = message.envelope, message.data
    telling = TOLD[event.type]
    actor = SYSTEM if telling.by_itself(event) else envelope.actor
    row = {
        "event_id": envelope.id,
        "at": envelope.time,
        "type": event.type,
        "stage": telling.stage,
        "kind": event.entity(),
        "subject": envelope.subject or envelope.id,
        "sequence": envelope.sequence or 0,
        "actor_id": None if _is_nameless(envelope, telling) else actor.id,
        "actor_role": actor.role,
        "actor_department": actor.department,
        "detail": telling.details(event),
    }
    if telling.strikes:
        await _forget(event, row["subject"], work)
    work.insert(TIMELINE, unless_there=True, **row)
    return None


async def _forget(event: Event, subject: str, work: Work) -> None:
    snapshot = getattr(event, event.entity())
    public = frozenset(read_by_all(snapshot))
    await work.write(forget_words, event.entity(), subject, public, getattr(snapshot, "title", None))


def _is_nameless(envelope: Envelope, telling: Telling) -> bool:
    """The raiser's name is private, and a vote is secret."""
    return envelope.actorrole == Role.CITIZEN or telling.secret
