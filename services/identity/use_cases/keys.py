"""A key is taken from those that were drawn in advance; the ones before it end when their tokens have."""

from typing import Any

from services.identity.domain.signing_key.publishing import Drawn
from services.identity.domain.signing_key.retiring import outlived
from services.identity.storage.keys import forget_private, take_spare
from services.identity.storage.tables import PRIVATE_KEYS, SIGNING_KEY
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import NotYetKnown, Refusal
from shared.language.contracts.identity import IN_USE, SigningKeyOutlived


async def publish_key(message: Message[Any], work: Work) -> Refusal | None:
    """With the township, or in the place of those that sign now. Raises NotYetKnown until one is drawn."""
    spare = await work.write(take_spare)
    if spare is None:
        raise NotYetKnown("a key that was drawn in advance")
    public, sealed = spare
    before = [key for key in await work.find(SIGNING_KEY) if key.state == IN_USE]
    situation = work.situation(Drawn(public))
    decision = SIGNING_KEY.behaviour.decide(None, message.data, situation)
    if refusal := work.carry_out(SIGNING_KEY, decision):
        return refusal
    work.insert(PRIVATE_KEYS, signing_key_id=situation.new_id, sealed=sealed)
    work.set_timers(tuple(outlived(key, work.now) for key in before))
    return None


async def retire_key(message: Message[SigningKeyOutlived], work: Work) -> Refusal | None:
    """Its private half is deleted with it."""
    key = await work.require(SIGNING_KEY, message.data.signing_key_id)
    await work.write(forget_private, key.signing_key_id)
    return work.carry_out(SIGNING_KEY, SIGNING_KEY.behaviour.decide(key, message.data, work.situation()))
