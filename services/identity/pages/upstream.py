"""The way to the provider of a single sign-on and back, where the settings name one."""

import structlog
from sqlalchemy.exc import DBAPIError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.identity.accounts import sessions
from services.identity.accounts.posts import PostsOf
from services.identity.pages.asking import Asking, read, with_next
from services.identity.sealing import sealer_of
from services.identity.upstream import journey, signing_in
from services.identity.upstream.asking import UpstreamError
from services.identity.upstream.provider import Provider
from shared.kernel.service.service import AtWork

log = structlog.get_logger(__name__)


def upstream_routes(running: AtWork, posts_of: PostsOf) -> list[Route]:
    """None without a provider."""
    settings = running.settings
    if settings.openid_issuer is None:
        return []
    provider, sealer = Provider(settings), sealer_of(settings)

    async def begin(request: Request) -> Response:
        asking = await read(request, settings)
        way = journey.begun(asking.next)
        try:
            to = await provider.address_for(way)
        except UpstreamError as error:
            return _away(asking, error)
        return asking.travelling(asking.to(to), way.sealed(sealer))

    async def back(request: Request) -> Response:
        asking = await read(request, settings)
        said = request.query_params
        way = journey.found(asking.journey, said.get("state", "")[:200], sealer)
        if way is None:
            # Of another tab, or too late: the journey that this browser is on goes on.
            return asking.page("sign_in.html", 403, problem="upstream_anew")
        if "error" in said or not said.get("code"):
            return _no(asking, "upstream_refused")
        try:
            called = await provider.who(said["code"][:2000], way)
        except UpstreamError as error:
            return _away(asking, error)
        try:
            async with running.web.begin() as connection:
                session = await signing_in.sign_in(connection, called, asking.visitor, posts_of)
                found = session and await sessions.session_of(connection, session, settings)
        except (DBAPIError, OSError, TimeoutError):
            return asking.page("unavailable.html", 503)
        if not session or not found:
            return _no(asking, "upstream_unknown")
        onward = asking.onward(found, way.next)
        place = with_next("/second-step", way.next) if found.waits_for_factor else onward
        return asking.travelling(asking.signed_in(place, session), "")

    return [Route("/upstream/begin", begin), Route("/upstream/back", back)]


def _no(asking: Asking, problem: str) -> Response:
    return asking.travelling(asking.page("sign_in.html", 403, problem=problem), "")


def _away(asking: Asking, error: UpstreamError) -> Response:
    log.warning("upstream_not_believed", why=str(error))
    return asking.page("sign_in.html", 502, problem="upstream_away")
