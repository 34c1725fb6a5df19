"""What the desk asks: whose session that is, a token for one command or question, and whether somebody could
come in. At the operators' port alone, and only for who shows the desk's secret.

``POST /identity/session`` ``{session}`` → who it is and what posts they hold today, or 401.
``POST /identity/token`` ``{session, role, department, township, type, source, id, digest}`` → ``{token}``, or
401 when nobody is signed in, or 403 with a code.
``POST /identity/standing`` ``{township, person}`` → 204, or 404: no account of theirs can be used today.
"""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from hmac import compare_digest
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.identity.accounts.hashing import name
from services.identity.accounts.keeping import is_open
from services.identity.accounts.posts import posts_by, today_of
from services.identity.accounts.sessions import SignedIn, session_of
from services.identity.accounts.signing_in import is_due
from services.identity.keys import signed
from services.identity.sealing import Unsealable, sealer_of
from shared.kernel.bus.access.tokens import FRESH, Claims
from shared.kernel.messages.base import Command
from shared.kernel.service.http.limits import JSON, Limits, RouteGroup
from shared.kernel.service.service import AtWork
from shared.kernel.settings.settings import ServiceSettings
from shared.language.contracts.inquiries import DESK_USER, INQUIRIES, Inquiry
from shared.language.contracts.registry import REGISTRY
from shared.language.house import HOUSE

ASKING = Limits(at_once=64, seconds=5.0, body=4096, types=JSON)
_NO_STORE = {"cache-control": "no-store"}
Answer = Callable[[Request], Awaitable[Response]]
_Text = Annotated[str, Field(min_length=1, max_length=200)]


class _Asked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    session: _Text


class _Standing(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    township: _Text
    person: _Text


class _Signing(_Asked):
    role: _Text
    department: _Text | None = None
    township: _Text
    type: _Text
    source: _Text
    id: _Text
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _No(Exception):
    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


def inside_group(running: AtWork) -> RouteGroup:
    """The routes."""
    posts_of = posts_by(running)

    async def session(request: Request) -> Response:
        asked = _Asked.model_validate_json(await request.body())
        async with running.web.begin() as connection:
            found = await _signed_in(connection, asked.session, running.settings)
            today = await today_of(running, connection, found.tenant)
            posts = await posts_of(connection, found.tenant, found.person_id)
            if today is None or not posts:
                raise _No(401, "signed_out")
            person = today.directory.people[found.person_id]
        said = {
            "person": found.person_id,
            "name": person.name,
            "township": found.tenant,
            "posts": [{"role": post.role, "department": post.department} for post in posts],
            "auth_time": int(found.begun_at.timestamp()),
            "amr": _amr(found),
            "has_second_factor": found.has_factor,
            "idle_until": _idle_until(found, running.settings),
        }
        return JSONResponse(said, headers=_NO_STORE)

    async def token(request: Request) -> Response:
        asked = _Signing.model_validate_json(await request.body())
        async with running.web.begin() as connection:
            found = await _signed_in(connection, asked.session, running.settings)
            posts = await posts_of(connection, found.tenant, found.person_id)
            if not posts:
                raise _No(401, "signed_out")
            held = any((post.role, post.department) == (asked.role, asked.department) for post in posts)
            if asked.township != found.tenant or not held:
                raise _No(403, "no_such_post")
            claims = _claims(asked, found, running.settings)
            more = {REGISTRY.envelope.tenant_name: found.tenant}
            made = await signed(connection, found.tenant, claims, more, sealer_of(running.settings))
        if made is None:
            raise _No(503, "no_key_yet")
        return JSONResponse({"token": made}, headers=_NO_STORE)

    async def standing(request: Request) -> Response:
        asked = _Standing.model_validate_json(await request.body())
        async with running.web.connect() as connection:
            posts = await posts_of(connection, asked.township, asked.person)
            if not posts or not await is_open(connection, asked.township, asked.person):
                raise _No(404, "no_standing")
        return Response(status_code=204, headers=_NO_STORE)

    def guarded(answer: Answer) -> Answer:
        async def checked(request: Request) -> Response:
            if not _is_desk(request, running.settings):
                return _refused(401, "not_the_desk")
            try:
                return await answer(request)
            except ValidationError:
                return _refused(400, "invalid")
            except Unsealable:
                return _refused(503, "sealed_with_another_secret")
            except _No as no:
                return _refused(no.status, no.code)

        return checked

    routes = [
        Route("/identity/session", guarded(session), methods=["POST"]),
        Route("/identity/token", guarded(token), methods=["POST"]),
        Route("/identity/standing", guarded(standing), methods=["POST"]),
    ]
    return RouteGroup(routes, ASKING, inside=True)


async def _signed_in(connection: AsyncConnection, secret: str, settings: ServiceSettings) -> SignedIn:
    found = await session_of(connection, secret, settings)
    if found is None or found.waits_for_factor or is_due(found, settings):
        raise _No(401, "signed_out")
    return found


def _claims(asked: _Signing, found: SignedIn, settings: ServiceSettings) -> Claims:
    cls = REGISTRY.types.get(asked.type) or INQUIRIES.get(asked.type)
    if cls is None or not issubclass(cls, Command | Inquiry):
        raise _No(403, "no_such_command")
    stale = found.factor_at is None or found.now - found.factor_at > timedelta(seconds=FRESH)
    fresh = issubclass(cls, Command) and cls.fresh_factor
    if fresh and found.has_factor and stale:
        raise _No(403, "fresh_factor_needed")
    now = int(found.now.timestamp())
    return Claims(
        iss=HOUSE.keys.issuer if HOUSE.keys else "",
        sub=found.person_id,
        role=asked.role,
        department=asked.department,
        aud=cls.owner(),
        type=asked.type,
        source=asked.source,
        cid=asked.id,
        digest=asked.digest,
        presenter=DESK_USER,
        iat=now,
        exp=now + settings.token_seconds,
        auth_time=int(found.begun_at.timestamp()),
        amr=_amr(found),
        jti=name(),
        has_factor=found.has_factor,
        factor_at=int(found.factor_at.timestamp()) if found.factor_at else None,
    )


def _amr(found: SignedIn) -> list[str]:
    """RFC 8176."""
    return ["pwd", found.factor_by or "otp"] if found.factor_at else ["pwd"]


def _idle_until(found: SignedIn, settings: ServiceSettings) -> str:
    idle = found.now + timedelta(minutes=settings.idle_minutes)
    return min(idle, found.begun_at + timedelta(hours=settings.session_hours)).isoformat()


def _is_desk(request: Request, settings: ServiceSettings) -> bool:
    secret = settings.signer_secret.get_secret_value() if settings.signer_secret else ""
    scheme, _, shown = request.headers.get("authorization", "").partition(" ")
    right = compare_digest(shown.encode("utf-8", "replace"), secret.encode())
    return bool(secret) and scheme.lower() == "bearer" and right


def _refused(status: int, code: str) -> Response:
    return Response(json.dumps({"code": code}), status, _NO_STORE, "application/json")
