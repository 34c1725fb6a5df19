"""Connections to RabbitMQ: how they are opened, waited for, and kept alive."""

import asyncio
import ssl
from collections.abc import Callable

import aio_pika
import structlog
from aio_pika.abc import AbstractRobustConnection
from aio_pika.exceptions import AMQPError, ProbableAuthenticationError
from yarl import URL

from shared.kernel.bus.rabbit.tolerant_properties import be_tolerant
from shared.kernel.messages.errors import Rejected

log = structlog.get_logger(__name__)

be_tolerant()

_WRONG_CREDENTIALS = (
    "消息代理 {host} 不接受用户 {user} 的登录：请核对用户名、密码与虚拟主机权限。"
    "The broker {host} refuses the login of {user}: check name, password and the rights on the virtual host."
)
_UNVERIFIED = (
    "消息代理 {host} 的证书无法核实：{why}。请核对 YOUYUE_BROKER_CA_FILE。"
    "The certificate of the broker {host} could not be verified: {why}. Check YOUYUE_BROKER_CA_FILE."
)
HEARTBEAT = 10
"""Seconds; a peer that is silent for about three times as long is taken for dead."""
RECONNECT_INTERVAL = 1
"""Seconds between attempts after a connection broke; aio-pika's own 5 would be most of a broker's restart."""
CONNECT_TIMEOUT = 10
"""Seconds that one attempt may take."""
NEXT_ADDRESS = 0.25
"""Seconds until the next address is tried beside one that does not answer, when the broker's name has
several."""
CONNECT_PAUSE = 1.0
"""Seconds between first attempts."""
TROUBLE = (AMQPError, RuntimeError, OSError, TimeoutError)
"""What aio-pika raises when a connection, a channel or the broker fails us. RuntimeError: a channel that is
closed."""


def named_url(url: str, name: str) -> str:
    """The address with what every connection of ours has; ``name`` is what operators see in the broker's
    lists."""
    ours = {
        "heartbeat": HEARTBEAT,
        "reconnect_interval": RECONNECT_INTERVAL,
        "happy_eyeballs_delay": NEXT_ADDRESS,
    }
    return str(URL(url).update_query(**ours, name=name))


def raise_if_rejected(url: str, error: BaseException) -> None:
    """Raise Rejected for what no waiting mends: wrong credentials, a certificate that cannot be verified."""
    address = URL(url)
    where = {"user": address.user or "guest", "host": f"{address.host}:{address.port}"}
    if isinstance(error, ProbableAuthenticationError):
        raise Rejected(_WRONG_CREDENTIALS.format(**where)) from error
    for cause in _chain(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            raise Rejected(_UNVERIFIED.format(**where, why=cause.verify_message)) from error


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what led to it, each once: libraries that raise a kept error again make circles."""
    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and all(cause is not known for known in chain):
        chain.append(cause)
        cause = cause.__cause__ or cause.__context__
    return chain


async def connect_patiently(
    url: str, name: str, waiting: Callable[[str | None], None] = lambda problem: None
) -> AbstractRobustConnection:
    """Connect, waiting for a broker that is not up yet; it reconnects by itself later.

    ``waiting`` is told the reason while that lasts, and None at the end. Raises Rejected.
    """
    announced = None
    while True:
        try:
            connection = await aio_pika.connect_robust(named_url(url, name), timeout=CONNECT_TIMEOUT)
        except TROUBLE as error:
            raise_if_rejected(url, error)
            waiting(f"broker: {error!r}")
            if announced != repr(error):
                log.warning("waiting_for_broker", connection=name, error=repr(error))
                announced = repr(error)
            await asyncio.sleep(CONNECT_PAUSE)
        else:
            waiting(None)
            if announced:
                log.info("broker_is_there", connection=name)
            return connection
