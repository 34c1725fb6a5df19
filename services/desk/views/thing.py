"""A thing as the person who has signed in may read it: in lists, among what waits, and on its own page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from string import Formatter
from typing import Any

from sqlalchemy import Row as DatabaseRow

from services.desk.domain.forms.exceptions import ends, offered_on, usual_first
from services.desk.domain.forms.fields import about
from services.desk.domain.forms.transitions import commands_of_staff, roles_of
from services.desk.domain.may_do import may_do
from services.desk.domain.may_see import Sight, may_see
from services.desk.domain.person import Person
from services.desk.storage.reading import Kept
from services.desk.views import words
from shared.kernel.machine import Waiting
from shared.language.behaviour import Law
from shared.language.calendar import local_day
from shared.language.contracts.intake.submission_states import DANGER
from shared.language.directory.naming import Names
from shared.language.telling.every_event import TOLD
from shared.language.telling.typesetting import why_awaited
from shared.language.telling.words import in_words
from shared.language.turns import is_awaited
from shared.language.words import text
from shared.language.words.catalogue import entries

PATHS: Mapping[str, str] = {
    "submission": "matters",
    "topic": "topics",
    "meeting": "meetings",
    "visit": "visits",
    "item": "items",
    "project": "projects",
    "promise": "promises",
    "ballot": "ballots",
    "alarm": "alarms",
}
"""Kind → the word of its pages' addresses."""


SOON = 7
"""Days; so the lists filter what is due, too."""


@dataclass(frozen=True, slots=True)
class Action:
    """A command that may be given about a thing now, and the address of its form."""

    type: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Somebody is waited for."""

    what: str
    code: str
    who: str
    due: str
    days: int
    """Calendar days left; negative: so many too late."""
    late: bool
    why: str
    phone: str

    @property
    def light(self) -> str:
        """How it stands with the time: ``red`` is late, ``yellow`` is due within a week, else ``green``."""
        return "red" if self.late else "yellow" if self.days <= SOON else "green"


@dataclass(frozen=True, slots=True)
class Shown:
    """A thing in words; ``said`` is what its reader may read of it."""

    kind: str
    id: str
    href: str
    kind_name: str
    title: str
    state: str
    changed: str
    sequence: int
    whole: bool
    confidential: bool
    danger: bool
    """Life is in danger, and nobody deals with it; known to who may read the whole."""
    said: Mapping[str, Any]


def said_to(person: Person, kept: Kept) -> tuple[Sight, Mapping[str, Any] | None]:
    """What the person reads of a thing; None: nothing, and they are not told that there is one."""
    sight = may_see(person, kept.township, kept.kind, kept.inside)
    if sight is Sight.WHOLE:
        return sight, kept.inside
    return (
        (sight, kept.public) if sight is Sight.PUBLIC and kept.public is not None else (Sight.NOTHING, None)
    )


def is_danger(kept: Kept) -> bool:
    """Whether it is a danger that waits for somebody."""
    return kept.inside.get("urgency") == DANGER and bool(kept.inside.get("waiting"))


def shown(person: Person, kept: Kept, names: Names, locale: str) -> Shown | None:
    """The thing in words; None: it is not for this person."""
    sight, said = said_to(person, kept)
    if said is None:
        return None
    return Shown(
        kind=kept.kind,
        id=kept.id,
        href=f"/{PATHS.get(kept.kind, kept.kind)}/{kept.id}",
        kind_name=text(f"thing.{kept.kind}", locale),
        title=words.title_of(kept.kind, said, names, locale),
        state=words.state_words(kept.kind, kept.state, locale),
        changed=words.moment(kept.changed_at, locale),
        sequence=kept.sequence,
        whole=sight is Sight.WHOLE,
        confidential=bool(kept.inside.get("confidential")),
        danger=sight is Sight.WHOLE and is_danger(kept),
        said=said,
    )


def awaited(kept: Kept, law: Law, now: datetime) -> tuple[Waiting, ...]:
    """Whom a thing waits for by now, with those who stand in for who has left."""
    return tuple(Waiting.model_validate(one).asked_now(law, now) for one in kept.inside.get("waiting", ()))


def waits_of(kept: Kept, law: Law, now: datetime, locale: str) -> Iterator[Wait]:
    """Who has to act on a thing by now, in words."""
    return (wait_in_words(one, law, now, locale) for one in awaited(kept, law, now))


def wait_in_words(one: Waiting, law: Law, now: datetime, locale: str) -> Wait:
    """Who has to act, in words."""
    department = law.at(now).directory.departments.get(one.department) if one.department else None
    return Wait(
        what=entries(locale).get(f"wait.{one.what}", one.what),
        code=one.what,
        who=words.who(one.person_id, one.role, one.department, law.names, locale),
        due=words.moment(one.due_at, locale),
        days=(local_day(one.due_at) - local_day(now)).days,
        late=one.due_at <= now,
        why=why_awaited(one.what, locale),
        phone=department.phone if department else "",
    )


def is_told(person: Person, waiting: Waiting) -> bool:
    """Whether the last reminder was told to this person's post as well, while somebody else is waited for."""
    called, role = waiting.called, person.post.role
    return called is not None and role in called.reach and role != waiting.role


def is_concerned(person: Person, kept: Kept, waiting: Waiting) -> bool:
    """Where several departments are waited for, and none is named: whether theirs still owes its opinion."""
    if waiting.what != "co_opinion" or waiting.department:
        return True
    given = {one["department"] for one in kept.inside.get("co_opinions", ())}
    return bool(person.departments & set(kept.inside.get("co_handlers", ())).difference(given))


def is_for(person: Person, waiting: Waiting) -> bool:
    """Whether it is this person, in the post in which they act, who is waited for."""
    return is_awaited(waiting, person.id, person.post.role, person.post.department)


def actions(person: Person, kept: Kept, locale: str) -> list[Action]:
    """What the person may do about a thing in its state, by what the services have published."""
    # What makes a new thing of the kind says nothing of the one that is there.
    mine = may_do(person, kept.kind, kept.state, kept.inside)
    own = [type for type in mine if _moves(type, kept.kind)]
    others = [type for type in offered_on(kept.kind, kept.state) if person.post.role in roles_of(type)]
    return [
        Action(type, command_words(type, locale), f"/do/{type}?kind={kept.kind}&id={kept.id}")
        for type in usual_first(dict.fromkeys((*own, *others)))
    ]


def _moves(type: str, kind: str) -> bool:
    """Whether the command moves the very thing on whose page it is: of another one, which a table may also
    heed, no form there could say which."""
    cls = commands_of_staff()[type]
    return bool(about(cls)) and cls.entity() == kind


def direct(code: str, found: Iterable[Action]) -> Action | None:
    """The command that ends a wait, where it is plain which one that is."""
    ending = ends().get(code)
    return next((one for one in found if one.type.split(".")[2] == code or one.type == ending), None)


def command_words(type: str, locale: str) -> str:
    """A command in words."""
    return text(f"command.{type.rsplit('.', 1)[0]}", locale)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a thing's history."""

    at: str
    who: str
    what: str
    sequence: int


def line(row: DatabaseRow[Any], said: Mapping[str, Any], names: Names, locale: str) -> Line:
    """A line in words; words of people that its sentence asks for are taken from the thing as it is now."""
    telling = TOLD.get(row.type)
    sentence = entries(locale).get(telling.sentence, row.type) if telling else row.type
    now = {name: said[name] for name in _asked_for(sentence) if isinstance(said.get(name), str)}
    return Line(
        at=words.moment(row.at, locale),
        who=words.who(row.actor_id, row.actor_role, row.actor_department, names, locale),
        what=sentence.format_map(_Missing(in_words({**now, **row.detail}, locale, names))),
        sequence=row.sequence,
    )


@cache
def _asked_for(sentence: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)


class _Missing(dict[str, str]):
    """Words that people wrote and the thing says no more."""

    def __missing__(self, key: str) -> str:
        return "…"
