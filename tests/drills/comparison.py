"""After a restore: does everybody know the same, and is everything there once?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from cli.services import load_service
from shared.language.contracts.registry import SERVICES
from shared.language.topology import CONSUMERS
from tests.drills.load import TOWNSHIP

READERS = ("evaluation", "console")
"""They hear every public event of the things of which they keep copies, so their copies must be the
newest."""
_ONE_TOWNSHIP = {"township": TOWNSHIP}


class Databases(Protocol):
    """Who can be asked what a service's database says."""

    async def rows(self, service: str, sql: str, **values: Any) -> list[Any]:
        """Rows."""
        ...

    async def scalar(self, service: str, sql: str, **values: Any) -> Any:
        """One value."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """Counts; all but ``matters`` and ``copies`` should be 0."""

    matters: int
    lost: int
    doubled: int
    copies: int
    behind: int
    """Copies that are missing, older or newer than their thing."""
    parked: int

    @property
    def well(self) -> bool:
        """Whether it is as it should be."""
        return not (self.lost or self.doubled or self.behind or self.parked)


async def look(
    platform: Databases,
    expected: int,
    readers: Sequence[str] = READERS,
    services: Sequence[str] = tuple(CONSUMERS),
) -> Found:
    """Look into the databases of these services; ``expected`` matters of the load were raised. The copies of
    ``readers`` are compared with their things."""
    submissions = await _count(platform, "intake", "submission")
    items = await _count(platform, "handling", "item", "AND state = 'archived'")
    texts = await platform.scalar(
        "intake",
        "SELECT count(DISTINCT data->>'text') FROM submission WHERE tenant = :township",
        **_ONE_TOWNSHIP,
    )
    copies, behind = await _copies(platform, readers)
    parked = sum(
        [await platform.scalar(service, "SELECT count(*) FROM parked_messages") for service in services]
    )
    return Found(
        matters=expected,
        lost=(expected - texts) + (expected - items),
        doubled=(submissions - texts) + max(0, items - expected),
        copies=copies,
        behind=behind,
        parked=parked,
    )


async def _count(platform: Databases, service: str, table: str, condition: str = "") -> int:
    sql = f"SELECT count(*) FROM {table} WHERE tenant = :township {condition}"
    return int(await platform.scalar(service, sql, **_ONE_TOWNSHIP))


async def _copies(platform: Databases, readers: Sequence[str]) -> tuple[int, int]:
    """How many copies there should be, and how many of them are not what their things are."""
    expected = behind = 0
    for owner in SERVICES if readers else ():
        for kind in load_service(owner).kinds:
            rows = await platform.rows(owner, f"SELECT tenant, id, version FROM {kind.table.name}")
            things = {(row.tenant, row.id): row.version for row in rows}
            for reader in readers:
                if reader == owner or kind.name not in load_service(reader).learns:
                    continue
                sql = "SELECT tenant, id, sequence FROM known WHERE kind = :kind"
                copied = {
                    (r.tenant, r.id): r.sequence for r in await platform.rows(reader, sql, kind=kind.name)
                }
                expected += len(things)
                behind += sum(copied.get(key) != version for key, version in things.items())
                behind += len(copied.keys() - things.keys())
    return expected, behind
