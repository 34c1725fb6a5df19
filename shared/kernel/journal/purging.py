"""The purge of one service: what its time is over leaves the tables, by the rules of the house.

One walk through each table a day, some pages at a time, each step a short transaction of its own. How far a
rule has come stands in ``purges``: whichever instance locks its row does the next step, and a restart goes on
where the last one stopped. Rows that somebody else has locked are passed over until the next day. A rule that
fails is put back for a while, so that the others go on; whoever runs the purge says which it was.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ARRAY, RowMapping, Text, TextClause, cast, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.kernel.journal.past import COLUMNS, MOVING
from shared.kernel.journal.tables import JournalTables
from shared.kernel.store.clock import Clock
from shared.kernel.store.retention import KeepingRule

PAGES = 256
"""Pages of a table that one step looks at: 2 MB."""
ROWS = 500
"""Rows that one step takes at most."""
AGAIN = timedelta(minutes=10)
"""From a rule's failure until this instance tries it again."""
_PATIENCE = text("SET LOCAL lock_timeout = '3s'")
"""Longer than autovacuum needs to get out of the way. What is not locked by then is tried again."""


@dataclass(frozen=True, slots=True)
class Due:
    """A rule with its number of days; None: its rows are kept for good."""

    rule: KeepingRule
    days: int | None


class RuleFailed(Exception):
    """One rule could not do its step and is put back; its cause is the database's error."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Purge:
    """``clock``: the service's; ``machine``: the machines'. ``timers``: the types of the service's timers."""

    engine: AsyncEngine
    tables: JournalTables
    rules: Sequence[Due]
    timers: Sequence[str]
    clock: Clock
    machine: Clock
    every: timedelta
    """From the end of a walk to the beginning of the next."""
    rows: int = ROWS
    put_back: dict[str, datetime] = field(default_factory=dict[str, datetime])
    """Until when by the machines' clock a rule that has failed here is left alone."""

    async def begin(self) -> None:
        """Rules that are new are known from now on, so that one that never comes to an end is noticed."""
        names = [{"name": due.rule.name} for due in self.rules if due.days is not None]
        if names:
            async with self.engine.begin() as connection:
                await connection.execute(insert(self.tables.purges).values(names).on_conflict_do_nothing())

    async def step(self) -> bool:
        """Do one step of the first rule that is due and that nobody else has in hand; whether there was one.
        Raises ``RuleFailed`` for that rule alone; what is wrong with all of them as the database says it."""
        due = {one.rule.name: one for one in self.rules if one.days is not None}
        stands, now = None, None
        try:
            async with self.engine.begin() as connection:
                now = await self.machine.now(connection)
                stands = await self._taken(connection, [n for n in due if self._may(n, now)], now)
                if stands is not None:
                    await self._do(connection, due[stands["name"]], stands, now)
        except Exception as error:
            if now is None or stands is None:
                raise
            self.put_back[stands["name"]] = now + AGAIN
            raise RuleFailed(stands["name"]) from error
        return stands is not None

    def _may(self, name: str, now: datetime) -> bool:
        return name not in self.put_back or self.put_back[name] <= now

    async def _do(self, connection: AsyncConnection, due: Due, stands: RowMapping, now: datetime) -> None:
        rule = due.rule
        clock = self.machine if rule.clock == "machine" else self.clock
        before = await clock.now(connection) - timedelta(days=(due.days or 0) + rule.more)
        gone = await self._take(connection, rule, stands["page"] or 0, before)
        over = len(gone) < self.rows and (stands["page"] or 0) + PAGES >= await _pages(connection, rule.table)
        await self._note(connection, rule, stands, gone, before, now, over=over)

    async def _taken(
        self, connection: AsyncConnection, names: Sequence[str], now: datetime
    ) -> RowMapping | None:
        """Where the first of these rules stands that is due, locked; None: none is, or others have them."""
        rows = self.tables.purges.c
        # An end that lies ahead was written by a clock that was wrong: it is no reason to rest.
        rests = rows.page.is_(None) & (rows.ended_at > now - self.every) & (rows.ended_at <= now)
        query = (
            select(self.tables.purges)
            .where(rows.name.in_(names), ~func.coalesce(rests, False))
            .order_by(func.array_position(cast(names, ARRAY(Text)), rows.name))
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        return (await connection.execute(query)).mappings().one_or_none()

    async def _take(
        self, connection: AsyncConnection, rule: KeepingRule, page: int, before: datetime
    ) -> Sequence[RowMapping]:
        await connection.execute(_PATIENCE)
        if rule.then == "moved":
            await connection.execute(MOVING)
        values: dict[str, Any] = {
            "first": f"({page},0)",
            "last": f"({page + PAGES},0)",
            "before": before,
            "rows": self.rows,
        }
        statement = _statement(rule)
        if ":timers" in statement.text:
            values["timers"] = list(self.timers)
        return (await connection.execute(statement, values)).mappings().all()

    async def _note(
        self,
        connection: AsyncConnection,
        rule: KeepingRule,
        stands: RowMapping,
        gone: Sequence[RowMapping],
        before: datetime,
        now: datetime,
        *,
        over: bool,
    ) -> None:
        rows, page = self.tables.purges, stands["page"] or 0
        full = len(gone) == self.rows
        await connection.execute(
            update(rows)
            .where(rows.c.name == rule.name)
            .values(
                page=None if over else page if full else page + PAGES,
                begun_at=now if stands["page"] is None else rows.c.begun_at,
                ended_at=now if over else rows.c.ended_at,
                reached=func.greatest(rows.c.reached, before) if gone else rows.c.reached,
                removed=rows.c.removed + len(gone),
            )
        )
        counted = Counter(
            (part, row["type"]) for row in gone for part in rule.counted if row[f"counted_{part}"]
        )
        if counted:
            purged = self.tables.purged
            more = insert(purged).values(
                [{"part": part, "type": type or "", "number": n} for (part, type), n in counted.items()]
            )
            await connection.execute(
                more.on_conflict_do_update(
                    index_elements=["part", "type"],
                    set_={"number": purged.c.number + more.excluded.number},
                )
            )


async def _pages(connection: AsyncConnection, table: str) -> int:
    """So many pages the table has now."""
    size = "SELECT pg_relation_size(CAST(:name AS regclass)) / current_setting('block_size')::int"
    return await connection.scalar(text(size), {"name": table}) or 0


def _statement(rule: KeepingRule) -> TextClause:
    """Takes the rows of some pages whose time is over, and returns what the account is told of each."""
    lock = "" if rule.stands else " FOR UPDATE SKIP LOCKED"
    among = f"""ctid = ANY (ARRAY(
      SELECT ctid FROM "{rule.table}" AS old
      WHERE ctid >= CAST(CAST(:first AS text) AS tid) AND ctid < CAST(CAST(:last AS text) AS tid)
        AND "{rule.moment}" < :before AND ({rule.only})
      LIMIT :rows{lock}))"""
    counted = ", ".join(f"({condition}) AS counted_{part}" for part, condition in rule.counted.items())
    told = f"type, {counted}" if counted else "1 AS gone"
    if rule.then == "emptied":
        return text(f'UPDATE "{rule.table}" SET {rule.sets} WHERE {among} RETURNING {told}')
    taken = f'DELETE FROM "{rule.table}" WHERE {among}'
    if rule.then == "removed":
        return text(f"{taken} RETURNING {told}")
    names = ", ".join(COLUMNS)
    return text(
        f"WITH gone AS ({taken} RETURNING *), "
        f"moved AS (INSERT INTO journal_past ({names}) SELECT {names} FROM gone) "
        f"SELECT {told} FROM gone"
    )
