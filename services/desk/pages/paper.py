"""``/meetings/…/paper``: a meeting to print and to hold; and the style that puts its place and day under each
page, which no page of ours may carry itself."""

import re
from dataclasses import replace

from starlette.responses import Response

from services.desk.pages.guard import Visit
from services.desk.pages.rendering import HEADERS
from services.desk.pages.thing import nothing_here
from services.desk.storage import reading
from services.desk.views.paper import Around, Paper, paper
from services.desk.views.thing import line, said_to
from shared.language.words import text

_LINES = 8
"""Of a point's history: the latest."""
_PLAIN = re.compile(r"[^0-9A-Za-z]")


async def meeting_paper(visit: Visit) -> Response:
    """The paper."""
    found = await _paper_of(visit)
    if found is None:
        return nothing_here(visit)
    id = visit.request.path_params["id"]
    return visit.page("paper.html", paper=found, back=f"/meetings/{id}", sheet=f"/meetings/{id}/paper.css")


async def paper_foot(visit: Visit) -> Response:
    """Its style sheet."""
    found = await _paper_of(visit)
    if found is None:
        return nothing_here(visit)
    before, between, after = (css_string(one) for one in text("desk.paper.page", visit.locale).split("|"))
    sheet = (
        f"@page {{ @bottom-left {{ content: {css_string(found.foot)}; }} "
        f"@bottom-right {{ content: {before} counter(page) {between} counter(pages) {after}; }} }}\n"
    )
    return Response(sheet, headers=HEADERS, media_type="text/css")


def css_string(said: str) -> str:
    """A string of a style sheet in which nothing but letters and digits means itself (CSS Syntax, 4.3.7)."""
    return '"' + _PLAIN.sub(lambda sign: f"\\{ord(sign[0]):x} ", said) + '"'


async def _paper_of(visit: Visit) -> Paper | None:
    """None: there is no such meeting, or it is not for this person."""
    township, names = visit.person.township, visit.law.names
    kept = await reading.thing(visit.connection, township, "meeting", visit.request.path_params["id"])
    if kept is None or kept.public is None or said_to(visit.person, kept)[1] is None:
        return None
    ids = [entry["id"] for entry in kept.public.get("agenda", ())]
    things = {one.id: one for one in await reading.named(visit.connection, township, ids)} if ids else {}
    lines = {}
    for one in things.values():
        rows = await reading.history(visit.connection, township, one.kind, one.id)
        said = [line(row, one.public or {}, names, visit.locale) for row in rows[:_LINES]]
        lines[one.id] = said[::-1]
    meetings = await reading.meetings_about(visit.connection, township, ids) if ids else []
    around = Around(things, lines, [replace(one, inside={}) for one in meetings])
    return paper(kept, kept.public, around, visit.law.at(visit.now), names, visit.locale)
