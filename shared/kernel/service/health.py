"""A service's report of itself over HTTP: alive, ready, its metrics, and the account of its messages sent and
received."""

from functools import cache
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import CompoundSelect, Select, Table, bindparam, func, literal, or_, select, union_all
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from shared.kernel.bus.parking.parked import RETRIED
from shared.kernel.journal.tables import JournalTables
from shared.kernel.service.http.limits import Limits, RouteGroup
from shared.kernel.service.metrics import Metrics
from shared.kernel.service.running import Running

HEALTH = Limits(at_once=100, seconds=5.0, asks=None)
"""Asks nobody."""
ACCOUNTS = Limits(at_once=4, asks=None)
"""Each asks the database, over few sessions."""


async def flow_of(running: Running) -> dict[str, Any]:
    """The account: the events due and unsent, the numbers of each type sent, withheld from the public,
    handled and parked, the next timer. What the purges took is counted with the rest."""
    async with running.web.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        now = await running.clock.now(connection)
        counts = await connection.execute(_account(running.service.journal), {"now": now})
        parts = ("unsent", "sent", "withheld", "handled", "parked")
        account: dict[str, dict[str, int]] = {part: {} for part in parts}
        for part, type, count in counts:
            account[part][type or "unreadable"] = account[part].get(type or "unreadable", 0) + count
        next_timer = await connection.scalar(_next_timer(running.service.journal), {"now": now})
    return {
        "service": running.service.name,
        **account,
        "unsent": sum(account["unsent"].values()),
        "next_timer": next_timer.isoformat() if next_timer else None,
    }


@cache
def _account(tables: JournalTables) -> CompoundSelect[Any]:
    journal, inbox, parked, purged = tables.journal, tables.inbox, tables.parked, tables.purged
    due = or_(journal.c.available_at.is_(None), journal.c.available_at <= bindparam("now"))
    return union_all(
        _counted("unsent", journal).where(journal.c.sent_at.is_(None), due),
        _counted("sent", journal).where(journal.c.sent_at.is_not(None)),
        _counted("withheld", journal).where(journal.c.sent_at.is_not(None), journal.c.public == ""),
        # A message that a replay only refreshed was counted when it was handled.
        _counted("handled", inbox).where(inbox.c.consumer.not_like("%@%")),
        _counted("parked", parked).where(parked.c.status != RETRIED),
        select(purged.c.part, purged.c.type, purged.c.number),
    )


@cache
def _next_timer(tables: JournalTables) -> Select[Any]:
    journal = tables.journal
    pending = (journal.c.sent_at.is_(None), journal.c.available_at > bindparam("now"))
    return select(func.min(journal.c.available_at)).where(*pending)


def _counted(part: str, table: Table) -> Select[Any]:
    return select(literal(part), table.c.type, func.count()).group_by(table.c.type)


def groups_of(running: Running) -> tuple[RouteGroup, ...]:
    """The routes of one service, below ``/ops/<service>``."""

    metrics_of = Metrics(running)

    async def live(request: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def ready(request: Request) -> Response:
        problems = running.problems()
        status, release = "not ready" if problems else "ready", running.settings.release
        told = {"status": status, "release": release, "problems": problems}
        return JSONResponse(told, 503 if problems else 200)

    async def flow(request: Request) -> Response:
        return JSONResponse(await flow_of(running))

    async def metrics(request: Request) -> Response:
        return Response(await metrics_of.exposition(), media_type=CONTENT_TYPE_LATEST)

    def below(limits: Limits, path: str, *routes: Route) -> RouteGroup:
        return RouteGroup([Mount(f"/ops/{running.service.name}{path}", routes=routes)], limits, inside=True)

    return (
        below(HEALTH, "/health", Route("/live", live), Route("/ready", ready)),
        below(ACCOUNTS, "", Route("/flow", flow), Route("/metrics", metrics)),
    )
