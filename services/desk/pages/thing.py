"""A thing's own page: what it says, who is waited for, what may be done, and how it came so. And the matters
that wait to be taken on, one at a time."""

from typing import Any

from starlette.responses import Response

from services.desk.domain.person import Person
from services.desk.pages.guard import Visit
from services.desk.pages.home import KINDS
from services.desk.pages.rendering import CHINESE
from services.desk.storage import reading
from services.desk.storage.reading import Kept
from services.desk.views import words
from services.desk.views.thing import PATHS, Line, actions, line, said_to, shown, waits_of
from shared.language.contracts.envelope import Role

_TRIAGE = ("received",)
_LINKED = (
    "topic_id",
    "item_id",
    "meeting_id",
    "visit_id",
    "project_id",
    "ballot_id",
    "submission_id",
    "promise_id",
)


async def thing(visit: Visit) -> Response:
    """``/items/…`` and the others."""
    kind, id = KINDS[visit.request.path_params["path"]], visit.request.path_params["id"]
    kept = await reading.thing(visit.connection, visit.person.township, kind, id)
    if kept is None:
        return nothing_here(visit)
    return await show(visit, kept, "thing.html")


async def show(visit: Visit, kept: Kept, template: str, **more: Any) -> Response:
    """The page of a thing, as far as this person may read it."""
    view = shown(visit.person, kept, visit.law.names, CHINESE)
    if view is None:
        return nothing_here(visit)
    return visit.page(
        template,
        thing=view,
        rows=list(words.rows(view.said, visit.law.names, CHINESE)),
        waits=list(waits_of(visit.person, kept, visit.law, visit.now, CHINESE)),
        actions=actions(visit.person, kept, CHINESE),
        history=await history(visit, kept),
        links=await _links(visit, kept),
        live=f"{kept.kind}/{kept.id}",
        **more,
    )


async def history(visit: Visit, kept: Kept, since: int = -1) -> list[Line]:
    """How it came so, the newest first; ``since``: after that version alone."""
    _, said = said_to(visit.person, kept)
    rows = await reading.history(visit.connection, kept.township, kept.kind, kept.id)
    return [line(row, said or {}, visit.law.names, CHINESE) for row in rows if row.sequence > since]


def nothing_here(visit: Visit) -> Response:
    """There is no such thing, or it is not for this person: they are not told which."""
    return visit.page("error.html", 404, reason="not_found")


async def _links(visit: Visit, kept: Kept) -> list[tuple[str, str, str]]:
    """Kind, title and address of the things that it names."""
    _, said = said_to(visit.person, kept)
    ids = {str(said[name]) for name in _LINKED if said and said.get(name)} - {kept.id}
    for name in ("submission_ids", "item_ids"):
        ids |= set((said or {}).get(name, ())[:50])
    found = await reading.named(visit.connection, kept.township, ids) if ids else []
    views = (shown(visit.person, one, visit.law.names, CHINESE) for one in found if one.kind in PATHS)
    return [(view.kind_name, view.title, view.href) for view in views if view]


async def triage(visit: Visit) -> Response:
    """``/o/triage``: the matters that wait to be taken on, the earliest first, one at a time."""
    if not may_triage(visit.person):
        return visit.page("error.html", 403, reason="forbidden")
    found = await reading.things(visit.connection, visit.person.township, "submission", _TRIAGE, limit=200)
    waiting = [one for one in reversed(found) if said_to(visit.person, one)[1] is not None]
    skip = visit.request.query_params.get("skip", "0")
    number = int(skip) if skip.isdigit() else 0
    if number >= len(waiting):
        return visit.page("triage_done.html", left=len(waiting), live="submission")
    return await show(
        visit, waiting[number], "triage.html", left=len(waiting) - number, next=f"/o/triage?skip={number + 1}"
    )


def may_triage(person: Person) -> bool:
    """Taking on is the office's."""
    return person.post.role == Role.OFFICE
