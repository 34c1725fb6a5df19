"""The way of one matter through the six stages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from services.console.views.called import called_in_words
from services.console.views.facts import Facts
from services.console.views.status import Status, status_of
from services.console.views.step import Entry, TraceStep, step_of
from shared.language.calendar import SHANGHAI, local_day
from shared.language.contracts.intake.submission_states import DANGER
from shared.language.directory.naming import Names
from shared.language.telling.durations import duration_in_words
from shared.language.telling.stages import Stage
from shared.language.telling.told import RuleFrom
from shared.language.telling.words import meeting_in_words, named
from shared.language.words import text


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
class AnswerView:
    """What was answered last, as far as everybody reads it."""

    day: date
    by: str
    result: str
    text: str


@dataclass(frozen=True, slots=True)
class Trace:
    """``code`` is None on the public way of an item, which names no raiser's code. Times are
    Asia/Shanghai."""

    township: str
    township_name: str
    code: str | None
    title: str
    text: str
    """Of a matter as it is published; empty: nothing is."""
    extent: str
    """``full``: its raiser's words; ``summary``: the office's; empty: it is no matter of one raiser, or none
    are published."""
    address: str
    since: datetime
    village: str
    raisers: int
    """How many submissions the matter answers."""
    status: Status
    steps: tuple[TraceStep, ...]
    stages: tuple[StagePart, ...]
    meetings: tuple[tuple[str, str], ...] = ()
    """Id and name of each meeting that has spoken of it, or is going to."""
    others: tuple[tuple[str, str], ...] = ()
    """Code and title of each submission that it was split into, or of which it was one matter."""
    ballots: tuple[str, ...] = ()
    """The ids of open ballots, which a vote names."""
    answer: AnswerView | None = None
    call_now: str = ""
    """Whom the raiser of a danger calls, as long as nobody has answered it; empty: it is none."""


def trace_of(
    township: str, facts: Facts, entries: Iterable[Entry], today: date, locale: str, names: Names
) -> Trace:
    """Put it together. ``facts`` has a submission or an item."""
    status = status_of(facts, today, locale, names)
    since = _beginning(facts)
    steps = tuple(_steps(facts, in_order(entries, since), locale, names))
    submission = facts.submission
    shown = submission.published if submission else None
    title = called_in_words(submission, locale, names) if submission else facts.items[0].title
    return Trace(
        township=township,
        township_name=names.township or township,
        code=submission.trace_code if submission else None,
        title=title or text("page.untitled", locale),
        text=shown.text if shown else "",
        extent=shown.extent if shown else "",
        address=shown.address if shown else "",
        since=since.astimezone(SHANGHAI),
        village=named("villages", submission.village, locale, names)
        if submission and submission.village
        else "",
        raisers=max((len(item.submission_ids) for item in facts.items), default=1),
        status=status,
        steps=steps,
        stages=tuple(_part(stage, steps, status.stage == stage, locale) for stage in Stage),
        meetings=tuple(
            (one.meeting_id, meeting_in_words(one.kind, one.day, locale)) for one in facts.meetings
        ),
        others=tuple((one.trace_code, called_in_words(one, locale, names)) for one in facts.others),
        ballots=tuple(one.ballot_id for one in facts.ballots if one.state == "open"),
        answer=_answer(facts, locale, names),
        call_now=text("danger.call_now", locale) if _is_in_danger(facts, status) else "",
    )


def _answer(facts: Facts, locale: str, names: Names) -> AnswerView | None:
    answers = [(one, item.lead) for item in facts.items for one in item.answers if one.public_text]
    if not answers:
        return None
    last, lead = max(answers, key=lambda pair: pair[0].published_at)
    return AnswerView(
        day=local_day(last.published_at),
        by=named("departments", lead, locale, names),
        result=text(f"class.{last.result_class}", locale),
        text=last.public_text,
    )


def _is_in_danger(facts: Facts, status: Status) -> bool:
    """The matter is a danger, as triage or the office says, and nobody has answered it yet."""
    submission = facts.submission
    return bool(
        submission
        and submission.urgency == DANGER
        and status.stage
        and not submission.answers
        and not submission.spoken_answer
    )


def _part(stage: Stage, steps: tuple[TraceStep, ...], current: bool, locale: str) -> StagePart:
    own = tuple(step for step in steps if step.stage == stage)
    lasted = duration_in_words(own[-1].at - own[0].at, locale) if own else ""
    return StagePart(stage, text(f"stage.{stage}", locale), current, own, lasted)


def _beginning(facts: Facts) -> datetime:
    """A raiser's matter begins when it is raised. Earlier events of its topic or meeting are not part of
    it."""
    if facts.submission:
        return facts.submission.submitted_at
    topic = facts.topic
    return topic.created_at if topic else min(item.assigned_at for item in facts.items)


def in_order(entries: Iterable[Entry], since: datetime) -> list[Entry]:
    """In order, without echoes; of events whose numbers include the earlier ones, the last of each thing."""
    ordered = [e for e in sorted(entries, key=lambda e: e.order) if e.at >= since and not e.telling.echoes]
    last = {(entry.type, entry.subject): entry for entry in ordered}
    return [
        entry
        for entry in ordered
        if not entry.telling.includes_earlier or entry is last[entry.type, entry.subject]
    ]


def _steps(facts: Facts, entries: list[Entry], locale: str, names: Names) -> Iterator[TraceStep]:
    titles = {item.item_id: item.title for item in facts.items} if len(facts.items) > 1 else {}
    before: TraceStep | None = None
    told: Entry | None = None
    for entry in entries:
        step = step_of(
            entry,
            locale,
            names,
            previous=before.at if before else None,
            rule=_rule(facts, entry, locale),
            about=titles.get(entry.subject, ""),
        )
        # The same words of another thing are the news of it; of the same thing they are another act.
        repeated = told is not None and told.subject != entry.subject and step.said == _words(before)
        yield replace(step, said="") if repeated else step
        before, told = step, entry


def _words(step: TraceStep | None) -> str:
    return step.said if step else ""


def _rule(facts: Facts, entry: Entry, locale: str) -> str:
    """The rule that an event follows, where it does not spell it out itself; empty where there is none."""
    match entry.telling.rule:
        case RuleFrom.AGENDA:
            return _why_on_the_agenda(facts, entry.subject, locale)
        case RuleFrom.CATALOGUE:
            return text(entry.telling.catalogue_rule, locale)
        case None:
            return ""


def _why_on_the_agenda(facts: Facts, meeting_id: str, locale: str) -> str:
    """Why this matter came onto the meeting's agenda."""
    agenda = [
        point for meeting in facts.meetings if meeting.meeting_id == meeting_id for point in meeting.agenda
    ]
    whys = dict.fromkeys(point.why for point in agenda if point.id in facts.ids())
    return text("page.comma", locale).join(text(f"agenda.{why}", locale) for why in whys)
