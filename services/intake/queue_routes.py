"""Intake's own routes: the work queues, as JSON, for staff's frontends inside. Masked words only."""

import re
from datetime import datetime

from pydantic import TypeAdapter, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from services.intake.asked_township import asked_law
from services.intake.domain.queues import QUEUES, cutoff
from services.intake.storage.queues import LARGEST_PAGE, PAGE, counts, page
from shared.kernel.messages.base import Attribute, Code
from shared.kernel.service.http.limits import RouteGroup
from shared.kernel.service.service import AtWork
from shared.language.behaviour import Law
from shared.language.contracts.envelope import Township

_TOWNSHIP: TypeAdapter[str] = TypeAdapter(Township)
_CODE: TypeAdapter[str] = TypeAdapter(Code)
_AFTER: TypeAdapter[str] = TypeAdapter(Attribute)
_NUMBER = re.compile("[0-9]{1,9}")


def queue_group(running: AtWork) -> RouteGroup:
    """``/intake/queues``: every queue with its count; ``/intake/queues/<name>``: its submissions, the oldest
    first.

    Both take ``township`` (nine digits; it may be left out where there is only one) and ``village``; the
    second ``size`` and, to go on, ``after``.
    """

    async def overview(request: Request) -> JSONResponse:
        async with running.web.connect() as connection:
            law = await asked_law(running, connection, _given(request, "township", _TOWNSHIP))
            now = await running.clock.now(connection)
            village = _given(request, "village", _CODE)
            found = await counts(connection, law.township.township_id, _before(now, law), village)
        named = [
            {"name": queue.name, "zh": queue.zh, "en": queue.en, "count": found[queue.name]}
            for queue in QUEUES.values()
        ]
        return JSONResponse({"at": now.isoformat(), "queues": named})

    async def one(request: Request) -> JSONResponse:
        queue = QUEUES.get(request.path_params["name"])
        if queue is None:
            raise HTTPException(404, f"no queue of that name; there are: {', '.join(QUEUES)}")
        size, named = _size(request), _given(request, "township", _TOWNSHIP)
        asked = {"village": _given(request, "village", _CODE), "after": _given(request, "after", _AFTER)}
        async with running.web.connect() as connection:
            law, now = await asked_law(running, connection, named), await running.clock.now(connection)
            found = await page(
                connection, queue, law.township.township_id, _before(now, law), size=size, **asked
            )
        submissions = [
            submission.model_dump(mode="json", exclude_none=True) for submission in found.submissions
        ]
        return JSONResponse({"queue": queue.name, "submissions": submissions, "next": found.next})

    return RouteGroup([Route("/intake/queues", overview), Route("/intake/queues/{name}", one)], inside=True)


def _before(now: datetime, law: Law) -> datetime:
    """What was raised before and is not taken on is overdue."""
    return cutoff(now, law.at(now).rules.intake.receipt_within, law.calendar)


def _given(request: Request, name: str, type: TypeAdapter[str]) -> str | None:
    """The parameter, None if it is absent or empty. Raises HTTPException (400) for what it cannot be."""
    given = request.query_params.get(name)
    try:
        return type.validate_python(given) if given else None
    except ValidationError:
        raise HTTPException(400, f"{name} cannot be read") from None


def _size(request: Request) -> int:
    given = request.query_params.get("size", str(PAGE))
    if not _NUMBER.fullmatch(given) or not 1 <= int(given) <= LARGEST_PAGE:
        raise HTTPException(400, f"size is a whole number from 1 to {LARGEST_PAGE}")
    return int(given)
