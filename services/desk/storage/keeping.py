"""The one statement that keeps a thing."""

from datetime import datetime

from shared.kernel.store.session import Session

_KEEP = """
INSERT INTO things (tenant, kind, id, sequence, state, inside, public, changed_at)
VALUES ($1, $2, $3, $4, $5, $6::text::jsonb, $7::text::jsonb, $8)
ON CONFLICT (tenant, kind, id) DO UPDATE
SET sequence = excluded.sequence, state = excluded.state, inside = excluded.inside,
    public = excluded.public, changed_at = excluded.changed_at, moved = nextval('things_moves')
WHERE things.sequence < excluded.sequence
"""


async def keep_thing(
    session: Session,
    tenant: str,
    kind: str,
    id: str,
    sequence: int,
    state: str,
    inside: str,
    public: str | None,
    at: datetime,
) -> None:
    """Keep the newest of a thing; what is older than what stands changes nothing."""
    await session.fetch(_KEEP, tenant, kind, id, sequence, state, inside, public, at)
