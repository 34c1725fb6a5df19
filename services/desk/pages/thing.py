"""A thing's own page: what it says, who is waited for, what may be done, and how it came so. And the matters
that wait to be taken on, one at a time."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import Response

from services.desk.domain.person import Person
from services.desk.intake import Intake
from services.desk.pages.guard import Visit, number
from services.desk.pages.home import KINDS
from services.desk.storage import reading
from services.desk.storage.reading import Kept
from services.desk.views import words
from services.desk.views.deciding import follows, suggestions
from services.desk.views.thing import PATHS, Line, Shown, actions, is_danger, line, said_to, shown, waits_of
from shared.kernel.messages.ids import new_message_id
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
    view = shown(visit.person, kept, visit.law.names, visit.locale)
    if view is None:
        return nothing_here(visit)
    return visit.page(
        template,
        thing=view,
        rows=list(words.rows(view.said, visit.law.names, visit.locale, kept.id)),
        waits=list(waits_of(kept, visit.law, visit.now, visit.locale)),
        actions=actions(visit.person, kept, visit.locale),
        history=await history(visit, kept),
        links=await _links(visit, kept),
        live=f"{kept.kind}/{kept.id}",
        **more,
    )


def about_of(visit: Visit, kept: Kept) -> dict[str, Any]:
    """What a form says of the thing that it is about, as far as this person may read it. What is kept of an
    answer until it is fetched has no words of it."""
    view = shown(visit.person, kept, visit.law.names, visit.locale)
    asked = view is not None and visit.request.method == "GET"
    rows = words.rows(view.said, visit.law.names, visit.locale, kept.id) if view and asked else ()
    return {"about": view, "rows": list(rows)}


async def history(visit: Visit, kept: Kept, since: int = -1) -> list[Line]:
    """How it came so, the newest first; ``since``: after that version alone."""
    _, said = said_to(visit.person, kept)
    rows = await reading.history(visit.connection, kept.township, kept.kind, kept.id)
    return [line(row, said or {}, visit.law.names, visit.locale) for row in rows if row.sequence > since]


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
    views = (shown(visit.person, one, visit.law.names, visit.locale) for one in found if one.kind in PATHS)
    return [(view.kind_name, view.title, view.href) for view in views if view]


class Triage:
    """``/o/triage``: the matters that wait to be taken on, dangers first, then the earliest; one a page."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake

    async def __call__(self, visit: Visit) -> Response:
        """The matter, with what is suggested, why, and what is like it."""
        if not may_triage(visit.person):
            return visit.page("error.html", 403, reason="forbidden")
        person = visit.person
        waiting = [
            one
            for one in await reading.waiting(visit.connection, person.township)
            if one.kind == "submission" and one.state in _TRIAGE and said_to(person, one)[1] is not None
        ]
        waiting.sort(key=lambda one: (not is_danger(one), one.changed_at, one.id))
        skip = number(visit.request.query_params.get("skip", ""))
        if skip >= len(waiting):
            return visit.page("triage_done.html", left=len(waiting), live="submission")
        await visit.waits()
        said = (await self._intake.decided_by(person, waiting[skip].id)).said
        suggested = (said.get("submission") or {}).get("triage") or {}
        async with visit.anew() as now:
            return await show(
                now,
                waiting[skip],
                "triage.html",
                left=len(waiting) - skip,
                next=f"/o/triage?skip={skip + 1}",
                suggestions=list(suggestions(suggested, visit.law.names, visit.locale)),
                several=suggested.get("matters") or (),
                follows=follows(suggested),
                once=new_message_id(),
                similar=await _similar(now, said.get("similar") or ()),
            )


async def _similar(visit: Visit, found: Sequence[Mapping[str, Any]]) -> list[tuple[Shown, int, bool]]:
    """Those that this person may read: what is like a matter tells no more than reading does. With how like
    in per cent, and whether it is probably the same."""
    ids = {one["submission"]["submission_id"]: one for one in found}
    kept = await reading.named(visit.connection, visit.person.township, ids) if ids else []
    views = {one.id: shown(visit.person, one, visit.law.names, visit.locale) for one in kept}
    seen = ((views.get(id), one) for id, one in ids.items())
    return [(view, round(100 * one["score"]), bool(one["same"])) for view, one in seen if view]


def may_triage(person: Person) -> bool:
    """Taking on is the office's."""
    return person.post.role == Role.OFFICE
