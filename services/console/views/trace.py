"""The way of one matter through the six stages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from services.console.domain.stages import Stage
from services.console.views.facts import Facts
from services.console.views.status import Status, status_of
from services.console.views.step import Entry, TraceStep, step_of
from services.console.views.words import duration_in_words, name_in
from shared.calendar import SHANGHAI
from shared.contracts.evaluation import AlarmRaised, BallotExtended, BallotOpened, RatingGiven, VoteRecorded
from shared.contracts.handling import (
    ItemContacted,
    ItemDeclined,
    ItemEscalated,
    ItemRatingStarted,
    ItemReminded,
    ItemStalled,
    ItemUrged,
    PromiseMade,
)
from shared.contracts.intake import (
    SubmissionItemAssigned,
    SubmissionItemClosed,
    TopicDiscussed,
    TopicItemAssigned,
    TopicItemClosed,
    TopicMeetingFellThrough,
    TopicMeetingRequested,
    TopicScheduled,
)
from shared.contracts.scheduling import MeetingFrozen, MeetingRequested
from shared.i18n import text
from shared.reference import reference

ECHOES = frozenset(
    event.type
    for event in (
        TopicMeetingRequested,
        TopicMeetingFellThrough,
        TopicScheduled,
        TopicDiscussed,
        TopicItemAssigned,
        TopicItemClosed,
        ItemRatingStarted,
        SubmissionItemAssigned,
        SubmissionItemClosed,
    )
)
"""Events that repeat for one thing what another service has just said of another: left out of a matter's way."""

RULED = frozenset(
    event.type
    for event in (
        MeetingRequested,
        ItemDeclined,
        ItemContacted,
        ItemReminded,
        ItemUrged,
        ItemEscalated,
        ItemStalled,
        PromiseMade,
        BallotOpened,
        BallotExtended,
        AlarmRaised,
        RatingGiven,
    )
)
"""Events that follow a rule which they do not spell out themselves; the catalogue does (``why.<type>``)."""


@dataclass(frozen=True, slots=True)
class StagePart:
    """One stage and what has happened in it, in order of time."""

    stage: Stage
    name: str
    current: bool
    steps: tuple[TraceStep, ...]
    lasted: str
    """From its first step to its last, in words."""


@dataclass(frozen=True, slots=True)
class Trace:
    """``code`` is None on the public way of an item, which names no raiser's code. Times are Asia/Shanghai."""

    township: str
    code: str | None
    title: str
    text: str
    since: datetime
    village: str
    raisers: int
    """How many submissions the matter answers."""
    status: Status
    steps: tuple[TraceStep, ...]
    stages: tuple[StagePart, ...]


def trace_of(township: str, facts: Facts, entries: Iterable[Entry], today: date, locale: str) -> Trace:
    """Put it together. ``facts`` has a submission or an item."""
    status = status_of(facts, today, locale)
    since = _beginning(facts)
    steps = tuple(_steps(facts, _shown(entries, since), locale))
    submission = facts.submission
    title = submission.title if submission else facts.items[0].title
    return Trace(
        township=township,
        code=submission.trace_code if submission else None,
        title=title or text("page.untitled", locale),
        text=submission.text if submission else "",
        since=since.astimezone(SHANGHAI),
        village=name_in(reference().villages, submission.village, locale) if submission and submission.village else "",
        raisers=max((len(item.submission_ids) for item in facts.items), default=1),
        status=status,
        steps=steps,
        stages=tuple(_part(stage, steps, status.stage == stage, locale) for stage in Stage),
    )


def _part(stage: Stage, steps: tuple[TraceStep, ...], current: bool, locale: str) -> StagePart:
    own = tuple(step for step in steps if step.stage == stage)
    lasted = duration_in_words(own[-1].at - own[0].at, locale) if own else ""
    return StagePart(stage, text(f"stage.{stage}", locale), current, own, lasted)


def _beginning(facts: Facts) -> datetime:
    """A raiser's matter begins when it is raised; what its topic or meeting did before is not part of it."""
    if facts.submission:
        return facts.submission.submitted_at
    topic = facts.topic
    return topic.created_at if topic else min(item.assigned_at for item in facts.items)


def _shown(entries: Iterable[Entry], since: datetime) -> list[Entry]:
    """In order, without echoes, and of a ballot's votes the last alone, whose count includes the others."""
    ordered = [e for e in sorted(entries, key=lambda e: e.order) if e.at >= since and e.type not in ECHOES]
    last_votes = {entry.subject: entry for entry in ordered if entry.type == VoteRecorded.type}
    return [entry for entry in ordered if entry.type != VoteRecorded.type or entry is last_votes[entry.subject]]


def _steps(facts: Facts, entries: list[Entry], locale: str) -> Iterator[TraceStep]:
    titles = {item.item_id: item.title for item in facts.items} if len(facts.items) > 1 else {}
    before: TraceStep | None = None
    for entry in entries:
        step = step_of(
            entry,
            locale,
            previous=before.at if before else None,
            rule=_rule(facts, entry, locale),
            about=titles.get(entry.subject, ""),
        )
        repeated = before is not None and step.said == before.said
        yield replace(step, said="") if repeated else step
        before = step


def _rule(facts: Facts, entry: Entry, locale: str) -> str:
    """Why this matter came onto a frozen agenda, or the rule that the catalogue names for the type of event."""
    if entry.type == MeetingFrozen.type:
        agenda = [
            point for meeting in facts.meetings if meeting.meeting_id == entry.subject for point in meeting.agenda
        ]
        whys = dict.fromkeys(point.why for point in agenda if point.id in facts.ids())
        return text("page.comma", locale).join(text(f"agenda.{why}", locale) for why in whys)
    return text(f"why.{entry.type.removesuffix('.v1')}", locale) if entry.type in RULED else ""
