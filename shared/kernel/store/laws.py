"""The law by which each tenant's things are decided, as this process last read it.

The instances of a service share its queues, so only one of them hears of a change. Each therefore decides by
the edition that it has read, and the statement that ends the decision asks whether that is still the newest:
if not, nothing is written, and the message is decided again by the newest one.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from shared.kernel.machine import Law, LawBook
from shared.kernel.store.kind import Kind
from shared.kernel.store.session import Session

_TENANTS = (
    "WITH RECURSIVE found AS ("
    "(SELECT tenant FROM known ORDER BY tenant LIMIT 1) UNION ALL "
    "SELECT (SELECT tenant FROM known WHERE tenant > found.tenant ORDER BY tenant LIMIT 1) "
    "FROM found WHERE found.tenant IS NOT NULL) SELECT tenant FROM found WHERE EXISTS ("
    "SELECT 1 FROM known WHERE known.tenant = found.tenant AND kind = '{kind}' AND id = found.tenant) "
    "ORDER BY tenant"
)
"""One step of the index for each tenant, however many things it has."""


class Standing(NamedTuple):
    """A tenant's law, and the edition that it was read from; None: it is no tenant's, and stays."""

    law: Law
    edition: int | None = None


@dataclass
class Laws:
    """The laws that a service decides by. Without ``newest``: one ``law`` for all tenants."""

    law: Law
    """For what is decided without a tenant's law."""
    book: LawBook | None = None
    newest: str | None = None
    """SQL: the number of the newest edition of a tenant's law; ``{tenant}`` stands for its id."""
    _document: str = ""
    _tenants: str = ""
    _owner: Kind[Any] | None = None
    _read: dict[str, Standing] = field(default_factory=dict)

    @classmethod
    def of(
        cls, law: Law, book: LawBook | None, kinds: tuple[Kind[Any], ...], learns: frozenset[str]
    ) -> "Laws":
        """The laws of a service that owns ``kinds`` and keeps copies of what it ``learns``."""
        if book is None:
            return cls(law)
        owner = next((kind for kind in kinds if kind.name == book.thing), None)
        if owner is not None:
            where = f'FROM "{owner.table.name}" WHERE tenant = {{tenant}} AND id = {{tenant}}'
            every = f'SELECT tenant FROM "{owner.table.name}" WHERE id = tenant ORDER BY tenant'
            return cls(
                law, book, f"SELECT version {where}", f"SELECT version, data::text {where}", every, owner
            )
        if book.thing in learns:
            where = f"FROM known WHERE tenant = {{tenant}} AND kind = '{book.thing}' AND id = {{tenant}}"
            every = _TENANTS.format(kind=book.thing)
            return cls(law, book, f"SELECT sequence {where}", f"SELECT sequence, data::text {where}", every)
        return cls(law)

    async def standing(self, session: Session, tenant: str, *, anew: bool = False) -> Standing | None:
        """The law of ``tenant``; None: it has none. ``anew``: read again, as it may have changed."""
        if self.newest is None:
            return Standing(self.law)
        if anew or tenant not in self._read:
            await self._read_again(session, tenant)
        return self._read.get(tenant)

    def last_read(self, tenant: str) -> Standing | None:
        """The law of ``tenant`` as it was last read; None: it was not read yet."""
        return self._read.get(tenant)

    async def tenants(self, session: Session) -> tuple[str, ...]:
        """Those that have a law, in order; none where one law is everybody's."""
        if self.newest is None:
            return ()
        return tuple(row[0] for row in await session.fetch(self._tenants))

    async def now(self, session: Session, tenant: str) -> Law | None:
        """The newest law of ``tenant``, for who only reads and writes no statement; None: it has none."""
        if self.newest is None:
            return self.law
        found = await session.fetch(self.newest.format(tenant="$1"), tenant)
        known = self._read.get(tenant)
        standing = await self.standing(
            session, tenant, anew=not (found and known and found[0][0] == known.edition)
        )
        return standing.law if standing else None

    async def _read_again(self, session: Session, tenant: str) -> None:
        assert self.book
        found = await session.fetch(self._document.format(tenant="$1"), tenant)
        if not found:
            self._read.pop(tenant, None)
            return
        edition, document = found[0]
        known = self._read.get(tenant)
        if known is None or known.edition != edition:
            # A long list takes a while to read, and the loop carries heartbeats.
            self._read[tenant] = Standing(await asyncio.to_thread(self._law_in, document), edition)

    def _law_in(self, document: str) -> Law:
        assert self.book
        if self._owner:
            return self.book.read(self._owner.publish(self._owner.load(document)))
        return self.book.read(self.book.snapshot.model_validate_json(document))
