"""``youyue waiting``: who has to act, on what, and by when, in every service; late ones first."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlalchemy import ColumnElement, Text, cast, select

from cli.reading import reading_the_database
from cli.services import load_service
from cli.shown import json_shown, shown
from cli.stores import Store, open_stores
from cli.townships import Township, law_in
from services.console.views.loop import title_of
from shared.kernel.machine import Waiting
from shared.kernel.messages.base import Bilingual
from shared.kernel.store.clock import time_kept
from shared.kernel.store.kind import Kind
from shared.language.behaviour import Law
from shared.language.calendar import local_day, local_minute
from shared.language.contracts.directory import Post
from shared.language.contracts.envelope import Role
from shared.language.directory.naming import NO_NAMES, Names
from shared.language.turns import is_awaited
from shared.language.words import LOCALES, bilingual, text
from shared.language.words.catalogue import entries

CHINESE, _ = LOCALES
_COLUMNS = 80
_UNKNOWN = "名录里没有 {given}：请用部门代码或人员编号。The lists have no {given}: use a code or an id."


@dataclass(frozen=True, slots=True)
class Awaited:
    """One wait of one thing."""

    service: str
    kind: str
    id: str
    title: str
    waiting: Waiting
    why: Bilingual
    """The law, the rule or the decision behind it."""

    def days_left(self, now: datetime) -> int:
        """Calendar days from now to the last day, Asia/Shanghai; negative when it is over."""
        return (local_day(self.waiting.due_at) - local_day(now)).days


@dataclass(frozen=True, slots=True)
class Asked:
    """Which of them are meant; None: whoever it is."""

    role: str | None = None
    department: str | None = None
    person: str | None = None
    posts: tuple[Post, ...] = ()
    """Those that the person holds: what waits for anybody in one of them waits for this person, too."""

    def unknown(self, names: Names) -> str | None:
        """The department or person among them that the township never had; None: there is none."""
        given = (("departments", self.department), ("people", self.person))
        return next((code for list, code in given if code and code not in names.by_list.get(list, {})), None)

    def means(self, waiting: Waiting) -> bool:
        """Whether it waits for these."""
        pairs = ((self.role, waiting.role), (self.department, waiting.department))
        return all(wanted in (None, found) for wanted, found in pairs) and self._theirs(waiting)

    def _theirs(self, waiting: Waiting) -> bool:
        return self.person in (None, waiting.person_id) or any(
            is_awaited(waiting, str(self.person), post.role, post.department) for post in self.posts
        )


def waiting(
    role: Annotated[Role | None, typer.Option(help="只看等这一角色的 only what waits for this role")] = None,
    department: Annotated[str | None, typer.Option(help="部门代码 a department's code")] = None,
    person: Annotated[
        str | None,
        typer.Option(help="人员编号，含其职务要办的 a person's id: theirs, and what waits for their posts"),
    ] = None,
    late: Annotated[bool, typer.Option("--late", help="只看逾期的 only what is late")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出 as JSON")] = False,
    township: Township = None,
) -> None:
    """等谁办什么、到什么时候，逾期的在前。Who has to act, on what, and by when; late ones first."""
    with reading_the_database():
        asyncio.run(_show(Asked(role, department, person), late, as_json, township))


def awaited(
    service: str,
    kind: Kind[Any],
    documents: Iterable[Mapping[str, Any]],
    asked: Asked,
    now: Callable[[Waiting], Waiting] = lambda stored: stored,
) -> Iterable[Awaited]:
    """The waits of these stored things that are meant. ``now``: a stored wait as it stands by now."""
    why = {wait.what: why_of(wait.what, wait.why) for wait in kind.behaviour.waits}
    for document in documents:
        for one in map(now, map(Waiting.model_validate, document.get("waiting", ()))):
            if asked.means(one):
                id, title = str(document[kind.id_field]), _title(kind.name, document)
                yield Awaited(service, kind.name, id, title, one, why.get(one.what) or why_of(one.what, ""))


def _title(kind: str, document: Mapping[str, Any]) -> str:
    """What staff call the thing: of a matter its own words, published or not."""
    if kind == "submission":
        return str(document["title"] or document["text"])
    return title_of(kind, document, CHINESE, NO_NAMES)


def in_order(found: Iterable[Awaited], now: datetime, late: bool) -> list[Awaited]:
    """What has been due longest comes first; with ``late``, only what is."""
    by_day = sorted(found, key=lambda one: (one.waiting.due_at, one.waiting.since, one.kind, one.id))
    return [one for one in by_day if not late or one.waiting.due_at <= now]


def in_json(one: Awaited, now: datetime) -> dict[str, Any]:
    """One of them, for programs."""
    return {
        **asdict(one),
        "waiting": one.waiting.model_dump(mode="json"),
        "why": one.why.model_dump(),
        "late": one.waiting.due_at <= now,
        "days_left": one.days_left(now),
    }


def in_words(one: Awaited, now: datetime, names: Names) -> tuple[str, ...]:
    """One of them as a row: days left, what, who, thing, since and until, rung."""
    said = one.waiting
    called = said.called
    return (
        f"{'!' if said.due_at <= now else ''}{one.days_left(now)}",
        word("wait", said.what),
        who(said, names),
        f"{word('thing', one.kind)} {shown(one.title)}\n{shown(one.id)}",
        f"{_day(said.since, now)} 起\n{_day(said.due_at, now)} {local_minute(said.due_at)}",
        f"{word('rung', called.name)}\n{_day(called.at, now)}" if called else "",
    )


def _day(at: datetime, now: datetime) -> str:
    """``09-01``; of another year than now's, ``2025-09-01``."""
    day = local_day(at)
    return f"{day:%m-%d}" if day.year == local_day(now).year else f"{day}"


def who(said: Waiting, names: Names) -> str:
    """Whom it waits for, with the names of the township's lists."""
    department = names.name_of("departments", said.department) if said.department else ""
    person = names.name_of("people", said.person_id) if said.person_id else ""
    return shown(" ".join(part for part in (word("role", said.role), department, person) if part))


def why_of(what: str, said: str) -> Bilingual:
    """The reason in both languages; what the table says where the catalogue has no word for it."""
    key = f"wait_why.{what}"
    return bilingual(key) if key in entries(CHINESE) else Bilingual(zh=said, en=said)


def word(family: str, code: str) -> str:
    """The code in Chinese; the code itself where the catalogue has no word for it."""
    key = f"{family}.{code}"
    return text(key, CHINESE) if key in entries(CHINESE) else code


async def _show(asked: Asked, late: bool, as_json: bool, given: str | None) -> None:
    async with open_stores() as stores:
        now, law = await _here(stores, given)
        names = law.names
        if unknown := asked.unknown(names):
            typer.echo(_UNKNOWN.format(given=shown(unknown)), err=True)
            raise typer.Exit(2)
        if asked.person:
            asked = replace(asked, posts=law.at(now).directory.posts.get(asked.person, ()))
        found = [one for store in stores for one in await _read(store, law, asked, now)]
    ordered = in_order(found, now, late)
    if as_json:
        typer.echo(json_shown([in_json(one, now) for one in ordered], indent=2))
    else:
        _print(ordered, now, names)


async def _here(stores: tuple[Store, ...], given: str | None) -> tuple[datetime, Law]:
    """The time by the platform's clock, and the township that is meant, by the first copy of its lists."""
    store = next(store for store in stores if "township" in load_service(store.service).learns)
    async with store.engine.connect() as connection:
        now = await time_kept(connection, store.tables.story_clock)
        law = await law_in(connection, given)
    return now, law


async def _read(store: Store, law: Law, asked: Asked, now: datetime) -> list[Awaited]:
    township = law.township.township_id
    kinds = [kind for kind in load_service(store.service).kinds if kind.behaviour.waits]
    found: list[Awaited] = []
    async with store.engine.connect() as connection:
        for kind in kinds:
            thing = kind.table.c
            waits: ColumnElement[bool] = cast(thing.data["waiting"], Text) != "[]"
            documents = await connection.scalars(select(thing.data).where(thing.tenant == township, waits))
            found += awaited(store.service, kind, documents, asked, lambda stored: stored.asked_now(law, now))
    return found


def _print(ordered: list[Awaited], now: datetime, names: Names) -> None:
    if not ordered:
        typer.echo("没有要等的事。Nobody is waited for.")
        return
    table = Table("天 days", "做什么 what", "谁 who", "事物 thing", "期限 due", "催办 rung", box=None)
    for one in ordered:
        table.add_row(*map(escape, in_words(one, now, names)))
    console = Console()
    console.width = min(console.width, _COLUMNS)
    console.print(table)
    late = sum(one.waiting.due_at <= now for one in ordered)
    console.print(f"共 {len(ordered)} 件，逾期 {late} 件（!）。{len(ordered)} in all, {late} late (!).")
    for what, why in {one.waiting.what: one.why for one in ordered}.items():
        console.print(escape(f"{word('wait', what)}：{why.zh}。{why.en}."))
