"""Intake's own routes: the work queues, as JSON, for staff's frontends inside. Masked words only."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from services.intake.domain.queues import QUEUES, cutoff
from services.intake.storage.queues import LARGEST_PAGE, PAGE, counts, page
from shared.kernel.service.service import AtWork
from shared.language.calendar import WorkingCalendar
from shared.language.reference import reference
from shared.language.rules import load_rule_set


def queue_routes(running: AtWork) -> Iterable[BaseRoute]:
    """``/intake/queues``: every queue with its count; ``/intake/queues/<name>``: its submissions, the oldest
    first.

    Both take ``township`` (nine digits) and ``village``; the second ``size`` and, to go on, ``after``.
    """
    calendar, rules = WorkingCalendar.standard(), load_rule_set(running.settings.rule_set)

    def before(now: datetime) -> datetime:
        return cutoff(now, rules.intake.receipt_within, calendar)

    async def overview(request: Request) -> JSONResponse:
        async with running.housekeeping.connect() as connection:
            now = await running.clock.now(connection)
            found = await counts(
                connection, _township(request), before(now), request.query_params.get("village")
            )
        named = [
            {"name": queue.name, "zh": queue.zh, "en": queue.en, "count": found[queue.name]}
            for queue in QUEUES.values()
        ]
        return JSONResponse({"at": now.isoformat(), "queues": named})

    async def one(request: Request) -> JSONResponse:
        queue = QUEUES.get(request.path_params["name"])
        if queue is None:
            raise HTTPException(404, f"no queue of that name; there are: {', '.join(QUEUES)}")
        asked: dict[str, Any] = {name: request.query_params.get(name) for name in ("village", "after")}
        async with running.housekeeping.connect() as connection:
            now = await running.clock.now(connection)
            found = await page(
                connection, queue, _township(request), before(now), size=_size(request), **asked
            )
        submissions = [
            submission.model_dump(mode="json", exclude_none=True) for submission in found.submissions
        ]
        return JSONResponse({"queue": queue.name, "submissions": submissions, "next": found.next})

    return (Route("/intake/queues", overview), Route("/intake/queues/{name}", one))


def _township(request: Request) -> str:
    return request.query_params.get("township") or reference().township


def _size(request: Request) -> int:
    given = request.query_params.get("size", str(PAGE))
    if not given.isdecimal() or not 1 <= int(given) <= LARGEST_PAGE:
        raise HTTPException(400, f"size is a whole number from 1 to {LARGEST_PAGE}")
    return int(given)
