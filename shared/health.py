"""What a service says of itself over HTTP: alive, ready, its metrics, and the account of what it sent and received."""

from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import func, or_, select
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from shared.migrations import current_revision, head_of
from shared.service import Running


async def problems_of(running: Running) -> list[str]:
    """Why the service is not ready; empty when it is: schema at head, broker up, every own queue has a consumer."""
    problems = []
    try:
        async with running.engine.connect() as connection:
            revision = await current_revision(connection)
        if revision != head_of(running.service.name):
            problems.append(f"database revision is {revision}")
    except (SQLAlchemyError, OSError) as error:
        problems.append(f"database: {error}")
    problems.extend(await running.transport_problems())
    if not running.relay_is_well():
        problems.append("relay has not succeeded for a while")
    return problems


async def flow_of(running: Running) -> dict[str, Any]:
    """The account: what is due and unsent, and how many of each type were sent and handled."""
    journal, inbox, parked = (
        running.service.journal.journal,
        running.service.journal.inbox,
        running.service.journal.parked,
    )
    async with running.engine.connect() as connection:
        now = await running.clock.now(connection)
        due = or_(journal.c.available_at.is_(None), journal.c.available_at <= now)
        unsent = await connection.scalar(select(func.count()).where(journal.c.sent_at.is_(None), due))
        sent = await connection.execute(
            select(journal.c.type, func.count()).where(journal.c.sent_at.is_not(None)).group_by(journal.c.type)
        )
        handled = await connection.execute(select(inbox.c.type, func.count()).group_by(inbox.c.type))
        lost = await connection.execute(select(parked.c.type, func.count()).group_by(parked.c.type))
    return {
        "service": running.service.name,
        "unsent": unsent or 0,
        "sent": dict(map(tuple, sent)),
        "handled": dict(map(tuple, handled)),
        "parked": {type or "unreadable": count for type, count in lost},
    }


def routes_of(running: Running) -> Mount:
    """The routes of one service, below ``/ops/<service>``."""

    async def live(request: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def ready(request: Request) -> Response:
        problems = await problems_of(running)
        return JSONResponse(
            {"status": "not ready" if problems else "ready", "problems": problems}, 503 if problems else 200
        )

    async def flow(request: Request) -> Response:
        return JSONResponse(await flow_of(running))

    async def metrics(request: Request) -> Response:
        return Response(generate_latest(running.statistics.registry), media_type=CONTENT_TYPE_LATEST)

    return Mount(
        f"/ops/{running.service.name}",
        routes=[
            Route("/health/live", live),
            Route("/health/ready", ready),
            Route("/flow", flow),
            Route("/metrics", metrics),
        ],
    )
