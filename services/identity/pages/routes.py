"""The pages on which people sign in and look after their account. All work without JavaScript, but for
security keys."""

from time import time

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from services.identity.accounts import codes, security_keys, sessions, signing_in, tries
from services.identity.accounts.hashing import digest
from services.identity.accounts.keeping import LONGEST_LOGIN, drop_links
from services.identity.accounts.log import note
from services.identity.accounts.posts import posts_by
from services.identity.accounts.security_keys import BY_KEY, Key, NotTheKey
from services.identity.accounts.sessions import SignedIn
from services.identity.pages.asking import ACCOUNT, HERE, Asking, with_next
from services.identity.pages.factors import factor_routes
from services.identity.pages.frame import Frame
from services.identity.pages.upstream import upstream_routes
from services.identity.sealing import sealer_of
from services.identity.storage.tables import LANDINGS
from shared.kernel.service.http.landing import Landing
from shared.kernel.service.http.limits import Limits, RouteGroup
from shared.kernel.service.service import AtWork

FORMS = Limits(at_once=32, seconds=15.0, body=8192, types=("application/x-www-form-urlencoded",), asks=None)
LIGHT = Limits(at_once=100, asks=None)


def page_groups(running: AtWork) -> list[RouteGroup]:
    """The routes, over identity's own database."""
    landing = Landing(running.web, LANDINGS)
    settings, posts_of, frame = running.settings, posts_by(running), Frame(running, landing)
    page, signed_in, account = frame.page, frame.signed_in, frame.account

    async def sign_in(asking: Asking, connection: AsyncConnection) -> Response:
        if asking.only_looks:
            return asking.page("sign_in.html", problem="")
        login = asking.form.get("login", "").strip()[:LONGEST_LOGIN]
        password = asking.form.get("password", "")[:500]
        session = await signing_in.sign_in(connection, login, password, asking.visitor, settings, posts_of)
        if session is None:
            return asking.page("sign_in.html", 401, problem="failed")
        found = await sessions.session_of(connection, session, settings)
        if found and found.waits_for_factor:
            return asking.signed_in(with_next("/second-step", asking.next), session)
        return asking.signed_in(asking.onward(found, asking.next), session)

    async def second_step(asking: Asking, connection: AsyncConnection) -> Response:
        found = await sessions.session_of(connection, asking.session, settings)
        if found is None or not found.has_factor:
            return asking.to("/sign-in" if found is None else "/account")
        known = found.tenant, found.person_id
        keys = await security_keys.of_person(connection, *known) if asking.here.takes_keys else []
        if asking.only_looks:
            return await ask_factor(asking, connection, keys)
        counted = tries.keys_of(found.login, asking.visitor.address, tries.FACTOR)
        if await tries.is_locked(connection, counted):
            return await ask_factor(asking, connection, keys, "code")
        by, problem = await shown_factor(asking, connection, known, keys)
        if problem:
            locked = await tries.failed(connection, counted, settings)
            for what in (problem, "locked") if locked else (problem,):
                await note(connection, *known, what, asking.visitor.address)
            return await ask_factor(asking, connection, keys, "key" if by == BY_KEY else "code")
        await tries.forget(connection, counted[0])
        await sessions.showed_factor(connection, asking.session, by)
        await note(connection, *known, "factor_shown", asking.visitor.address)
        return asking.to(asking.onward(found, asking.next))

    async def ask_factor(
        asking: Asking, connection: AsyncConnection, keys: list[Key], problem: str = ""
    ) -> Response:
        challenge = await sessions.challenge(connection, asking.session) if keys else ""
        options = asking.here.to_show(keys, challenge) if keys else ""
        return asking.page("second_step.html", 401 if problem else 200, problem=problem, options=options)

    async def shown_factor(
        asking: Asking, connection: AsyncConnection, known: tuple[str, str], keys: list[Key]
    ) -> tuple[str, str]:
        """How it was shown, and the log's code of what is wrong with it; empty: it is right."""
        if answer := asking.form.get("answer", ""):
            asked = await sessions.take_challenge(connection, asking.session)
            try:
                key, counter = asking.here.shown(keys, answer, asked)
            except NotTheKey as no:
                return BY_KEY, str(no)
            return BY_KEY, "" if await security_keys.used(connection, key, counter) else "key_doubted"
        code, sealer = asking.form.get("code", "")[:40], sealer_of(settings)
        right = await codes.is_right(connection, *known, code, sealer, time())
        return codes.BY_CODE, "" if right else "factor_failed"

    async def sign_out(asking: Asking, connection: AsyncConnection) -> Response:
        found = await sessions.session_of(connection, asking.session, settings)
        if found:
            await sessions.end_one(connection, found.tenant, found.person_id, found.name)
            await note(connection, found.tenant, found.person_id, "signed_out", asking.visitor.address)
        return asking.signed_in("/sign-in", "")

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
        Route("/sign-out", page(sign_out, lands="/sign-in"), methods=post),
        Route("/account", page(signed_in(account))),
        Route(
            "/account/password", page(signed_in(password), proves_password=True, lands=ACCOUNT), methods=post
        ),
        *factor_routes(frame),
        Route("/account/sessions/end", page(signed_in(end_sessions), lands=ACCOUNT), methods=post),
        Route("/invited/{token}", page(invited, proves_password=True), methods=both),
        *upstream_routes(running, posts_of),
    ]
    return [
        RouteGroup(forms, FORMS),
        RouteGroup([Mount("/static", StaticFiles(directory=HERE / "static"))], LIGHT),
    ]
