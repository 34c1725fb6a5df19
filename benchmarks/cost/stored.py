"""What the databases hold, and what that says about the bus: the journal has every message as it was sent."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import text

from shared.kernel.store.database import create_engine
from shared.language.contracts.registry import SERVICES
from shared.language.topology import CONSUMERS, TOPOLOGY

_TABLES = text(
    "SELECT relname, pg_total_relation_size(oid) FROM pg_class "
    "WHERE relnamespace = CAST(:schema AS regnamespace) AND relkind = 'r' AND relname <> 'alembic_version'"
)
_SENT = text(
    "SELECT type, count(*), sum(octet_length(coalesce(body, envelope::text))) FROM journal "
    "WHERE sent_at IS NOT NULL GROUP BY type"
)
_COMMANDS = text(
    "SELECT count(*), count(*) FILTER (WHERE type LIKE '%.clock.move.v1') FROM inbox "
    "WHERE consumer LIKE '%.inbox.commands'"
)


@dataclass(frozen=True)
class Stored:
    """Counts and bytes so far; tables as ``intake.journal``, their bytes with indexes, in pages."""

    rows: Counter[str]
    bytes: Counter[str]
    bus: Counter[str]
    """``commands``, ``clock_moves`` among them; ``events`` published, their ``deliveries``,
    ``delivered_bytes``."""

    def since(self, before: "Stored") -> "Stored":
        """What came since."""
        return Stored(*(Counter(dict(_since(a, b))) for a, b in zip(self._parts, before._parts, strict=True)))

    def less(self, other: "Stored", times: float) -> "Stored":
        """Without so many of ``other``."""
        pairs = zip(self._parts, other._parts, strict=True)
        return Stored(*(Counter({name: a[name] - times * b[name] for name in a}) for a, b in pairs))

    @property
    def _parts(self) -> tuple[Counter[str], Counter[str], Counter[str]]:
        return self.rows, self.bytes, self.bus


def _since(after: Counter[str], before: Counter[str]) -> list[tuple[str, int]]:
    return [(name, after[name] - before[name]) for name in after if after[name] != before[name]]


async def look(url: str) -> Stored:
    """Read every service's schema in the database at ``url``."""
    found = Stored(Counter(), Counter(), Counter())
    for service in CONSUMERS:
        engine = create_engine(url, service, 1)
        async with engine.connect() as connection:
            for table, size in (await connection.execute(_TABLES, {"schema": service})).all():
                found.rows[f"{service}.{table}"] = (
                    await connection.scalar(text(f'SELECT count(*) FROM "{table}"')) or 0
                )
                found.bytes[f"{service}.{table}"] = size
            commands, moves = (await connection.execute(_COMMANDS)).one()
            found.bus["commands"] += commands
            found.bus["clock_moves"] += moves
            if service in SERVICES:
                for type, count, size in (await connection.execute(_SENT)).all():
                    queues = len(TOPOLOGY.heard_by(type))
                    found.bus["events"] += count
                    found.bus["deliveries"] += count * queues
                    found.bus["delivered_bytes"] += size * queues
        await engine.dispose()
    return found
