"""What an answer promises, follows the answer: a new one makes its promise, and ends those before."""

from services.handling.domain.item.item import Item
from services.handling.domain.promise.making import PromiseFacts
from services.handling.domain.promise.promise import UNCONFIRMED
from services.handling.storage.tables import PROMISE
from shared.kernel.journal.work import Work
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.handling import CorrectAnswer, PublishAnswer


async def promises_follow(
    before: Item, after: Item, command: PublishAnswer | CorrectAnswer, work: Work
) -> Refusal | None:
    """End the promises that the latest answer does not make, and make the one that is new in it."""
    made = {answer.promise_id for answer in before.answers if answer.promise_id}
    now = after.answers[-1].promise_id
    for id in sorted(made - {now}):
        promise = await work.require(PROMISE, id)
        if promise.state in UNCONFIRMED:
            work.carry_out(PROMISE, PROMISE.behaviour.decide(promise, command, work.situation()))
    if now is None or now in made:
        return None
    situation = work.situation(PromiseFacts(after))
    return work.carry_out(PROMISE, PROMISE.behaviour.decide(None, command, situation))
