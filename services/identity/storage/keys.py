"""Statements over keys: spare ones, and the private halves of those in use."""

from shared.kernel.store.session import Session

_TAKE = (
    "DELETE FROM spare_keys WHERE public_key = "
    "(SELECT public_key FROM spare_keys ORDER BY drawn_at LIMIT 1 FOR UPDATE SKIP LOCKED) "
    "RETURNING public_key, sealed"
)
_FORGET = "DELETE FROM private_keys WHERE tenant = $1 AND signing_key_id = $2"


async def take_spare(session: Session, tenant: str) -> tuple[str, str] | None:
    """A key that nobody has, and has no more afterwards: its public half and the sealed private one."""
    found = await session.fetch(_TAKE)
    return (found[0][0], found[0][1]) if found else None


async def forget_private(session: Session, tenant: str, signing_key_id: str) -> None:
    """The private half of a key that signs no more."""
    await session.fetch(_FORGET, tenant, signing_key_id)
