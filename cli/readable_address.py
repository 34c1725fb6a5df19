"""Addresses that can be asked for at all: what no table can hold never reaches a route."""

from urllib.parse import unquote_to_bytes

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.language.words import bilingual

_LONGEST = 8192
"""Bytes of an address with its query."""


class ReadableAddress:
    """In front of all routes: 400 for an address with U+0000 in it, with bytes that are no UTF-8, or too
    long."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on, or answer."""
        if scope["type"] == "http" and not _readable(scope.get("raw_path") or b"", scope["query_string"]):
            answer = JSONResponse({"reason": "address", **bilingual("gateway.address").model_dump()}, 400)
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _readable(path: bytes, query: bytes) -> bool:
    address = unquote_to_bytes(path + b"?" + query.replace(b"+", b" "))
    try:
        return len(path) + len(query) <= _LONGEST and "\x00" not in address.decode("utf-8")
    except UnicodeDecodeError:
        return False
