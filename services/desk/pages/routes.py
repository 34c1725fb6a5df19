"""The desk's addresses."""

from collections.abc import Sequence

from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from services.desk.asking import identity_of
from services.desk.intake import Intake
from services.desk.pages.contact import Contacts
from services.desk.pages.forms import Forms
from services.desk.pages.guard import LARGER, POST, Guard, Page, Visit
from services.desk.pages.home import KINDS, home, new, things
from services.desk.pages.live import Feed
from services.desk.pages.own import Calendars, Filters
from services.desk.pages.paper import meeting_paper, paper_foot
from services.desk.pages.rendering import HERE, elsewhere
from services.desk.pages.sent import all_sent, one_sent
from services.desk.pages.thing import Triage, nothing_here, thing
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.service.http.limits import Limits, RouteGroup
from shared.kernel.service.service import AtWork

PAGES = Limits(asks=None)
FORMS = Limits(body=400_000, types=("application/x-www-form-urlencoded",), asks=None)
"""Texts of ten thousand characters, each written as nine bytes."""
STREAMS = Limits(at_once=250, seconds=None)
FEEDS = Limits(at_once=4, seconds=10.0)
"""Programs ask for calendars, some every few minutes."""
LIGHT = Limits(at_once=100, asks=None)
_YEAR = 365 * 24 * 3600


def routes(running: AtWork, bus: InProcessBus | None) -> Sequence[RouteGroup | BaseRoute]:
    """The pages, at an origin of their own."""
    identity = identity_of(running)
    intake = Intake(running, identity)
    inside, feed = Guard(running, identity), Feed(running)
    forms, contacts = Forms(running, identity, intake), Contacts(intake)
    filters, calendars = Filters(running), Calendars(running, identity)
    pages = [
        Route("/", inside(home)),
        Route("/new", inside(new)),
        Route("/sent", inside(all_sent)),
        Route("/sent/{id}", inside(one_sent)),
        Route("/o/triage", inside(Triage(intake))),
        Route("/do/{type}", inside(forms.show)),
        Route("/calendar", inside(calendars.show)),
        Route("/calendar/mine.ics", inside(calendars.file)),
        Route("/matters/{id}/contact", inside(contacts.ask)),
        Route("/meetings/{id}/paper", inside(meeting_paper)),
        Route("/meetings/{id}/paper.css", inside(paper_foot)),
        Route("/{path}", inside(_of_kind(things))),
        Route("/{path}/{id}", inside(_of_kind(thing))),
    ]
    changing = [
        Route("/do/{type}", inside(forms.take), methods=["POST"]),
        Route("/matters/{id}/contact", inside(contacts.read), methods=["POST"]),
        Route("/filters", inside(filters.save, "/"), methods=["POST"]),
        Route("/filters/remove", inside(filters.remove, "/"), methods=["POST"]),
        Route("/calendar/address", inside(calendars.renew, "/calendar"), methods=["POST"]),
        Route("/calendar/end", inside(calendars.end, "/calendar"), methods=["POST"]),
        Route("/post", inside(choose, "/"), methods=["POST"]),
        Route("/larger", inside(larger, "/"), methods=["POST"]),
    ]
    return [
        RouteGroup(changing, FORMS),
        RouteGroup([Route("/live", inside(feed.stream))], STREAMS),
        RouteGroup([Mount("/static", StaticFiles(directory=HERE / "static"))], LIGHT),
        RouteGroup([Route("/calendar/address/{secret}.ics", calendars.feed)], FEEDS),
        RouteGroup(pages, PAGES),
    ]


def _of_kind(page: Page) -> Page:
    """The page, for addresses that begin with a kind of thing."""

    async def of_kind(visit: Visit) -> Response:
        known = visit.request.path_params["path"] in KINDS
        return await page(visit) if known else nothing_here(visit)

    return of_kind


async def choose(visit: Visit) -> Response:
    """In which of their posts somebody acts from now on."""
    form = await visit.sent()
    if form is None:
        return visit.page("error.html", 403, reason="form")
    chosen = str(form.get("post", ""))
    response = elsewhere("/")
    if chosen in {post.key for post in visit.person.posts}:
        _remember(response, POST, chosen)
    return response


async def larger(visit: Visit) -> Response:
    """Larger letters, or the usual ones."""
    form = await visit.sent()
    if form is None:
        return visit.page("error.html", 403, reason="form")
    response = elsewhere("/")
    _remember(response, LARGER, "1" if form.get("larger") else "0")
    return response


def _remember(response: Response, name: str, value: str) -> None:
    response.set_cookie(name, value, _YEAR, path="/", secure=True, httponly=True, samesite="lax")
