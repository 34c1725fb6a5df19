"""The public keys with which tokens are signed, as this service keeps them: copies in its own database.

In memory for a while: the instances of a service share its queues, so only one of them hears that a key is
gone. What is not in memory is read, at most some times a second: whoever makes key ids up cannot keep the
database busy.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from joserfc.jwk import OKPKey
from pydantic import TypeAdapter

from shared.kernel.machine import KeyBook
from shared.kernel.store.kind import Kind
from shared.kernel.store.session import Sessions

KEPT_SECONDS = 20.0
"""A key is read again after so long."""
_MOST = 1000
"""Keys in memory."""
_MISSES = 50
"""Look-ups of unknown keys in the database in a second, at most; beyond, an unknown key is unknown. Known
ones are read again whatever others make up."""
_document = TypeAdapter(dict[str, object])


@dataclass
class KeyRing:
    """One service's keys. ``book`` None: nobody signs anything."""

    book: KeyBook | None
    sessions: Sessions
    kinds: tuple[Kind[Any], ...] = ()
    """The service's own kinds: the keys' owner reads the keys themselves."""
    _kept: OrderedDict[tuple[str, str], tuple[OKPKey, float]] = field(default_factory=OrderedDict)
    _second: int = 0
    _looked: int = 0

    @property
    def issuer(self) -> str:
        """Who signs."""
        return self.book.issuer if self.book else ""

    async def key(self, tenant: str, id: str) -> OKPKey | None:
        """The public key of that id with which the tenant's tokens are signed; None: there is none, or no
        more."""
        now = monotonic()
        found = self._kept.get((tenant, id))
        if found and now - found[1] < KEPT_SECONDS:
            return found[0]
        if self.book is None or (found is None and self._too_often(now)):
            return None
        key = await self._read(self.book, tenant, id)
        self._kept.pop((tenant, id), None)
        if key is not None:
            self._kept[tenant, id] = (key, now)
            if len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return key

    def _too_often(self, now: float) -> bool:
        if int(now) != self._second:
            self._second, self._looked = int(now), 0
        self._looked += 1
        return self._looked > _MISSES

    async def _read(self, book: KeyBook, tenant: str, id: str) -> OKPKey | None:
        own = next((kind for kind in self.kinds if kind.name == book.thing), None)
        where = f'"{own.table.name}" WHERE' if own else f"known WHERE kind = '{book.thing}' AND"
        async with self.sessions.open() as session:
            rows = await session.fetch(f"SELECT data::text FROM {where} tenant = $1 AND id = $2", tenant, id)
        if not rows:
            return None
        public = book.public(_document.validate_json(rows[0][0]))
        return OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": public}) if public else None
