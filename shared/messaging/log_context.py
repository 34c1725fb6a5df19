"""What every line of the log says while a message is handled."""

from contextlib import AbstractContextManager

import structlog

from shared.contracts.envelope import Envelope


def logged_as(envelope: Envelope) -> AbstractContextManager[None]:
    """Bind the message's ids to the log until the context ends."""
    return structlog.contextvars.bound_contextvars(
        message_id=envelope.id,
        type=envelope.type,
        township=envelope.township,
        correlation_id=envelope.correlation,
    )
