"""Whether the publisher of a message is allowed its contents, as a concern of its way."""

from dataclasses import replace

from shared.kernel.bus.access.trust import Trust, in_the_name_of
from shared.kernel.bus.delivery.delivery import Delivery, Handle, Outcome, Wrap


def trusted(trust: Trust) -> Wrap:
    """The concern: a command beyond its publisher's entry is refused, in the publisher's own name."""

    def wrap(handle: Handle) -> Handle:
        async def handle_trusted(delivery: Delivery) -> Outcome:
            envelope, data = delivery.opened, delivery.data
            if distrust := trust.refuses(delivery.publisher, envelope):
                envelope, data = in_the_name_of(delivery.publisher, envelope), distrust
            quota = trust.quota_of(delivery.publisher, envelope.source)
            return await handle(replace(delivery, envelope=envelope, data=data, quota=quota))

        return handle_trusted

    return wrap
