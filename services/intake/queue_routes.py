"""Intake's own routes: the work queues, as JSON, for staff's frontends inside. Masked words only."""

import re
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from services.intake.asked_township import asked_law
from services.intake.domain.queues import QUEUES, cutoff
from services.intake.storage.desk import desk_of
from services.intake.storage.queues import LARGEST_PAGE, PAGE, Entry, Wanted, counts, page, unknown_in
from services.intake.unanswered import Unanswered, says_why
from shared.kernel.messages.base import Attribute, Code, Line
from shared.kernel.service.http.limits import Limits, RouteGroup
from shared.kernel.service.service import AtWork
from shared.language.behaviour import Law
from shared.language.contracts.envelope import Township

_TOWNSHIP: TypeAdapter[str] = TypeAdapter(Township)
_CODE: TypeAdapter[str] = TypeAdapter(Code)
_AFTER: TypeAdapter[str] = TypeAdapter(Attribute)
_WORDS: TypeAdapter[str] = TypeAdapter(Line)
_WANTED = ("village", "department", "urgency", "category")
_HOUR = 3600
_JOIN = ", "
_NUMBER = re.compile("[0-9]{1,9}")


def queue_group(running: AtWork) -> RouteGroup:
    """``/intake/queues``: every queue with its count; ``/intake/queues/<name>``: its submissions, the oldest
    first.

    ``/intake/desk/<trace code or id>``: one submission with what is like it, to decide about it.

    All take ``township`` (nine digits; it may be left out where there is only one); the queues also what is
    wanted of them (``village``, ``department``, ``urgency``, ``category``, ``words``); one queue ``size``
    and, to go on, ``after``.
    """

    async def overview(request: Request) -> JSONResponse:
        async with running.web.connect() as connection:
            law = await asked_law(running, connection, _given(request, "township", _TOWNSHIP))
            now = await running.clock.now(connection)
            wanted = _wanted(request, law, now)
            found = await counts(connection, law.township.township_id, _before(now, law), wanted)
        named = [
            {"name": queue.name, "zh": queue.zh, "en": queue.en, "count": found[queue.name]}
            for queue in QUEUES.values()
        ]
        return JSONResponse({"at": now.isoformat(), "queues": named})

    async def one(request: Request) -> JSONResponse:
        queue = QUEUES.get(request.path_params["name"])
        if queue is None:
            raise Unanswered(404, "queue.unknown", names=_JOIN.join(QUEUES))
        size, named = _size(request), _given(request, "township", _TOWNSHIP)
        after = _given(request, "after", _AFTER)
        async with running.web.connect() as connection:
            law, now = await asked_law(running, connection, named), await running.clock.now(connection)
            found = await page(
                connection,
                queue,
                law.township.township_id,
                _before(now, law),
                size=size,
                wanted=_wanted(request, law, now),
                after=after,
            )
        submissions = [_shown(entry, now) for entry in found.entries]
        return JSONResponse({"queue": queue.name, "submissions": submissions, "next": found.next})

    async def desk(request: Request) -> JSONResponse:
        named = _given(request, "township", _TOWNSHIP)
        async with running.web.connect() as connection:
            law, now = await asked_law(running, connection, named), await running.clock.now(connection)
            found = await desk_of(connection, law.township.township_id, request.path_params["ref"])
        if found is None:
            raise Unanswered(404, "desk.no_such_matter")
        similar = [
            {"score": like.score, "same": like.same, "submission": like.submission.model_dump(mode="json")}
            for like in found.similar
        ]
        return JSONResponse({"submission": _shown(found.entry, now), "similar": similar})

    routes = [
        Route("/intake/queues", says_why(overview)),
        Route("/intake/queues/{name}", says_why(one)),
        Route("/intake/desk/{ref}", says_why(desk)),
    ]
    asks = ("township", *_WANTED, "words", "size", "after")
    return RouteGroup(routes, Limits(asks=asks), inside=True)


def _shown(entry: Entry, now: datetime) -> dict[str, Any]:
    """The submission with what triage suggests, what was decided to be public, how long it has waited (hours)
    and by when somebody acts."""
    return entry.submission.model_dump(mode="json", exclude_none=True) | {
        "publication": entry.publication,
        "triage": entry.triage.model_dump(mode="json") if entry.triage else None,
        "age_hours": int((now - entry.since).total_seconds() // _HOUR),
        "due_at": entry.due_at.isoformat() if entry.due_at else None,
    }


def _before(now: datetime, law: Law) -> datetime:
    """What was raised before and is not taken on is overdue."""
    return cutoff(now, law.at(now).rules.intake.receipt_within, law.calendar)


def _given(request: Request, name: str, type: TypeAdapter[str]) -> str | None:
    """The parameter, None if it is absent or empty. Raises Unanswered (400) for what it cannot be."""
    given = request.query_params.get(name)
    try:
        return type.validate_python(given) if given else None
    except ValidationError:
        raise Unanswered(400, "body.unreadable", names=name) from None


def _wanted(request: Request, law: Law, now: datetime) -> Wanted:
    """What is asked for of a queue. Raises Unanswered: 400 for what is no code, 404 for one that the
    township never had: an empty queue would be taken for good news."""
    codes = {name: _given(request, name, _CODE) for name in _WANTED}
    wanted = Wanted(**codes, words=_given(request, "words", _WORDS) or "")
    if unknown := unknown_in(wanted, law, now):
        raise Unanswered(404, unknown[0], code=unknown[1])
    return wanted


def _size(request: Request) -> int:
    given = request.query_params.get("size", str(PAGE))
    if not _NUMBER.fullmatch(given) or not 1 <= int(given) <= LARGEST_PAGE:
        raise Unanswered(400, "queue.size", largest=LARGEST_PAGE)
    return int(given)
