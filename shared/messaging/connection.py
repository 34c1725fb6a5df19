"""Connections to RabbitMQ: how they are opened, waited for, and kept alive."""

import asyncio
from collections.abc import Callable

import aio_pika
import structlog
from aio_pika.abc import AbstractRobustConnection
from aio_pika.exceptions import AMQPError, ProbableAuthenticationError
from yarl import URL

from shared.messaging.tolerant_properties import be_tolerant

log = structlog.get_logger(__name__)

be_tolerant()

HEARTBEAT = 10
"""Seconds; a peer that is silent for about three times as long is taken for dead."""
RECONNECT_INTERVAL = 1
"""Seconds between attempts after a connection broke; aio-pika's own 5 would be most of a broker's restart."""
CONNECT_TIMEOUT = 10
"""Seconds that one attempt may take."""
NEXT_ADDRESS = 0.25
"""Seconds until the next address is tried beside one that does not answer, when the broker's name has several."""
CONNECT_PAUSE = 1.0
"""Seconds between first attempts."""
TROUBLE = (AMQPError, RuntimeError, OSError, TimeoutError)
"""What aio-pika raises when a connection, a channel or the broker fails us. RuntimeError: a channel that is closed."""


def named_url(url: str, name: str) -> str:
    """The address with what every connection of ours has; ``name`` is what operators see in the broker's lists."""
    ours = {"heartbeat": HEARTBEAT, "reconnect_interval": RECONNECT_INTERVAL, "happy_eyeballs_delay": NEXT_ADDRESS}
    return str(URL(url).update_query(**ours, name=name))


async def connect_patiently(
    url: str, name: str, waiting: Callable[[str | None], None] = lambda problem: None
) -> AbstractRobustConnection:
    """Connect, waiting for a broker that is not up yet; it reconnects by itself later.

    ``waiting`` is told the reason while that lasts, and None at the end. Raises ProbableAuthenticationError.
    """
    announced = False
    while True:
        try:
            connection = await aio_pika.connect_robust(named_url(url, name), timeout=CONNECT_TIMEOUT)
        except ProbableAuthenticationError:
            raise
        except TROUBLE as error:
            waiting(f"broker: {error!r}")
            if not announced:
                log.warning("waiting_for_broker", error=str(error))
                announced = True
            await asyncio.sleep(CONNECT_PAUSE)
        else:
            waiting(None)
            return connection
