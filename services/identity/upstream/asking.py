"""Asking an OpenID provider, and reading what it answers: it may be away, slow, or talk nonsense."""

import json
from typing import Any

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key, KeySet

PATIENCE = 10.0
"""Seconds for all that one step of a person's needs of it; the pages give up after 15."""
_AT_MOST = 256 * 1024
"""Bytes of an answer."""
_LONGEST = 255
"""Characters of what it calls a person."""


class UpstreamError(Exception):
    """It cannot be reached, or what it says cannot be believed; the message is for the log and has no
    secret."""


def is_name(called: str) -> bool:
    """Whether a provider may call somebody so. What cannot be seen is not in it, and could not be typed."""
    return 0 < len(called) <= _LONGEST and called.isprintable() and not called.isspace()


def keys_of(said: bytes) -> KeySet:
    """Those that are for signing and of a kind that is known here; others say nothing about these (RFC 7517,
    5). Raises UpstreamError."""
    found: list[Key] = []
    try:
        for one in json.loads(said)["keys"]:
            if isinstance(one, dict) and one.get("use", "sig") == "sig" and (key := _key(one)):
                found.append(key)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UpstreamError("its keys cannot be read") from None
    if not found:
        raise UpstreamError("it shows no key that is known here")
    return KeySet(found)


def _key(said: dict[str, Any]) -> Key | None:
    try:
        return JWKRegistry.import_key(said)
    except (JoseError, ValueError, KeyError, TypeError):
        return None


async def asked(method: str, url: str, **more: Any) -> bytes:
    """The body of a good answer, as it comes: nothing is unpacked, and no redirect is followed. Raises
    UpstreamError."""
    headers = {"accept-encoding": "identity", **more.pop("headers", {})}
    try:
        async with (
            httpx.AsyncClient(timeout=PATIENCE, trust_env=False) as http,
            http.stream(method, url, headers=headers, **more) as said,
        ):
            if not said.is_success:
                raise UpstreamError(f"it answered {said.status_code}")
            body = b""
            async for part in said.aiter_raw():
                body += part
                if len(body) > _AT_MOST:
                    raise UpstreamError("its answer is too long")
            return body
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise UpstreamError(f"it cannot be reached: {type(error).__name__}") from None
