"""The entries about 代表评: ballots and ratings, and how items, topics and matters end."""

from shared.language.contracts import evaluation, handling, intake
from shared.language.telling.stages import Stage
from shared.language.telling.told import SAID, WHY, Detail, RuleFrom, Telling, Told
from shared.language.telling.values import assigned, called, moved, newest, title

_RATE = Stage.RATE
_ITEM_FINISHED = (
    handling.ItemSatisfied,
    handling.ItemDecided,
    handling.ItemEndedUnrated,
    handling.ItemArchived,
)

_TO_BE_TOLD = (
    handling.ItemExtended,
    handling.ItemExtensionRefused,
    handling.ItemExtensionUndecided,
    handling.ItemDecisionCorrected,
)


def _entitled(event: evaluation.BallotEvent) -> Detail:
    ballot = event.ballot
    return {
        "votes": ballot.votes,
        "entitled": len(ballot.entitled),
        "closes_at": ballot.closes_at,
    }


def _opened(event: evaluation.BallotOpened) -> Detail:
    ballot = event.ballot
    return {**_entitled(event), "electorate": ballot.electorate, "widened": ballot.widened}


def _closed(event: evaluation.BallotClosed) -> Detail:
    result = event.ballot.result or evaluation.BallotResult(
        outcome="no_quorum", process=evaluation.AxisCount(), result=evaluation.AxisCount()
    )
    return {
        "outcome": result.outcome,
        "counts": _counts(result),
        "no_feedback": result.no_feedback,
    }


def _counts(result: evaluation.BallotResult) -> Detail:
    """What is told of the votes: their counts, or from how many on these would be told."""
    if not result.shown:
        return {"least": result.least_shown}
    axes = {"process": result.process, "result": result.result}
    return {f"{axis}_{choice}": n for axis, count in axes.items() for choice, n in count.model_dump().items()}


def _decided(event: handling.ItemDecided | handling.ItemDecisionCorrected) -> Detail:
    return newest(
        event.item.decisions,
        decision=lambda decision: decision.kind,
        day=lambda decision: decision.day,
        said=lambda decision: decision.text,
    )


def _corrected_decision(event: handling.ItemDecisionCorrected) -> Detail:
    return _decided(event) | newest(
        event.item.decisions, corrected_because=lambda decision: decision.corrects_because
    )


RATING: tuple[Telling, ...] = (
    Told(
        evaluation.BallotOpened,
        _RATE,
        _opened,
        rule=RuleFrom.CATALOGUE,
        by_itself=lambda e: e.ballot.opened_by is None,
    ),
    Told(handling.ItemRatingStarted, _RATE, echoes=(evaluation.BallotOpened,)),
    Told(
        evaluation.RatingGiven,
        _RATE,
        lambda e: {
            "satisfied": e.rating.satisfied,
            "submission": e.rating.submission_id,
        },
        rule=RuleFrom.CATALOGUE,
    ),
    Told(evaluation.BallotRecused, _RATE, _entitled, rule=RuleFrom.CATALOGUE),
    Told(evaluation.VoteRecorded, _RATE, _entitled, secret=True, includes_earlier=True),
    Told(evaluation.BallotReminded, _RATE, lambda e: called(e.ballot.waiting), rule=RuleFrom.CATALOGUE),
    Told(evaluation.BallotExtended, _RATE, _entitled, rule=RuleFrom.CATALOGUE),
    Told(evaluation.BallotDueMoved, _RATE, moved, rule=RuleFrom.CATALOGUE),
    Told(evaluation.BallotClosed, _RATE, _closed),
    Told(handling.ItemRatingLapsed, _RATE),
    Told(handling.ItemSatisfied, _RATE),
    Told(handling.ItemEndedUnrated, _RATE, lambda e: {SAID: e.item.unrated_note}),
    Told(
        evaluation.AlarmRaised,
        _RATE,
        lambda e: {"round": e.alarm.round, WHY: e.alarm.why},
        rule=RuleFrom.CATALOGUE,
        by_itself=lambda e: True,
    ),
    Told(handling.ItemRedoOrdered, _RATE, assigned),
    Told(handling.ItemReferredToCongress, _RATE),
    Told(
        handling.ItemBothSidesHeard,
        _RATE,
        lambda e: newest(e.item.both_sides, day=lambda talk: talk.day, said=lambda talk: talk.text),
    ),
    Told(handling.ItemDecided, _RATE, _decided),
    Told(handling.ItemDecisionCorrected, _RATE, _corrected_decision),
    Told(intake.SubmissionClosed, _RATE),
    Told(intake.SubmissionItemClosed, _RATE, echoes=_ITEM_FINISHED),
    Told(intake.SubmissionItemNews, _RATE, echoes=_TO_BE_TOLD),
    Told(intake.TopicItemClosed, _RATE, title, echoes=_ITEM_FINISHED),
    Told(intake.TopicClosed, _RATE, title),
    Told(
        evaluation.FiguresPublished,
        _RATE,
        lambda e: {"first_day": e.first_day, "last_day": e.last_day},
    ),
    Told(evaluation.BallotRedacted, _RATE, strikes=True),
    Told(
        evaluation.RatingConfidentialityChanged,
        _RATE,
        lambda e: {"submission": e.rating.submission_id},
        strikes=True,
    ),
    Told(evaluation.AlarmMadeConfidential, _RATE, strikes=True),
)
