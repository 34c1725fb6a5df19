"""The agenda, which is assembled from the things that scheduling has heard of: first what is urgent, then
what earlier meetings carried over, then the rest, the oldest of a kind first."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import inf
from typing import NamedTuple

from services.scheduling.domain.meeting.meeting import Meeting, topics_of
from services.scheduling.domain.meeting.settling import Key, key_of
from services.scheduling.domain.meeting.subject import subject_of
from shared.language.behaviour import Situation
from shared.language.calendar import Unit, deadline, end_of_day, local_day
from shared.language.called import called
from shared.language.contracts.handling import (
    ITEM_ARCHIVED,
    ITEM_DECIDED,
    ITEM_RETURNED,
    ITEM_SATISFIED,
    ITEM_UNRATED,
    PROJECT_AT_REST,
    PROMISE_OPEN,
    PROMISE_OVERDUE,
    ItemSnapshot,
    ProjectSnapshot,
    PromiseSnapshot,
)
from shared.language.contracts.intake import (
    SUBMISSION_ACCEPTED,
    SUBMISSION_RECEIVED,
    TOPIC_MEETING_REQUESTED,
    TOPIC_PROPOSED,
    TOPIC_SCHEDULED,
    SubmissionSnapshot,
    TopicSnapshot,
)
from shared.language.contracts.scheduling import AGENDA_TOPIC, CARRIED_OVER, AgendaEntry
from shared.language.redacting import as_published

UNFULFILLED = (PROMISE_OPEN, PROMISE_OVERDUE)
ITEM_AT_REST = (ITEM_SATISFIED, ITEM_ARCHIVED, ITEM_RETURNED, ITEM_DECIDED, ITEM_UNRATED)
TOPICS_WAITING = (TOPIC_PROPOSED, TOPIC_MEETING_REQUESTED, TOPIC_SCHEDULED)
"""A topic that was taken on, when no open meeting has it, was not dealt with."""
UNANSWERED = (SUBMISSION_RECEIVED, SUBMISSION_ACCEPTED)

Snapshot = TopicSnapshot | ItemSnapshot | PromiseSnapshot | ProjectSnapshot | SubmissionSnapshot
_TITLE_LENGTH = 200
"""The maximum length of an agenda entry's title; promises have longer texts."""


@dataclass(frozen=True, slots=True)
class AgendaFacts:
    """The points that may belong on the agenda; for a meeting on demand its matter alone."""

    topics: tuple[TopicSnapshot, ...] = ()
    projects: tuple[ProjectSnapshot, ...] = ()
    promises: tuple[PromiseSnapshot, ...] = ()
    items: tuple[ItemSnapshot, ...] = ()
    submissions: tuple[SubmissionSnapshot, ...] = ()
    other_meetings: tuple[Meeting, ...] = ()
    """The other open ones: their topics are spoken for."""
    carried: Mapping[Key, int] = field(default_factory=dict)
    """How often the points were carried over that were, when a meeting last had them."""
    urgency: Mapping[str, str] = field(default_factory=dict)
    """Submission → its class, of the submissions of the topics."""


class Point(NamedTuple):
    """What may come onto the agenda, by what it is put in order."""

    entry: AgendaEntry
    since: datetime
    """Since when it waits; a promise: when it falls due."""
    urgency: Iterable[str | None] = ()
    """The classes of what it is about; None: nobody knows it."""


def on_demand_agenda(meeting: Meeting, situation: Situation[AgendaFacts]) -> tuple[AgendaEntry, ...]:
    """The topic, item, promise or project that the meeting was asked for."""
    known, why = situation.facts, "meeting_requested"
    entries = (
        *(_entry(AGENDA_TOPIC, topic.topic_id, topic.title, why, topic) for topic in known.topics),
        *(_entry("item", item.item_id, item.title, why, item) for item in known.items),
        *(_entry("promise", promise.promise_id, promise.text, why, promise) for promise in known.promises),
        *(_entry("project", project.project_id, project.title, why, project) for project in known.projects),
    )
    return tuple(
        entry.model_copy(update={"carried": situation.facts.carried.get(key_of(entry), 0)})
        for entry in entries
        if key_of(entry) == subject_of(meeting)
    )


def regular_agenda(meeting: Meeting, situation: Situation[AgendaFacts]) -> tuple[AgendaEntry, ...]:
    """What has hours comes first, what has the fewest before all; then what was carried over most often; then
    projects, promises, items, topics and submissions, of each the one that has waited longest."""
    times = situation.facts.carried

    def place(found: tuple[int, Point]) -> tuple[float, int, int, datetime, str]:
        of_kind, (entry, since, urgency) = found
        return _hours(urgency, situation), -times.get(key_of(entry), 0), of_kind, since, entry.id

    found = ((number, point) for number, find in enumerate(_SOURCES) for point in find(meeting, situation))
    return tuple(_as_carried(point.entry, times) for _, point in sorted(found, key=place))


def _hours(urgency: Iterable[str | None], situation: Situation[AgendaFacts]) -> float:
    """The hours of the most urgent class; without end if none is counted in hours (``rules.urgency``)."""
    rules = situation.rules
    classes = {code for code in urgency if code and code in rules.urgency}
    periods = (rules.reply_period(rules.urgency_rule(code)) for code in classes)
    return min((float(period.amount) for period in periods if period.unit is Unit.HOUR), default=inf)


def _as_carried(entry: AgendaEntry, times: Mapping[Key, int]) -> AgendaEntry:
    if (key := key_of(entry)) not in times:
        return entry
    return entry.model_copy(update={"why": CARRIED_OVER, "carried": times[key]})


def _projects(meeting: Meeting, situation: Situation[AgendaFacts]) -> Iterator[Point]:
    for project in situation.facts.projects:
        if project.state not in PROJECT_AT_REST:
            entry = _entry("project", project.project_id, project.title, "project_report", project)
            yield Point(entry, project.planned_at)


def _promises(meeting: Meeting, situation: Situation[AgendaFacts]) -> Iterator[Point]:
    today = local_day(situation.now)
    for promise in situation.facts.promises:
        if promise.state in UNFULFILLED and promise.due_on <= meeting.day:
            why = "promise_overdue" if promise.due_on < today else "promise_due"
            entry = _entry("promise", promise.promise_id, promise.text, why, promise)
            yield Point(entry, end_of_day(promise.due_on))


def _items(meeting: Meeting, situation: Situation[AgendaFacts]) -> Iterator[Point]:
    for item in situation.facts.items:
        if item.state not in ITEM_AT_REST and not item.confidential and (why := _why_again(item, situation)):
            yield Point(
                _entry("item", item.item_id, item.title, why, item), item.assigned_at, (item.urgency,)
            )


def _why_again(item: ItemSnapshot, situation: Situation[AgendaFacts]) -> str | None:
    """Why an item that a meeting had agreed on comes before one again; None: it does not."""
    if item.round > 1:
        return "item_dissatisfied"
    is_late = not item.answers and item.due_at <= situation.now
    return "item_overdue" if is_late else None


def _topics(meeting: Meeting, situation: Situation[AgendaFacts]) -> Iterator[Point]:
    spoken_for = frozenset[str]().union(*map(topics_of, situation.facts.other_meetings))
    for topic in situation.facts.topics:
        if topic.state in TOPICS_WAITING and topic.topic_id not in spoken_for:
            entry = _entry(AGENDA_TOPIC, topic.topic_id, topic.title, "topic_proposed", topic)
            yield Point(entry, topic.created_at, map(situation.facts.urgency.get, topic.submission_ids))


def _submissions(meeting: Meeting, situation: Situation[AgendaFacts]) -> Iterator[Point]:
    patience = situation.rules.agenda.unanswered_after
    for submission in situation.facts.submissions:
        since = submission.counts_from or submission.submitted_at
        waited = deadline(since, patience, situation.calendar).at < situation.now
        # An agenda is public, and what is confidential is in nothing that is (ADR 0072).
        if submission.state in UNANSWERED and waited and not submission.confidential:
            title = called(submission, situation.directory)
            entry = _entry("submission", submission.submission_id, title, "submission_unanswered", submission)
            yield Point(entry, since, (submission.urgency,))


_SOURCES: tuple[Callable[[Meeting, Situation[AgendaFacts]], Iterator[Point]], ...] = (
    _projects,
    _promises,
    _items,
    _topics,
    _submissions,
)


def _entry(kind: str, id: str, title: str, why: str, of: Snapshot) -> AgendaEntry:
    said = as_published(title, of.redactions)
    return AgendaEntry(kind=kind, id=id, title=said[:_TITLE_LENGTH], why=why)
