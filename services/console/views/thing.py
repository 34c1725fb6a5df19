"""A topic, a project or a promise in words: its facts, its words, what belongs to it, and what happened."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from services.console.views.loop import thing_view, title_of
from services.console.views.step import Entry, TraceStep, step_of
from shared.kernel.messages.base import Contract
from shared.language.calendar import local_day
from shared.language.contracts.handling import ProjectSnapshot, PromiseSnapshot
from shared.language.contracts.intake import TopicSnapshot
from shared.language.directory.naming import Names
from shared.language.telling.words import day_in_words, named, term
from shared.language.words import text

Facts = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class LinkView:
    """Something that belongs to it. ``href`` begins with the kind's page."""

    kind_name: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """A step of a project, and how it stands, in words."""

    title: str
    due_on: date
    standing: str
    late: bool


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report on a project. Percentages are of the whole."""

    day: date
    planned: float
    actual: float
    light: str
    text: str


@dataclass(frozen=True, slots=True)
class ThingPage:
    """What its page shows. ``facts``: heading and words; ``texts``: heading and what was written."""

    township: str
    township_name: str
    kind: str
    kind_name: str
    title: str
    standing: str
    overdue: bool
    facts: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, str], ...]
    links: tuple[LinkView, ...]
    steps: tuple[TraceStep, ...]
    milestones: tuple[MilestoneView, ...] = ()
    reports: tuple[ReportView, ...] = ()


def thing_page(
    township: str,
    thing: Contract,
    kind: str,
    id: str,
    belonging: Iterable[tuple[str, str, Mapping[str, Any]]],
    entries: Iterable[Entry],
    today: date,
    locale: str,
    names: Names,
) -> ThingPage:
    """Put it together. ``belonging``: kind, id and document of what belongs to it."""
    document = thing.model_dump(mode="json")
    seen = thing_view(kind, id, document, today, locale, names)
    ordered = sorted(
        (one for one in entries if not one.telling.echoes), key=lambda one: one.order, reverse=True
    )
    project = thing if isinstance(thing, ProjectSnapshot) else None
    return ThingPage(
        township=township,
        township_name=names.township or township,
        kind=kind,
        kind_name=seen.kind_name,
        title=title_of(kind, document, locale, names),
        standing=seen.standing,
        overdue=seen.overdue or seen.standing == text("state.overdue", locale),
        facts=tuple(
            (text(f"page.thing.{key}", locale), said) for key, said in _FACTS[kind](thing, locale, names)
        ),
        texts=tuple((text(f"page.thing.{key}", locale), said) for key, said in _TEXTS[kind](thing) if said),
        links=tuple(_link(*one, locale, names) for one in belonging),
        steps=tuple(step_of(one, locale, names) for one in ordered),
        milestones=tuple(_milestones(project, today, locale)) if project else (),
        reports=tuple(_reports(project, locale)) if project else (),
    )


def _topic_facts(topic: TopicSnapshot, locale: str, names: Names) -> Facts:
    yield "origin", term("origin", topic.origin, locale)
    yield "lead_deputy", named("people", topic.lead_id, locale, names)
    if topic.confirmed_by:
        yield "co_signers", _people(topic.confirmed_by, locale, names)
    if topic.supporters:
        yield "supporters", text("page.thing.people", locale, count=topic.supporters)
    yield "began", day_in_words(local_day(topic.created_at), locale)


def _project_facts(project: ProjectSnapshot, locale: str, names: Names) -> Facts:
    yield "origin", text(f"project_kind.{project.kind}", locale)
    if project.year:
        yield "year", str(project.year)
    yield "department", named("departments", project.department, locale, names)
    yield "leader", named("people", project.leader, locale, names)
    if project.budget is not None:
        yield "budget", text("page.thing.yuan", locale, amount=f"{project.budget:,}")
    if project.reports:
        last = project.reports[-1]
        values = {"planned": f"{float(last.planned_percent):g}", "actual": f"{float(last.actual_percent):g}"}
        yield "progress", text("page.thing.planned_actual", locale, **values)
    yield "began", day_in_words(local_day(project.planned_at), locale)


def _promise_facts(promise: PromiseSnapshot, locale: str, names: Names) -> Facts:
    yield "department", named("departments", promise.owner, locale, names)
    if promise.owner_person:
        yield "leader", named("people", promise.owner_person, locale, names)
    yield "due", day_in_words(promise.due_on, locale)
    if promise.first_due_on != promise.due_on:
        yield "first_due", day_in_words(promise.first_due_on, locale)
    yield "began", day_in_words(local_day(promise.made_at), locale)
    if promise.fulfilled_at:
        yield "kept", day_in_words(local_day(promise.fulfilled_at), locale)


def _people(ids: Iterable[str], locale: str, names: Names) -> str:
    return text("page.comma", locale).join(named("people", id, locale, names) for id in ids)


_FACTS: Mapping[str, Callable[[Any, str, Names], Facts]] = MappingProxyType(
    {"topic": _topic_facts, "project": _project_facts, "promise": _promise_facts}
)
_TEXTS: Mapping[str, Callable[[Any], Iterable[tuple[str, str]]]] = MappingProxyType(
    {
        "topic": lambda topic: (("words", topic.text),),
        "project": lambda project: (("plan", project.plan),),
        "promise": lambda promise: (("words", promise.text), ("evidence", promise.evidence)),
    }
)


def _link(kind: str, id: str, document: Mapping[str, Any], locale: str, names: Names) -> LinkView:
    page = f"/t/{document['trace_code']}" if kind == "submission" else f"/{kind}s/{id}"
    return LinkView(text(f"thing.{kind}", locale), title_of(kind, document, locale, names), page)


def _milestones(project: ProjectSnapshot, today: date, locale: str) -> Iterator[MilestoneView]:
    for one in project.milestones:
        reached = one.reached_on
        standing = day_in_words(reached, locale) if reached else text("page.thing.not_reached", locale)
        late = one.late or (reached is None and one.expected_on < today)
        yield MilestoneView(one.title, one.due_on, standing, late)


def _reports(project: ProjectSnapshot, locale: str) -> Iterator[ReportView]:
    for one in project.reports:
        yield ReportView(
            day=local_day(one.at),
            planned=float(one.planned_percent),
            actual=float(one.actual_percent),
            light=term("state", one.light, locale),
            text=one.text,
        )
