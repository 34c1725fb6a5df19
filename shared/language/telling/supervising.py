"""The entries about 人大督: reminders and urges, projects' reports, promises kept and broken.

Opinions and notices are in ``watching``."""

from shared.language.contracts import handling
from shared.language.telling.stages import Stage
from shared.language.telling.told import SAID, Detail, RuleFrom, Telling, Told
from shared.language.telling.values import called, lead, newest

_SUPERVISE = Stage.SUPERVISE


def _called(event: handling.ItemEvent) -> Detail:
    return called(event.item.waiting)


def _silent(event: handling.ItemEvent) -> Detail:
    return _called(event) | lead(event)


def _owing(event: handling.ItemEvent) -> Detail:
    return _silent(event) | newest(event.item.supervisions, co_handlers=lambda act: act.to)


def _reported(event: handling.ProjectReported | handling.ProjectReportedDone) -> Detail:
    return {"title": event.project.title} | newest(
        event.project.reports,
        planned_percent=lambda report: report.planned_percent,
        actual_percent=lambda report: report.actual_percent,
        light=lambda report: report.light,
        said=lambda report: report.text,
    )


def _step(event: handling.ProjectMilestoneReached | handling.ProjectMilestoneDelayed) -> Detail:
    """The step that was spoken of last."""
    spoken_of = [step for step in event.project.milestones if step.said_at]
    last = sorted(spoken_of, key=lambda step: step.said_at or event.project.planned_at)
    return {"title": event.project.title} | newest(
        last,
        step=lambda step: step.title,
        due_on=lambda step: step.due_on,
        reached_on=lambda step: step.reached_on,
        expected_on=lambda step: step.expected_on,
        late=lambda step: step.late,
        said=lambda step: step.delays[-1].reason if step.delays and not step.reached_on else step.text,
    )


def _looked_at(event: handling.ProjectAccepted | handling.ProjectAcceptanceRefused) -> Detail:
    return {"title": event.project.title} | newest(
        event.project.acceptances, day=lambda look: look.day, said=lambda look: look.result
    )


def _promised(event: handling.PromiseEvent, said: str) -> Detail:
    return {"due_on": event.promise.due_on, "owner": event.promise.owner, SAID: said}


SUPERVISING: tuple[Telling, ...] = (
    Told(handling.ItemReminded, _SUPERVISE, _called, rule=RuleFrom.CATALOGUE),
    Told(handling.ItemUrged, _SUPERVISE, _called, rule=RuleFrom.CATALOGUE),
    Told(handling.ItemEscalated, _SUPERVISE, _called, rule=RuleFrom.CATALOGUE),
    Told(
        handling.ItemInstructed,
        _SUPERVISE,
        lambda e: newest(e.item.supervisions, said=lambda act: act.text),
    ),
    Told(
        handling.ItemMarkedKey,
        _SUPERVISE,
        lambda e: newest(e.item.key_marks, said=lambda mark: mark.reason),
    ),
    Told(
        handling.ItemUnmarkedKey,
        _SUPERVISE,
        lambda e: newest(e.item.key_marks, said=lambda mark: mark.taken_off_reason),
    ),
    Told(handling.ItemStalled, _SUPERVISE, _silent, rule=RuleFrom.CATALOGUE),
    Told(
        handling.ItemDesignationOverdue,
        _SUPERVISE,
        lambda e: {"hops": e.item.hops} | called(e.item.waiting),
        rule=RuleFrom.CATALOGUE,
    ),
    Told(handling.ItemCoOpinionsOverdue, _SUPERVISE, _owing, rule=RuleFrom.CATALOGUE),
    Told(handling.ItemContactOverdue, _SUPERVISE, _silent, rule=RuleFrom.CATALOGUE),
    Told(handling.ProjectReported, _SUPERVISE, _reported),
    Told(handling.ProjectReportedDone, _SUPERVISE, _reported),
    Told(handling.ProjectMilestoneReached, _SUPERVISE, _step),
    Told(handling.ProjectMilestoneDelayed, _SUPERVISE, _step),
    Told(handling.ProjectAccepted, _SUPERVISE, _looked_at),
    Told(handling.ProjectAcceptanceRefused, _SUPERVISE, _looked_at),
    Told(
        handling.ProjectDropped,
        _SUPERVISE,
        lambda e: {"title": e.project.title, SAID: e.project.dropped_reason},
    ),
    Told(
        handling.ProjectResumed,
        _SUPERVISE,
        lambda e: {"title": e.project.title} | newest(e.project.resumed, said=lambda again: again.reason),
    ),
    Told(
        handling.ProjectReminded,
        _SUPERVISE,
        lambda e: {"title": e.project.title} | called(e.project.waiting),
        rule=RuleFrom.CATALOGUE,
    ),
    Told(
        handling.PromiseReminded,
        _SUPERVISE,
        lambda e: called(e.promise.waiting),
        rule=RuleFrom.CATALOGUE,
    ),
    Told(handling.PromiseOverdue, _SUPERVISE, lambda e: _promised(e, e.promise.text)),
    Told(
        handling.PromiseClaimed,
        _SUPERVISE,
        lambda e: _promised(e, e.promise.evidence),
        rule=RuleFrom.CATALOGUE,
    ),
    Told(
        handling.PromiseSentBack,
        _SUPERVISE,
        lambda e: _promised(e, "") | newest(e.promise.sent_back, said=lambda back: back.reason),
    ),
    Told(handling.PromiseFulfilled, _SUPERVISE, lambda e: _promised(e, "")),
    Told(
        handling.PromiseChanged,
        _SUPERVISE,
        lambda e: (
            _promised(e, "")
            | newest(e.promise.changes, was_due_on=lambda was: was.due_on, said=lambda was: was.reason)
        ),
        rule=RuleFrom.CATALOGUE,
    ),
    Told(
        handling.PromiseReviewed,
        _SUPERVISE,
        lambda e: _promised(e, "") | newest(e.promise.reviews, said=lambda look: look.text),
        rule=RuleFrom.CATALOGUE,
    ),
    Told(
        handling.PromiseJudged,
        _SUPERVISE,
        lambda e: newest(
            e.promise.judgements,
            deputy=lambda word: word.deputy_id,
            kept=lambda word: word.kept,
            said=lambda word: word.reason,
        ),
        rule=RuleFrom.CATALOGUE,
    ),
    Told(
        handling.PromiseSuperseded,
        _SUPERVISE,
        lambda e: _promised(e, e.promise.text) | {"superseded_by": e.promise.superseded_by or ""},
        rule=RuleFrom.CATALOGUE,
    ),
    Told(
        handling.PromiseResumed,
        _SUPERVISE,
        lambda e: _promised(e, e.promise.text),
        rule=RuleFrom.CATALOGUE,
    ),
    Told(handling.PromiseRedacted, _SUPERVISE, strikes=True),
    Told(handling.ProjectRedacted, _SUPERVISE, strikes=True),
)
