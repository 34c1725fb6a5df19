"""Ids: the same message always makes the same ids, so a delivery that comes twice cannot make two things."""

from uuid import NAMESPACE_URL, uuid4, uuid5

_NAMESPACE = uuid5(NAMESPACE_URL, "urn:youyue")


def new_message_id() -> str:
    """A fresh id for a message that starts a chain."""
    return str(uuid4())


def derived_id(*parts: str) -> str:
    """The id that follows from ``parts``, e.g. the source and id of a message and the name of the thing made
    of it."""
    return str(uuid5(_NAMESPACE, "\x1f".join(parts)))
