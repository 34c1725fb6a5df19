"""The values in every line of the log while a message is handled."""

from collections.abc import Mapping
from typing import Any

from structlog.contextvars import bind_contextvars, reset_contextvars

from shared.kernel.bus.delivery.delivery import Delivery, Handle, Outcome, Wrap
from shared.kernel.bus.delivery.tracing import trace_id_of
from shared.kernel.messages.envelope import Envelope


def said_of(service: str, envelope: Envelope) -> Mapping[str, Any]:
    """The message's ids."""
    ids = {
        "service": service,
        "message_id": envelope.id,
        "type": envelope.type,
        "correlation_id": envelope.correlation,
        envelope.tenant_name: envelope.tenant,
    }
    trace_id = trace_id_of(envelope.traceparent)
    return {**ids, "trace_id": trace_id} if trace_id else ids


def logged(service: str) -> Wrap:
    """The concern: the ids are bound to the log while the rest of the way is gone."""

    def wrap(handle: Handle) -> Handle:
        async def handle_logged(delivery: Delivery) -> Outcome:
            before = bind_contextvars(**said_of(service, delivery.opened))
            try:
                return await handle(delivery)
            finally:
                reset_contextvars(**before)

        return handle_logged

    return wrap
