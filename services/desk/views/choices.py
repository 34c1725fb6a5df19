"""The values among which a form lets choose: the township's lists, its rules, people, things, and codes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.desk.domain.forms.fields import Field
from services.desk.domain.forms.wording import value_in_words
from services.desk.domain.person import Person
from services.desk.storage import reading
from services.desk.storage.reading import Kept
from services.desk.views import words
from services.desk.views.thing import said_to
from shared.language.behaviour import Today
from shared.language.calendar import Period
from shared.language.contracts.envelope import Role
from shared.language.directory import Directory
from shared.language.directory.naming import Names
from shared.language.words import text
from shared.language.words.catalogue import entries

Option = tuple[str, str]
"""A value and its words."""
Options = dict[str, list[Option]]
"""Path of a field → its values."""
_THINGS = 200


@dataclass(frozen=True, slots=True)
class Asking:
    """What the values depend on. ``about``: the thing that the form is about, as its reader reads it."""

    connection: AsyncConnection
    person: Person
    today: Today
    names: Names
    locale: str
    about: Mapping[str, Any]


async def options_of(asking: Asking, form: Iterable[Field]) -> Options:
    """Those of every field that has some."""
    found: Options = {}
    for field in form:
        for one in field.each():
            if one.values:
                found[one.path] = [(value, value_in_words(one, value, asking.locale)) for value in one.values]
            elif one.source:
                found[one.path] = await _options(asking, one)
    return found


async def _options(asking: Asking, field: Field) -> list[Option]:
    sort, _, rest = field.source.partition(":")
    directory = asking.today.directory
    match sort:
        case "list":
            return [(code, entry.name) for code, entry in getattr(directory, rest).items()]
        case "people":
            return _people(asking, tuple(filter(None, rest.split(","))))
        case "code":
            return _codes(asking, field, rest)
        case "values":
            return [(value, value_in_words(field, value, asking.locale)) for value in rest.split(",")]
        case "rules":
            return [
                (rule, _rule(rule, time, asking.locale)) for rule, time in asking.today.rules.reply.items()
            ]
        case "questions":
            return _questions(directory, asking.locale)
        case "things":
            return await _things(asking, *rest.partition(":")[::2])
        case "part":
            return _parts(asking.about, *rest.split(":"))
    raise LookupError(field.source)


def _questions(directory: Directory, locale: str) -> list[Option]:
    """Each code once: two categories that ask under one code have one answer."""
    texts: dict[str, dict[str, None]] = {}
    for of in directory.questions.values():
        for code, one in of.items():
            texts.setdefault(code, {})[one.text] = None
    return [(code, text("list.join", locale).join(asked)) for code, asked in texts.items()]


def _people(asking: Asking, roles: tuple[str, ...]) -> list[Option]:
    directory = asking.today.directory
    return [
        (id, _called(asking, id, person.name))
        for id, person in directory.people.items()
        if directory.posts.get(id) and (not roles or directory.holds(id, *map(Role, roles)))
    ]


def _called(asking: Asking, id: str, name: str) -> str:
    posts = asking.today.directory.posts.get(id, ())
    first = posts[0]
    return f"{name}（{words.who(None, first.role, first.department, asking.names, asking.locale)}）"


def _codes(asking: Asking, field: Field, rest: str) -> list[Option]:
    family, _, order = rest.partition(":")
    first, begins = order.split(","), f"{family}."
    codes = [key.removeprefix(begins) for key in entries(asking.locale) if key.startswith(begins)]
    plain = [code for code in codes if "." not in code]
    plain.sort(key=lambda code: first.index(code) if code in first else len(first))
    return [(code, value_in_words(field, code, asking.locale)) for code in plain]


def _rule(rule: str, time: Period, locale: str) -> str:
    """What it is for, and how long it is here: townships set other numbers."""
    unit, between = text(f"unit.{time.unit}", locale), "" if locale == "zh_CN" else " "
    return f"{entries(locale).get(f'rule.{rule}', rule)}（{time.amount}{between}{unit}）"


async def _things(asking: Asking, kind: str, states: str) -> list[Option]:
    wanted = tuple(filter(None, states.split(",")))
    found = await reading.things(asking.connection, asking.person.township, kind, wanted, limit=_THINGS)
    return [option for one in found if (option := _thing(asking, one))]


def _thing(asking: Asking, kept: Kept) -> Option | None:
    _, said = said_to(asking.person, kept)
    if said is None:
        return None
    state = words.state_words(kept.kind, kept.state, asking.locale)
    title = words.title_of(kept.kind, said, asking.names, asking.locale)
    return kept.id, text("page.on_day", asking.locale, name=title, day=state)


def _parts(about: Mapping[str, Any], name: str, id: str, title: str) -> list[Option]:
    parts = about.get(name) or ()
    return [
        (str(number) if id == "#" else str(part.get(id, "")), str(part.get(title) or number)[:80])
        for number, part in enumerate(parts, 1)
    ]
