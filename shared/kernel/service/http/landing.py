"""Where a browser lands after a form: not on the answer to it, but by GET on a page that shows the answer.

Then Back and Reload ask nothing, send nothing twice, and no word that was typed is lost. The answer is kept
for half an hour, sealed with what the browser's cookie holds and with an id that stands in the address: who
has the table, or the address, or another cookie, opens nothing.
"""

import json
from base64 import urlsafe_b64encode
from hashlib import blake2b
from secrets import token_urlsafe
from urllib.parse import parse_qsl, urlencode
from zlib import compress, decompress

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import Table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from shared.kernel.store.landings import keep, kept

SHOWN = "shown"
"""What an address says of the answer that it shows."""
ONCE = "x-shown-once"
"""A header of answers that are not kept: each look at them is to be asked for, and written down."""
_LONGEST = 40
_MOST = 400_000
"""Bytes of an answer that is kept; a longer one is shown as it is."""
_NOT_KEPT = ("content-length", "etag", "set-cookie")


class Landing:
    """Over one service's table. ``holds``: what the browser's cookie holds, and nobody else knows; empty:
    nothing, and the form is answered as it is."""

    def __init__(self, engine: AsyncEngine, table: Table) -> None:
        self._engine, self._table = engine, table

    async def after(self, request: Request, answer: Response, holds: str, path: str = "") -> Response:
        """Instead of the answer to a form the way to it. ``path``: of a page, where the form's own has none.
        Files, and what leads elsewhere already, stay as they are; so does what cannot be kept now."""
        if ONCE in answer.headers:
            del answer.headers[ONCE]
            return answer
        if request.method != "POST" or not holds or not _is_page(answer) or len(answer.body) > _MOST:
            return answer
        id = token_urlsafe(16)
        sealed = Fernet(_key(id, holds)).encrypt(_written(answer))
        try:
            async with self._engine.begin() as connection:
                if not await keep(connection, self._table, _hash(id, holds), sealed):
                    return answer
        except (DBAPIError, OSError, TimeoutError):
            return answer
        there = RedirectResponse(_address(request, path, id), 303, {"cache-control": "no-store"})
        there.raw_headers.extend(one for one in answer.raw_headers if one[0] == b"set-cookie")
        return there

    async def again(self, connection: AsyncConnection, request: Request, holds: str) -> Response | None:
        """The answer that the address shows; None: none of this browser, or no longer."""
        id = request.query_params.get(SHOWN, "")
        if request.method == "POST" or not holds or not 0 < len(id) <= _LONGEST:
            return None
        sealed = await kept(connection, self._table, _hash(id, holds))
        try:
            return _read(Fernet(_key(id, holds)).decrypt(sealed)) if sealed else None
        except InvalidToken:
            return None


def _is_page(answer: Response) -> bool:
    return (
        not 300 <= answer.status_code < 400
        and answer.headers.get("content-type", "").startswith("text/html")
        and isinstance(getattr(answer, "body", None), bytes)
    )


def _written(answer: Response) -> bytes:
    headers = {name: value for name, value in answer.headers.items() if name not in _NOT_KEPT}
    said = json.dumps({"status": answer.status_code, "headers": headers}).encode()
    return compress(said + b"\n" + bytes(answer.body))


def _read(content: bytes) -> Response:
    said, _, body = decompress(content).partition(b"\n")
    known = json.loads(said)
    return Response(body, known["status"], known["headers"])


def _address(request: Request, path: str, id: str) -> str:
    asked = [one for one in parse_qsl(request.url.query, keep_blank_values=True) if one[0] != SHOWN]
    return f"{path or request.url.path}?{urlencode([*asked, (SHOWN, id)])}"


def _key(id: str, holds: str) -> bytes:
    return urlsafe_b64encode(_drawn(b"seals", id, holds))


def _hash(id: str, holds: str) -> bytes:
    return _drawn(b"finds", id, holds)


def _drawn(what: bytes, id: str, holds: str) -> bytes:
    return blake2b(f"{id} {holds}".encode(), digest_size=32, person=what).digest()
