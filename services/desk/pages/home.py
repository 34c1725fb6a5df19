"""What waits for me, and the lists of everything else."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from urllib.parse import urlencode

from starlette.responses import Response

from services.desk.domain.forms.transitions import roles_of, states_of
from services.desk.domain.may_do import may_begin
from services.desk.domain.may_see import departments_of
from services.desk.domain.person import Person, Post
from services.desk.domain.voting import BALLOT, has_no_vote
from services.desk.pages.guard import Visit, number
from services.desk.storage import reading
from services.desk.storage.own import filters_of
from services.desk.storage.reading import SEARCHED, Kept
from services.desk.storage.sent import voted_in
from services.desk.views import words
from services.desk.views.thing import (
    PATHS,
    SOON,
    Action,
    Shown,
    Wait,
    actions,
    awaited,
    command_words,
    direct,
    is_concerned,
    is_for,
    is_told,
    said_to,
    shown,
    wait_in_words,
    waits_of,
)
from shared.kernel.machine import Waiting
from shared.kernel.messages.text import clean

KINDS = {path: kind for kind, path in PATHS.items()}
_PAGE = 50
_ASKED = 100
"""Characters of what is looked for."""
_DUE = {"late": timedelta(), "week": timedelta(days=SOON), "any": timedelta(days=3650)}
"""Name → what is due until so long from now."""
_LIGHTS = {"red": "late", "yellow": "week", "green": "any"}
"""Light → the filter with which a list shows what has it, and what is more urgent."""
_BY_DEPARTMENT = ("submission", "item", "promise", "project")
_CO_SIGN = "intake.topic.co_sign.v1"
_WAITED = (*_BY_DEPARTMENT, "topic", "meeting", "visit", "ballot")
Read = tuple[Kept, tuple[Waiting, ...]]
"""A thing and whom it waits for: read once for all that the first page says of it."""
ToDo = tuple[Wait, Shown, Action | None]


def waiting_for(visit: Visit, all: Iterable[Read]) -> list[ToDo]:
    """What waits for the person in their post: dangers first, then what has been due longest."""
    return [(wait, view, _form(visit, wait, kept)) for wait, view, kept in _those(visit, all, is_for)]


def told_of(visit: Visit, all: Iterable[Read]) -> list[tuple[Wait, Shown]]:
    """What waits for somebody else, who did not act when reminded, so that this person's post was told."""
    return [(wait, view) for wait, view, _ in _those(visit, all, is_told)]


def _those(
    visit: Visit, all: Iterable[Read], which: Callable[[Person, Waiting], bool]
) -> list[tuple[Wait, Shown, Kept]]:
    found: list[tuple[Wait, Shown, Kept]] = []
    for kept, waits in all:
        these = [one for one in waits if which(visit.person, one) and is_concerned(visit.person, kept, one)]
        view = _shown(visit, kept) if these else None
        if view:
            said = (wait_in_words(one, visit.law, visit.now, visit.locale) for one in these)
            found += [(one, view, kept) for one in said]
    return sorted(found, key=lambda one: (not one[1].danger, one[0].days, one[1].kind, one[1].id))


def _form(visit: Visit, wait: Wait, kept: Kept) -> Action | None:
    return direct(wait.code, actions(visit.person, kept, visit.locale))


def to_sign(visit: Visit, unsigned: Iterable[Kept]) -> list[tuple[Shown, Action]]:
    """The topics for which somebody asks for this person's name, while they still may give it in the post in
    which they act."""
    return [
        (view, action)
        for kept in unsigned
        for action in actions(visit.person, kept, visit.locale)
        if action.type == _CO_SIGN and (view := _shown(visit, kept))
    ]


async def home(visit: Visit) -> Response:
    """``/``: what waits for me."""
    found = await reading.waiting(visit.connection, visit.person.township)
    voted = await voted_in(visit.connection, *visit.person.named)
    all = [
        (kept, awaited(kept, visit.law, visit.now))
        for kept in found
        if kept.kind != BALLOT or not has_no_vote(visit.person.id, kept.inside, voted)
    ]
    waits = waiting_for(visit, all)
    late = sum(wait.late for wait, _, _ in waits)
    filters = await filters_of(visit.connection, *visit.person.named)
    signs = any(post.role in roles_of(_CO_SIGN) for post in visit.person.posts)
    unsigned = await reading.unsigned(visit.connection, *visit.person.named) if signs else []
    others = [
        (post, _number(visit, post, all, unsigned))
        for post in visit.person.posts
        if post != visit.person.post
    ]
    return visit.page(
        "home.html",
        waits=waits,
        late=late,
        told=told_of(visit, all),
        to_sign=to_sign(visit, unsigned),
        others=others,
        filters=filters,
        lights=_lights(visit, found),
        live="all",
    )


def _lights(visit: Visit, all: Iterable[Kept]) -> list[tuple[str, str, list[tuple[str, str, int]]]]:
    """Of each department for which this person acts: code, name, and how many items of it have which light,
    with the filter of the list that has them."""
    found: dict[str, Counter[str]] = {code: Counter() for code in sorted(visit.person.departments)}
    for kept in all:
        said = said_to(visit.person, kept)[1] if kept.kind == "item" else None
        first = _first(visit, kept) if said else None
        for code in departments_of(said or {}) & found.keys():
            found[code][first.light if first else "green"] += 1
    names = visit.law.names
    return [
        (code, names.name_of("departments", code), [(one, due, counts[one]) for one, due in _LIGHTS.items()])
        for code, counts in found.items()
        if counts
    ]


def _number(visit: Visit, post: Post, all: Iterable[Read], unsigned: Iterable[Kept]) -> int:
    """How much waits for the same person in another post of theirs, or is asked of them there."""
    there = replace(visit, person=replace(visit.person, post=post))
    return len(waiting_for(there, all)) + len(to_sign(there, unsigned))


async def new(visit: Visit) -> Response:
    """``/new``: what somebody in this post may begin."""
    types = may_begin(visit.person.post.role)
    begin = [(command_words(type, visit.locale), f"/do/{type}") for type in types]
    return visit.page("new.html", begin=begin)


async def things(visit: Visit) -> Response:
    """``/matters`` and the others: everything of a kind, filtered and searched."""
    query, path = visit.request.query_params, visit.request.path_params["path"]
    kind, departments = KINDS[path], visit.law.at(visit.now).directory.departments
    asked = Filter(
        words=clean(query.get("words", "")[:_ASKED], lines=False),
        state=_one_of(query.get("state", ""), states_of(kind)),
        department=_one_of(query.get("department", ""), departments),
        due=_one_of(query.get("due", ""), _DUE),
        skip=number(query.get("skip", "")),
    )
    found = await reading.things(
        visit.connection,
        visit.person.township,
        kind,
        (asked.state,) if asked.state else (),
        asked.words,
        limit=SEARCHED if asked.words else _PAGE + 1,
        skip=asked.skip,
        department=asked.department,
        due_by=visit.now + _DUE[asked.due] if asked.due else None,
    )
    seen = [(one, _first(visit, kept)) for kept in found if (one := _found(visit, kept, asked))]
    return visit.page(
        "list.html",
        kind=kind,
        path=path,
        things=seen[:_PAGE],
        more=replace(asked, skip=asked.skip + _PAGE).query if len(found) > _PAGE and not asked.words else "",
        before=replace(asked, skip=max(0, asked.skip - _PAGE)).query if asked.skip else "",
        asked=asked,
        departments=[(code, one.name) for code, one in departments.items()] if kind in _BY_DEPARTMENT else [],
        dues=tuple(_DUE) if kind in _WAITED else (),
        states=[(one, words.state_words(kind, one, visit.locale)) for one in states_of(kind)],
        filters=[one for one in await filters_of(visit.connection, *visit.person.named) if one.path == path],
        full=number(query.get("full", "")),
        live=kind,
    )


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for in a list; empty: anything."""

    words: str
    state: str
    department: str
    due: str
    skip: int

    @property
    def is_any(self) -> bool:
        """Whether it looks for something."""
        return bool(self.words or self.state or self.department or self.due)

    @property
    def query(self) -> str:
        """What an address says of it."""
        return urlencode({name: value for name, value in asdict(self).items() if value})


def _one_of(given: str, known: Collection[str]) -> str:
    return given if given in known else ""


def _first(visit: Visit, kept: Kept) -> Wait | None:
    """Who is waited for first."""
    return min(
        waits_of(kept, visit.law, visit.now, visit.locale),
        key=lambda one: (not one.late, one.days),
        default=None,
    )


def _found(visit: Visit, kept: Kept, asked: Filter) -> Shown | None:
    """The thing, if what this person may read of it has what is asked for: a filter tells no more than that
    does."""
    _, said = said_to(visit.person, kept)
    if said is None or (asked.words and asked.words.casefold() not in str(said).casefold()):
        return None
    if asked.department and asked.department not in departments_of(said):
        return None
    return None if asked.due and not said.get("waiting") else _shown(visit, kept)


def _shown(visit: Visit, kept: Kept) -> Shown | None:
    return shown(visit.person, kept, visit.law.names, visit.locale)
