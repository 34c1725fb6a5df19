"""The agenda, which is assembled from the things that scheduling has heard of, in a fixed order; what earlier
meetings carried over comes first."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from services.scheduling.domain.meeting.meeting import Meeting, topics_of
from services.scheduling.domain.meeting.settling import Key, key_of
from services.scheduling.domain.meeting.subject import subject_of
from shared.language.behaviour import Situation
from shared.language.calendar import deadline, local_day
from shared.language.contracts.handling import (
    ITEM_ARCHIVED,
    ITEM_SATISFIED,
    PROJECT_ACCEPTED,
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

UNFULFILLED = (PROMISE_OPEN, PROMISE_OVERDUE)
ITEM_AT_REST = (ITEM_SATISFIED, ITEM_ARCHIVED)
TOPICS_WAITING = (TOPIC_PROPOSED, TOPIC_MEETING_REQUESTED, TOPIC_SCHEDULED)
"""A topic that was taken on, when no open meeting has it, was not dealt with."""
UNANSWERED = (SUBMISSION_RECEIVED, SUBMISSION_ACCEPTED)

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


def on_demand_agenda(meeting: Meeting, situation: Situation[AgendaFacts]) -> tuple[AgendaEntry, ...]:
    """The topic, item, promise or project that the meeting was asked for."""
    known, why = situation.facts, "meeting_requested"
    entries = (
        *(_entry(AGENDA_TOPIC, topic.topic_id, topic.title, why) for topic in known.topics),
        *(_entry("item", item.item_id, item.title, why) for item in known.items),
        *(_entry("promise", promise.promise_id, promise.text, why) for promise in known.promises),
        *(_entry("project", project.project_id, project.title, why) for project in known.projects),
    )
    return tuple(
        entry.model_copy(update={"carried": situation.facts.carried.get(key_of(entry), 0)})
        for entry in entries
        if key_of(entry) == subject_of(meeting)
    )


def regular_agenda(meeting: Meeting, situation: Situation[AgendaFacts]) -> tuple[AgendaEntry, ...]:
    """Projects, promises, items, topics, submissions; by id inside. First those of them that were carried
    over."""
    found = tuple(
        chain.from_iterable(sorted(find(meeting, situation), key=lambda entry: entry.id) for find in _SOURCES)
    )
    times = situation.facts.carried
    carried = tuple(
        entry.model_copy(update={"why": CARRIED_OVER, "carried": times[key_of(entry)]})
        for entry in found
        if key_of(entry) in times
    )
    return (*carried, *(entry for entry in found if key_of(entry) not in times))


def _projects(meeting: Meeting, situation: Situation[AgendaFacts]) -> Iterator[AgendaEntry]:
    for project in situation.facts.projects:
        if project.state != PROJECT_ACCEPTED:
            yield _entry("project", project.project_id, project.title, "project_report")


def _promises(meeting: Meeting, situation: Situation[AgendaFacts]) -> Iterator[AgendaEntry]:
    today = local_day(situation.now)
    for promise in situation.facts.promises:
        if promise.state in UNFULFILLED and promise.due_on <= meeting.day:
            why = "promise_overdue" if promise.due_on < today else "promise_due"
            yield _entry("promise", promise.promise_id, promise.text, why)


def _items(meeting: Meeting, situation: Situation[AgendaFacts]) -> Iterator[AgendaEntry]:
    for item in situation.facts.items:
        if item.round > 1 and item.state not in ITEM_AT_REST:
            yield _entry("item", item.item_id, item.title, "item_dissatisfied")


def _topics(meeting: Meeting, situation: Situation[AgendaFacts]) -> Iterator[AgendaEntry]:
    spoken_for = frozenset[str]().union(*map(topics_of, situation.facts.other_meetings))
    for topic in situation.facts.topics:
        if topic.state in TOPICS_WAITING and topic.topic_id not in spoken_for:
            yield _entry(AGENDA_TOPIC, topic.topic_id, topic.title, "topic_proposed")


def _submissions(meeting: Meeting, situation: Situation[AgendaFacts]) -> Iterator[AgendaEntry]:
    patience = situation.rules.agenda.unanswered_after
    for submission in situation.facts.submissions:
        since = submission.counts_from or submission.submitted_at
        waited = deadline(since, patience, situation.calendar).at < situation.now
        if submission.state in UNANSWERED and waited:
            title = submission.title or submission.text
            yield _entry("submission", submission.submission_id, title, "submission_unanswered")


_SOURCES: tuple[Callable[[Meeting, Situation[AgendaFacts]], Iterator[AgendaEntry]], ...] = (
    _projects,
    _promises,
    _items,
    _topics,
    _submissions,
)


def _entry(kind: str, id: str, title: str, why: str) -> AgendaEntry:
    return AgendaEntry(kind=kind, id=id, title=title[:_TITLE_LENGTH], why=why)
