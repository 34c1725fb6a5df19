"""What was promised at a visit."""

from services.handling.domain.promise.on_the_spot import SpotFacts
from services.handling.storage.tables import PROMISE
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.scheduling import VisitCompleted


async def take_promises(message: Message[VisitCompleted], work: Work) -> Refusal | None:
    """Each promise of a finding, once."""
    for finding in message.data.visit.found:
        if finding.promise is None:
            continue
        known = await work.load(PROMISE, finding.promise.promise_id)
        situation = work.situation(SpotFacts(finding), new_id=finding.promise.promise_id)
        work.carry_out(PROMISE, PROMISE.behaviour.decide(known, message.data, situation))
    return None
