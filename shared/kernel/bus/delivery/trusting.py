"""Whether the publisher of a message is allowed its contents, as a concern of its way."""

from shared.kernel.bus.access.trust import Trust, in_the_name_of
from shared.kernel.bus.delivery.delivery import Delivery, Handle, Outcome, Wrap


def trusted(trust: Trust) -> Wrap:
    """The concern: a command beyond its publisher's entry is refused, in the publisher's own name."""

    def wrap(handle: Handle) -> Handle:
        async def handle_trusted(delivery: Delivery) -> Outcome:
            user, envelope = delivery.publisher, delivery.opened
            if distrust := trust.refuses(user, envelope):
                filed = in_the_name_of(user)
                return await handle(delivery._replace(data=distrust, filed=filed))
            return await handle(delivery._replace(quota=trust.quota_of(user, envelope.source)))

        return handle_trusted

    return wrap
