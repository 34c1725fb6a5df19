"""What every line of the log says while a message is handled."""

from contextlib import AbstractContextManager

import structlog

from shared.contracts.envelope import Envelope
from shared.messaging.tracing import trace_id_of


def logged_as(service: str, envelope: Envelope) -> AbstractContextManager[None]:
    """Bind the message's ids to the log until the context ends."""
    return structlog.contextvars.bound_contextvars(
        service=service,
        message_id=envelope.id,
        type=envelope.type,
        township=envelope.township,
        correlation_id=envelope.correlation,
        **({"trace_id": trace_id} if (trace_id := trace_id_of(envelope.traceparent)) else {}),
    )
