"""Directory's own route: a township as it stands, as JSON, for everybody's frontends and caches."""

import asyncio
import json
from datetime import date

from pydantic import TypeAdapter, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.directory.storage.editions import edition_and_document, edition_of
from services.directory.storage.tables import TOWNSHIP
from shared.kernel.service.http.limits import Limits, RouteGroup
from shared.kernel.service.service import AtWork
from shared.language.contracts.directory import TownshipLists, TownshipSnapshot
from shared.language.contracts.envelope import Township

_TOWNSHIP: TypeAdapter[str] = TypeAdapter(Township)
_NOT_MODIFIED = 304


def township_route(running: AtWork) -> RouteGroup:
    """``/directory/<township>``: the snapshot of its newest edition, which is its ``ETag``.

    ``on`` (``2026-09-01``, Asia/Shanghai): its lists as they are on that day. Who shows the tag of what they
    have (``If-None-Match``) is told when it is still the newest, and costs one small question.
    """

    async def township(request: Request) -> Response:
        id, day = _township(request), _day(request)
        async with running.web.connect() as connection:
            edition = await edition_of(connection, id)
            if edition is not None and _has(request, _tag(edition, day)):
                return Response(status_code=_NOT_MODIFIED, headers=_headers(edition, day))
            found = await edition_and_document(connection, id)
        if found is None:
            raise HTTPException(404, "no such township")
        edition, document = found
        # Long lists take a while to write, and the loop carries heartbeats.
        body = await asyncio.to_thread(_body, edition, document, day)
        return Response(body, headers=_headers(edition, day), media_type="application/json")

    return RouteGroup([Route("/directory/{township}", township)], Limits(asks=("on",)))


def _body(edition: int, document: str, day: date | None) -> str:
    snapshot = TOWNSHIP.publish(TOWNSHIP.load(document))
    assert isinstance(snapshot, TownshipSnapshot)
    if day is not None:
        snapshot = snapshot.model_copy(update={"lists": on(snapshot.lists, day)})
    said = snapshot.model_dump(mode="json", exclude_none=True)
    return json.dumps({"edition": edition, **said}, ensure_ascii=False)


def on(lists: TownshipLists, day: date) -> TownshipLists:
    """The entries that hold on ``day``."""
    return lists.model_copy(
        update={name: tuple(e for e in entries if e.holds_on(day)) for name, entries in lists.each()}
    )


def _tag(edition: int, day: date | None) -> str:
    return f'"{edition}"' if day is None else f'"{edition}.{day}"'


def _headers(edition: int, day: date | None) -> dict[str, str]:
    return {"ETag": _tag(edition, day), "Cache-Control": "no-cache"}


def _has(request: Request, tag: str) -> bool:
    """Whether the asker has what ``tag`` names (RFC 9110, 13.1.2: a weak tag is as good)."""
    shown = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    return not shown.isdisjoint((tag, "*"))


def _township(request: Request) -> str:
    try:
        return _TOWNSHIP.validate_python(request.path_params["township"])
    except ValidationError:
        raise HTTPException(400, "a township is named by its nine digits") from None


def _day(request: Request) -> date | None:
    given = request.query_params.get("on")
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise HTTPException(400, "on is a day such as 2026-09-01") from None
