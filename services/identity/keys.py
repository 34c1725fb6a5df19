"""Keys: drawn in advance and sealed, taken into use, and used to sign."""

import json
from datetime import timedelta

from joserfc import jws
from joserfc.jwk import OKPKey
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.identity.sealing import Sealer, sealer_of
from services.identity.storage.tables import PRIVATE_KEYS, SPARE_KEYS
from shared.kernel.bus.access.tokens import ALGORITHM, Claims
from shared.kernel.service.service import AtWork

SPARE = 4
"""Keys that lie ready: a township is taken in, or a key replaced, a few times a year."""
SETTLES = timedelta(seconds=15)
"""From a key's publication until it signs: every service has heard of it then, or has been away and reads it
with the first message."""


async def keep_spares(running: AtWork) -> None:
    """Draw what is missing. Copies of the service may draw some too many."""
    async with running.housekeeping.begin() as connection:
        there = await connection.scalar(select(func.count()).select_from(SPARE_KEYS)) or 0
        for _ in range(SPARE - there):
            public, sealed = draw(sealer_of(running.settings))
            await connection.execute(insert(SPARE_KEYS).values(public_key=public, sealed=sealed))


def draw(sealer: Sealer) -> tuple[str, str]:
    """A new key: its public half, and the private one, sealed."""
    key = OKPKey.generate_key("Ed25519").as_dict(private=True)
    return str(key["x"]), sealer.seal(str(key["d"]).encode() + b"." + str(key["x"]).encode())


async def signed(
    connection: AsyncConnection, tenant: str, claims: Claims, more: dict[str, str], sealer: Sealer
) -> str | None:
    """The token, by the newest key that has settled, or by the first one; None: there is no key yet. Raises
    Unsealable."""
    keys = PRIVATE_KEYS.c
    settled = keys.since <= func.now() - SETTLES
    newest = (
        select(keys.signing_key_id, keys.sealed)
        .where(keys.tenant == tenant)
        .order_by(settled.desc(), func.abs(func.extract("epoch", func.now() - SETTLES - keys.since)))
        .limit(1)
    )
    found = (await connection.execute(newest)).one_or_none()
    if found is None:
        return None
    d, _, x = sealer.open(found.sealed).decode().partition(".")
    key = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "d": d, "x": x})
    said = {**claims.model_dump(exclude_none=True), **more}
    head = {"alg": ALGORITHM, "kid": found.signing_key_id}
    return jws.serialize_compact(head, json.dumps(said).encode(), key, algorithms=[ALGORITHM])
