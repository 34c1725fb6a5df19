"""What waits for me, and the lists of everything else."""

from starlette.responses import Response

from services.desk.domain.forms.transitions import made_by, states_of
from services.desk.domain.may_see import Sight
from services.desk.pages.guard import Visit
from services.desk.pages.rendering import CHINESE
from services.desk.storage import reading
from services.desk.storage.reading import SEARCHED, Kept
from services.desk.views import words
from services.desk.views.thing import (
    PATHS,
    Action,
    Shown,
    Wait,
    actions,
    command_words,
    direct,
    said_to,
    shown,
    waits_of,
)
from shared.kernel.messages.text import clean

KINDS = {path: kind for kind, path in PATHS.items()}
_PAGE = 50
_ASKED = 100
"""Characters of what is looked for."""
Waiting = tuple[Wait, Shown, Action | None]


async def waiting_for(visit: Visit) -> list[Waiting]:
    """What waits for the person in their post, what has been due longest first."""
    found: list[tuple[Wait, Shown, Kept]] = []
    for kept in await reading.waiting(visit.connection, visit.person.township):
        mine = [one for one in waits_of(visit.person, kept, visit.law, visit.now, CHINESE) if one.mine]
        view = shown(visit.person, kept, visit.law.names, CHINESE) if mine else None
        found += [(one, view, kept) for one in mine if view]
    found.sort(key=lambda one: (one[0].days, one[1].kind, one[1].id))
    return [(wait, view, _form(visit, wait, kept)) for wait, view, kept in found]


def _form(visit: Visit, wait: Wait, kept: Kept) -> Action | None:
    return direct(wait.code, actions(visit.person, kept, CHINESE))


async def home(visit: Visit) -> Response:
    """``/``: what waits for me."""
    waits = await waiting_for(visit)
    late = sum(wait.late for wait, _, _ in waits)
    return visit.page("home.html", waits=waits, late=late, live="all")


async def new(visit: Visit) -> Response:
    """``/new``: what somebody in this post may begin."""
    types = dict.fromkeys(made_by(visit.person.post.role))
    begin = [(command_words(type, CHINESE), f"/do/{type}") for type in types]
    return visit.page("new.html", begin=begin)


async def things(visit: Visit) -> Response:
    """``/matters`` and the others: everything of a kind, filtered and searched."""
    query, path = visit.request.query_params, visit.request.path_params["path"]
    kind = KINDS[path]
    words_asked = clean(query.get("words", "")[:_ASKED], lines=False)
    state = query.get("state", "")
    state = state if state in states_of(kind) else ""
    skip = int(query.get("skip", "0")) if query.get("skip", "0").isdigit() else 0
    found = await reading.things(
        visit.connection,
        visit.person.township,
        kind,
        (state,) if state else (),
        words_asked,
        limit=SEARCHED if words_asked else _PAGE + 1,
        skip=min(skip, 100_000),
    )
    seen = [one for kept in found if _says(visit, kept, words_asked) if (one := _shown(visit, kept))]
    return visit.page(
        "list.html",
        kind=kind,
        path=path,
        things=seen[:_PAGE],
        more=skip + _PAGE if len(found) > _PAGE and not words_asked else 0,
        words=words_asked,
        state=state,
        states=[(one, words.state_words(kind, one, CHINESE)) for one in states_of(kind)],
        live=kind,
    )


def _shown(visit: Visit, kept: Kept) -> Shown | None:
    return shown(visit.person, kept, visit.law.names, CHINESE)


def _says(visit: Visit, kept: Kept, asked: str) -> bool:
    """Whether what this person may read of it has the words: a search tells no more than reading does."""
    if not asked:
        return True
    sight, said = said_to(visit.person, kept)
    return sight is not Sight.NOTHING and asked.casefold() in str(said).casefold()
