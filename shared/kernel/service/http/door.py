"""Who is heard at all: requests for one of our names, and changes from no other site's page."""

from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.kernel.machine.house import Say
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.service.http.answers import refused

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_SAFE = ("GET", "HEAD", "OPTIONS")


class Door:
    """In front of all routes.

    A page of another site can let its name lead to this machine (DNS rebinding); the name in ``Host`` gives
    it away. So a request is for this machine's loopback names, for one of ``names``, or, ``by_number``, for
    any bare address, which such a page cannot have.
    """

    def __init__(self, app: ASGIApp, say: Say, names: Collection[str], by_number: bool = False) -> None:
        self._app, self._say, self._by_number = app, say, by_number
        self._listed = frozenset(name.lower() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on, or answer."""
        found = self._refusal(scope) if scope["type"] == "http" else None
        if found is None:
            await self._app(scope, receive, send)
        else:
            refusal, status = found
            await refused(scope, self._say, refusal, status)(scope, receive, send)

    def _refusal(self, scope: Scope) -> tuple[Refusal, int] | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._ours(_name_in(host)):
            return refuse("http_host"), 400
        origin = headers.get("origin")
        if scope["method"] in _SAFE or origin is None or self._may_change(origin, host):
            return None
        return refuse("http_origin"), 403

    def _ours(self, name: str) -> bool:
        return name in LOOPBACK or name in self._listed or (self._by_number and _is_number(name))

    def _may_change(self, origin: str, host: str) -> bool:
        """A page of the same address, or of a listed name: a proxy may have put another one into ``Host``."""
        return origin.partition("://")[2].lower() == host.lower() or _name_in_url(origin) in self._listed


def _name_in(host: str) -> str:
    return _name_in_url(f"//{host}")


def _name_in_url(url: str) -> str:
    """The name without port and brackets, in small letters; empty when there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
