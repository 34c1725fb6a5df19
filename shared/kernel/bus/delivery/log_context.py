"""The values in every line of the log while a message is handled."""

from contextlib import AbstractContextManager

import structlog

from shared.kernel.bus.delivery.delivery import Delivery, Handle, Outcome, Wrap
from shared.kernel.bus.delivery.tracing import trace_id_of
from shared.kernel.messages.envelope import Envelope


def logged_as(service: str, envelope: Envelope) -> AbstractContextManager[None]:
    """Bind the message's ids to the log until the context ends."""
    return structlog.contextvars.bound_contextvars(
        service=service,
        message_id=envelope.id,
        type=envelope.type,
        correlation_id=envelope.correlation,
        **{envelope.tenant_name: envelope.tenant},
        **({"trace_id": trace_id} if (trace_id := trace_id_of(envelope.traceparent)) else {}),
    )


def logged(service: str) -> Wrap:
    """The concern: the ids are bound while the rest of the way is gone."""

    def wrap(handle: Handle) -> Handle:
        async def handle_logged(delivery: Delivery) -> Outcome:
            with logged_as(service, delivery.opened):
                return await handle(delivery)

        return handle_logged

    return wrap
