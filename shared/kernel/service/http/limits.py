"""What a route may cost, and the routes that share it."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.routing import BaseRoute

HEAD_SECONDS = 10.0
"""Until the head of a request is there, counted from the connection's beginning or the answer before."""
CONNECTIONS = 500
"""Open at one time, of each port: far below the 1,024 files that a process may usually have open."""
JSON = ("application/json",)


@dataclass(frozen=True, slots=True)
class Limits:
    """What each request to one group of routes may cost."""

    at_once: int = 24
    """Requests in work; the next one is told when to come again."""
    seconds: float | None = 15.0
    """Until the answer is sent as a whole; None: the answer is a stream that has no end."""
    body: int = 0
    """Bytes; 0: these routes read no body."""
    body_seconds: float = 10.0
    """Until the body is there as a whole."""
    types: tuple[str, ...] = ()
    """Media types that a body may have, ``image/*`` among them; empty: a body's type is not asked."""
    asks: tuple[str, ...] | None = ()
    """The parameters that an address may have; None: whatever there is, and what is not known is passed over.
    Who asks a program for less than everything, and is not understood, must not be given everything."""
    untyped: bool = False
    """Whether a body may be sent without a type."""


READING = Limits()
"""Pages and look-ups: a few milliseconds of the loop each, over the few sessions that HTTP has."""


@dataclass(frozen=True, slots=True)
class RouteGroup:
    """Routes that share their limits. A route that is in no group is one of those that read."""

    routes: Sequence[BaseRoute]
    limits: Limits = READING
    inside: bool = False
    """Whether they are for operators and the office: they are served at the operators' port alone."""
