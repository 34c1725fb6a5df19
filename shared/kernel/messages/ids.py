"""Ids: the same message always makes the same ids, so a delivery that comes twice cannot make two things."""

from hashlib import sha1
from uuid import NAMESPACE_URL, uuid4, uuid5

_NAMESPACE = sha1(uuid5(NAMESPACE_URL, "urn:youyue").bytes, usedforsecurity=False)


def new_message_id() -> str:
    """A fresh id for a message that starts a chain."""
    return str(uuid4())


def derived_id(*parts: str) -> str:
    """The id that follows from ``parts``, e.g. the source and id of a message and the name of the thing made
    of it: a UUID of version 5 (RFC 9562). A message makes several, hence not by way of ``uuid5``, which takes
    thrice as long."""
    digest = _NAMESPACE.copy()
    digest.update("\x1f".join(parts).encode())
    said = digest.hexdigest()
    variant = "89ab"[int(said[16], 16) & 3]
    return f"{said[:8]}-{said[8:12]}-5{said[13:16]}-{variant}{said[17:20]}-{said[20:32]}"
