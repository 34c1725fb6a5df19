"""One meeting in words: who was there, each point of the agenda with what was reported, asked and settled,
the outcomes, the minutes, and what was put right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from shared.language.calendar import SHANGHAI, local_day
from shared.language.contracts.handling import ProjectReport
from shared.language.contracts.scheduling import (
    AgendaEntry,
    MeetingCorrection,
    MeetingMove,
    MeetingSnapshot,
    Outcome,
)
from shared.language.directory.naming import Names
from shared.language.telling.words import CHINESE, day_in_words, meeting_in_words, named, term
from shared.language.words import text

_PEOPLE = "people"
ATTENDANCE = "attendance"
"""What was put right: of it the earlier version is a list of ids."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question at the meeting, and the reply."""

    asked_by: str
    question: str
    answered_by: str
    reply: str


@dataclass(frozen=True, slots=True)
class PointView:
    """One point of the agenda. ``id`` leads to an item's page."""

    kind: str
    id: str
    kind_name: str
    title: str
    why: str
    """The rule that put it there."""
    carried: str
    """How many meetings in a row have carried it over; empty: none."""
    result: str
    """What came of it; empty: nothing is recorded."""
    said: str
    report: str
    reported_by: str
    progress: str
    """A project: its light and percentages, as reported last before the meeting."""
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """What was put right, when, by whom and why, with the earlier version."""

    what: str
    at: datetime
    by: str
    reason: str
    was: str


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting as its page shows it. Times are Asia/Shanghai; people go by their names."""

    township: str
    township_name: str
    meeting_id: str
    title: str
    standing: str
    facts: tuple[tuple[str, str], ...]
    """Heading and words of what is known beside the agenda: time, place, chair, who was there."""
    points: tuple[PointView, ...]
    outcomes: tuple[tuple[str, bool], ...]
    """The words of each outcome, and whether a department has it."""
    minutes: str
    corrections: tuple[CorrectionView, ...]


def meeting_view(
    township: str,
    meeting: MeetingSnapshot,
    reports: Mapping[str, Iterable[ProjectReport]],
    locale: str,
    names: Names,
) -> MeetingView:
    """``reports``: the id of each project on the agenda → its reports."""
    return MeetingView(
        township=township,
        township_name=names.township or township,
        meeting_id=meeting.meeting_id,
        title=meeting_in_words(meeting.kind, meeting.day, locale),
        standing=term("state", meeting.state, locale),
        facts=tuple(_facts(meeting, locale, names)),
        points=tuple(_point(entry, meeting, reports, locale, names) for entry in meeting.agenda),
        outcomes=tuple((one.title, _is_assigned(one, meeting)) for one in meeting.outcomes),
        minutes=meeting.minutes if meeting.published_at else "",
        corrections=tuple(_correction(one, locale, names) for one in reversed(meeting.corrections)),
    )


def _is_assigned(outcome: Outcome, meeting: MeetingSnapshot) -> bool:
    """Outcomes are assigned once the minutes are public."""
    return meeting.published_at is not None and outcome.outcome_id not in meeting.unassigned


def _facts(meeting: MeetingSnapshot, locale: str, names: Names) -> Iterable[tuple[str, str]]:
    def people(ids: Iterable[str]) -> str:
        return text("list.join", locale).join(named(_PEOPLE, id, locale, names) for id in ids)

    def person(id: str | None) -> str:
        return named(_PEOPLE, id, locale, names) if id else ""

    known = (
        ("time", _time(meeting)),
        ("place", meeting.address or (named("rooms", meeting.room, locale, names) if meeting.room else "")),
        ("closed", text("page.meeting.closed.yes", locale) if meeting.closed else ""),
        ("chair", person(meeting.chair_id)),
        (
            "delegate",
            " ".join(part for part in (person(meeting.delegate_id), meeting.delegate_reason) if part),
        ),
        (
            "requested",
            " ".join(part for part in (person(meeting.requested_by), meeting.requested_reason) if part),
        ),
        ("urgent", meeting.urgent_reason),
        ("moved", text("list.join", locale).join(_move(one, locale) for one in meeting.moves)),
        ("declined", meeting.declined_reason or ""),
        ("cancelled", meeting.cancelled_reason or ""),
        ("missed", meeting.missed_reason or ""),
        ("there", people(meeting.attendance)),
        ("leave", people(meeting.leave)),
        ("absent", people(meeting.absent)),
        ("next", day_in_words(meeting.next_on, locale) if meeting.next_on else ""),
    )
    return ((text(f"page.meeting.{what}", locale), said) for what, said in known if said)


def _time(meeting: MeetingSnapshot) -> str:
    """``14:00–17:00``, where it is fixed."""
    ends = [at.astimezone(SHANGHAI) for at in (meeting.starts_at, meeting.ends_at) if at]
    return "–".join(f"{at:%H:%M}" for at in ends)


def _move(move: MeetingMove, locale: str) -> str:
    return text("page.meeting.was_on", locale, day=day_in_words(move.was, locale), reason=move.reason)


def _point(
    entry: AgendaEntry,
    meeting: MeetingSnapshot,
    reports: Mapping[str, Iterable[ProjectReport]],
    locale: str,
    names: Names,
) -> PointView:
    def person(id: str | None) -> str:
        return named(_PEOPLE, id, locale, names) if id else ""

    return PointView(
        kind=entry.kind,
        id=entry.id,
        kind_name=text(f"thing.{entry.kind}", locale),
        title=entry.title or text("page.untitled", locale),
        why=text(f"agenda.{entry.why}", locale),
        carried=text("page.meeting.carried", locale, count=entry.carried) if entry.carried else "",
        result=text(f"point.{entry.result}", locale) if entry.result else "",
        said=entry.said,
        report=entry.report,
        reported_by=person(entry.reported_by),
        progress=_progress(reports.get(entry.id, ()), meeting.held_at, locale),
        questions=tuple(
            Question(person(one.asked_by), one.question, person(one.answered_by), one.reply)
            for one in entry.exchanges
        ),
    )


def _progress(reports: Iterable[ProjectReport], held_at: datetime | None, locale: str) -> str:
    before = [one for one in reports if held_at is None or one.at <= held_at]
    if not before:
        return ""
    last = max(before, key=lambda one: one.at)
    return text(
        "page.meeting.progress",
        locale,
        light=term("state", last.light, locale),
        planned=last.planned_percent,
        actual=last.actual_percent,
        day=day_in_words(local_day(last.at), locale),
    )


def _correction(one: MeetingCorrection, locale: str, names: Names) -> CorrectionView:
    was = one.was
    if one.what == ATTENDANCE and locale == CHINESE:
        ids = [id.strip() for id in was.split(",")]
        was = text("list.join", locale).join(named(_PEOPLE, id, locale, names) for id in ids)
    return CorrectionView(
        what=text(f"page.meeting.corrected.{one.what}", locale),
        at=one.at.astimezone(SHANGHAI),
        by=named(_PEOPLE, one.by, locale, names),
        reason=one.reason,
        was=was,
    )
