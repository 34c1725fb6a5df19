"""Who acts, by a token that was signed for the command, as a concern of its way.

Who must bring one is said by its partner's entry; a token that somebody else brings is looked at as well.
Without either, this costs a look at a header.
"""

from time import time

from shared.kernel.bus.access.tokens import Vouched, about_command, vouched
from shared.kernel.bus.access.trust import Trust, in_the_name_of
from shared.kernel.bus.delivery.delivery import Delivery, Handle, Outcome, Wrap
from shared.kernel.messages.base import Command
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.messages.topology import TOKEN_HEADER
from shared.kernel.store.key_ring import KeyRing


def tokened(trust: Trust, ring: KeyRing) -> Wrap:
    """The concern: a command whose token is missing or bad is refused, in its publisher's own name, so that
    its id stays free for the same command with a good one."""

    def wrap(handle: Handle) -> Handle:
        async def handle_tokened(delivery: Delivery) -> Outcome:
            token = delivery.headers.get(TOKEN_HEADER)
            if delivery.filed is not None or not (token or trust.requires_token(delivery.publisher)):
                return await handle(delivery)
            command = trust.registry.types[delivery.opened.type]
            if not issubclass(command, Command):
                return await handle(delivery)
            found = await _looked_at(delivery, token, command, ring)
            if isinstance(found, Refusal):
                filed = in_the_name_of(delivery.publisher)
                return await handle(delivery._replace(data=found, filed=filed))
            return await handle(delivery._replace(vouched=found.kept()))

        return handle_tokened

    return wrap


async def _looked_at(
    delivery: Delivery, token: object, command: type[Command], ring: KeyRing
) -> Vouched | Refusal:
    if token is None:
        return refuse("token_missing", TOKEN_HEADER)
    # A delayed copy is the service's own: its token was in time when it came.
    presenter, late = delivery.publisher or "", delivery.attempts > 0
    about = about_command(delivery.opened, command, delivery.body, presenter, late=late)
    return await vouched(token, about, ring.key, ring.issuer, time())
