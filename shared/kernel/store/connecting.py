"""Opening a session where an address names several hosts."""

from typing import Any

import asyncpg

_HOST_SECONDS = 2.0
"""A host that says nothing by then is passed over. Who looks for five seconds still gets past two such."""
_NEXT = (
    OSError,
    TimeoutError,
    asyncpg.CannotConnectNowError,
    asyncpg.ConnectionDoesNotExistError,
    asyncpg.TargetServerAttributeNotMatched,
)
"""Away, coming up, or a standby. Whoever refuses the login, or has no room, is the one that was meant."""


async def connect(**given: Any) -> "asyncpg.Connection[asyncpg.Record]":
    """As ``asyncpg.connect``, which would spend all its time on the first host that swallows what it gets.

    Raises what the last host said.
    """
    hosts, ports = given.get("host"), given.get("port")
    if not isinstance(hosts, list) or not isinstance(ports, list):
        return await asyncpg.connect(**given)
    errors: list[BaseException] = []
    for host, port in zip(hosts, ports, strict=True):
        try:
            return await asyncpg.connect(**given | {"host": host, "port": port, "timeout": _HOST_SECONDS})
        except _NEXT as error:
            errors.append(error)
    raise errors[-1]
