"""Keep every thing as its newest event says it, in both faces, and one line of history for each event."""

import json
from typing import Any

from services.desk.domain.told import detail_of
from services.desk.storage.keeping import keep_thing
from services.desk.storage.sent import erase_sent, forget_voters
from services.desk.storage.tables import HISTORY
from shared.kernel.journal.work import Work
from shared.kernel.messages.audience import public_json
from shared.kernel.messages.base import Event
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.envelope import Role
from shared.language.contracts.evaluation import BallotClosed
from shared.language.contracts.intake import SubmissionErased


async def keep(message: Message[Any], work: Work) -> Refusal | None:
    """Write it down; an older or a second copy changes nothing."""
    envelope, event = message.envelope, message.data
    kind = event.entity()
    thing = getattr(event, kind, None)
    subject = envelope.subject or envelope.id
    work.insert(
        HISTORY,
        unless_there=True,
        event_id=envelope.id,
        at=envelope.time,
        type=event.type,
        kind=kind,
        subject=subject,
        sequence=envelope.sequence or 0,
        actor_id=None if envelope.actorrole == Role.CITIZEN else envelope.actorid,
        actor_role=envelope.actorrole,
        actor_department=envelope.actordepartment,
        detail=detail_of(event),
    )
    if thing is not None:
        inside = thing.model_dump_json()
        state = getattr(thing, "state", "")
        sequence = envelope.sequence or 0
        await work.write(keep_thing, kind, subject, sequence, state, inside, _public(event), envelope.time)
    if isinstance(event, SubmissionErased):
        await work.write(erase_sent, subject)
    if isinstance(event, BallotClosed):
        await work.write(forget_voters, subject)
    return None


def _public(event: Event) -> str | None:
    """The thing as everybody reads it; None: nobody else does."""
    said = public_json(event)
    if said == "":
        return None
    whole = event.model_dump_json() if said is None else said
    return json.dumps(json.loads(whole)[event.entity()], ensure_ascii=False)
