"""The pages on which people sign in and look after their account. All work without JavaScript."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from time import time
from typing import Any

import segno
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from services.identity.accounts import factor, sessions, signing_in, tries
from services.identity.accounts.hashing import AT_ONCE, digest
from services.identity.accounts.keeping import drop_links
from services.identity.accounts.log import note
from services.identity.accounts.log import read as read_log
from services.identity.accounts.posts import posts_by
from services.identity.accounts.sessions import SignedIn
from services.identity.pages.asking import HERE, Asking, read, with_next
from services.identity.pages.upstream import upstream_routes
from services.identity.sealing import Sealer, Unsealable, sealer_of
from shared.kernel.service.http.limits import Limits, RouteGroup
from shared.kernel.service.service import AtWork

FORMS = Limits(at_once=32, seconds=15.0, body=4096, types=("application/x-www-form-urlencoded",), asks=None)
LIGHT = Limits(at_once=100, asks=None)
_SHOWN = 20
"""Rows of the log."""
Answer = Callable[[Asking, AsyncConnection], Awaitable[Response]]


def page_groups(running: AtWork) -> list[RouteGroup]:
    """The routes, over identity's own database."""
    settings, posts_of = running.settings, posts_by(running)
    proving = asyncio.Semaphore(AT_ONCE)

    def page(answer: Answer, *, proves_password: bool = False) -> Callable[[Request], Awaitable[Response]]:
        async def answered(request: Request) -> Response:
            try:
                asking = await read(request, settings)
            except ValueError:
                return PlainTextResponse("400", 400)
            if not asking.only_looks and not asking.proves_itself:
                return asking.page("sign_in.html", 403, problem="form")
            try:
                async with AsyncExitStack() as stack:
                    if proves_password and not asking.only_looks:
                        await stack.enter_async_context(proving)
                    connection = await stack.enter_async_context(running.web.begin())
                    return await answer(asking, connection)
            except (DBAPIError, OSError, TimeoutError, Unsealable):
                return asking.page("unavailable.html", 503)

        return answered

    def signed_in(answer: Callable[[Asking, AsyncConnection, SignedIn], Awaitable[Response]]) -> Answer:
        """For those who have signed in whole, the second factor included."""

        async def checked(asking: Asking, connection: AsyncConnection) -> Response:
            found = await sessions.session_of(connection, asking.session, settings)
            if found is None:
                return asking.signed_in("/sign-in", "")
            return (
                asking.to("/second-step")
                if found.waits_for_factor
                else await answer(asking, connection, found)
            )

        return checked

    async def sign_in(asking: Asking, connection: AsyncConnection) -> Response:
        if asking.only_looks:
            return asking.page("sign_in.html", problem="")
        login, password = asking.form.get("login", "").strip()[:200], asking.form.get("password", "")[:500]
        session = await signing_in.sign_in(connection, login, password, asking.visitor, settings, posts_of)
        if session is None:
            return asking.page("sign_in.html", 401, problem="failed")
        found = await sessions.session_of(connection, session, settings)
        if found and found.waits_for_factor:
            return asking.signed_in(with_next("/second-step", asking.next), session)
        due = found is not None and signing_in.is_due(found.password_at, settings)
        return asking.signed_in("/account" if due else asking.desk + asking.next, session)

    async def second_step(asking: Asking, connection: AsyncConnection) -> Response:
        found = await sessions.session_of(connection, asking.session, settings)
        if found is None or not found.has_factor:
            return asking.to("/sign-in" if found is None else "/account")
        if asking.only_looks:
            return asking.page("second_step.html", problem="")
        known, keys = (
            (found.tenant, found.person_id),
            tries.keys_of(f"otp:{found.login}", asking.visitor.address),
        )
        code, sealer = asking.form.get("code", "")[:40], sealer_of(settings)
        locked = await tries.is_locked(connection, keys)
        if locked or not await factor.is_right(connection, *known, code, sealer, time()):
            if not locked:
                await tries.failed(connection, keys, settings)
                await note(connection, *known, "factor_failed", asking.visitor.address)
            return asking.page("second_step.html", 401, problem="failed")
        await tries.forget(connection, keys[0])
        await sessions.showed_factor(connection, asking.session)
        await note(connection, *known, "factor_shown", asking.visitor.address)
        return asking.to(asking.desk + asking.next)

    async def sign_out(asking: Asking, connection: AsyncConnection) -> Response:
        found = await sessions.session_of(connection, asking.session, settings)
        if found:
            await sessions.end_one(connection, found.tenant, found.person_id, found.name)
            await note(connection, found.tenant, found.person_id, "signed_out", asking.visitor.address)
        return asking.signed_in("/sign-in", "")

    async def account(
        asking: Asking, connection: AsyncConnection, found: SignedIn, status: int = 200, **said: Any
    ) -> Response:
        values = {"problems": (), "done": "", "codes": (), **said}
        return asking.page(
            "account.html",
            status,
            account=found,
            due=signing_in.is_due(found.password_at, settings),
            sessions=await sessions.of_person(connection, found.tenant, found.person_id, settings),
            log=await read_log(connection, found.tenant, found.person_id, _SHOWN),
            **values,
        )

    async def password(asking: Asking, connection: AsyncConnection, found: SignedIn) -> Response:
        known, address = (found.tenant, found.person_id), asking.visitor.address
        if not await signing_in.knows_password(
            connection, *known, asking.form.get("old", "")[:500], address, settings
        ):
            return await account(asking, connection, found, 401, problems=("wrong_password",))
        new = asking.form.get("new", "")[:500]
        if wrong := await signing_in.set_password(connection, *known, new, settings, address):
            return await account(asking, connection, found, 400, problems=wrong)
        await sessions.end_others(connection, *known, found.name)
        return asking.to("/account")

    async def add_factor(asking: Asking, connection: AsyncConnection, found: SignedIn) -> Response:
        sealer = sealer_of(settings)
        if found.has_factor:
            return asking.to("/account")
        if asking.only_looks:
            secret, problem = factor.new_secret(), ""
        else:
            owner, secret = _shown(sealer, asking.form.get("sealed", ""))
            step = factor.step_of(secret, asking.form.get("code", "").strip()[:6], time())
            if step is not None and owner == found.name:
                known = found.tenant, found.person_id
                codes = await factor.enrol(connection, *known, secret, step, sealer)
                await sessions.showed_factor(connection, asking.session)
                await sessions.end_others(connection, *known, found.name)
                await note(connection, *known, "factor_added", asking.visitor.address)
                return await account(asking, connection, found, codes=codes)
            problem = "failed"
        picture = segno.make(factor.address_of(secret, found.login)).svg_inline(omitsize=True)
        sealed = sealer.seal(f"{found.name}:{secret}".encode())
        return asking.page(
            "factor.html",
            401 if problem else 200,
            secret=secret,
            sealed=sealed,
            picture=picture,
            problem=problem,
        )

    async def end_sessions(asking: Asking, connection: AsyncConnection, found: SignedIn) -> Response:
        known, name = (found.tenant, found.person_id), asking.form.get("name", "")
        if name:
            await sessions.end_one(connection, *known, name[:40])
        else:
            await sessions.end_others(connection, *known, found.name)
        await note(connection, *known, "sessions_ended", asking.visitor.address)
        return asking.to("/account")

    async def invited(asking: Asking, connection: AsyncConnection) -> Response:
        link = asking.request.path_params["token"][:100]
        found = await signing_in.invited(connection, digest(link), to_use=not asking.only_looks)
        if found is None:
            return asking.page("invited.html", 404, login="", problems=())
        tenant, person, login = found
        if asking.only_looks:
            return asking.page("invited.html", login=login, problems=())
        new, address = asking.form.get("new", "")[:500], asking.visitor.address
        if wrong := await signing_in.set_password(connection, tenant, person, new, settings, address):
            return asking.page("invited.html", 400, login=login, problems=wrong)
        await drop_links(connection, tenant, person)
        await sessions.end_others(connection, tenant, person, "")
        await tries.forget(connection, tries.keys_of(login, "")[0])
        return asking.signed_in("/sign-in", "")

    async def home(asking: Asking, connection: AsyncConnection) -> Response:
        return asking.to("/account")

    both, post = ["GET", "POST"], ["POST"]
    forms = [
        Route("/", page(home)),
        Route("/sign-in", page(sign_in, proves_password=True), methods=both),
        Route("/second-step", page(second_step), methods=both),
        Route("/sign-out", page(sign_out), methods=post),
        Route("/account", page(signed_in(account))),
        Route("/account/password", page(signed_in(password), proves_password=True), methods=post),
        Route("/account/factor", page(signed_in(add_factor)), methods=both),
        Route("/account/sessions/end", page(signed_in(end_sessions)), methods=post),
        Route("/invited/{token}", page(invited, proves_password=True), methods=both),
        *upstream_routes(running, posts_of),
    ]
    return [
        RouteGroup(forms, FORMS),
        RouteGroup([Mount("/static", StaticFiles(directory=HERE / "static"))], LIGHT),
    ]


def _shown(sealer: Sealer, sealed: str) -> tuple[str, str]:
    """Session and secret of the form that was shown; of one that is not ours, nobody's and a new one."""
    try:
        owner, _, secret = sealer.open(sealed).decode().partition(":")
    except Unsealable:
        return "", factor.new_secret()
    return owner, secret
