"""The entries about 代表评: ballots and ratings, and how items, topics and matters end."""

from services.console.domain.stages import Stage
from services.console.domain.telling.told import SAID, WHY, Detail, RuleFrom, Telling, Told
from services.console.domain.telling.values import assigned, moved, title
from shared.language.contracts import evaluation, handling, intake

_RATE = Stage.RATE
_ITEM_FINISHED = (handling.ItemSatisfied, handling.ItemReferredToCongress, handling.ItemArchived)


def _entitled(event: evaluation.BallotEvent) -> Detail:
    ballot = event.ballot
    return {"votes": ballot.votes, "entitled": len(ballot.entitled), "closes_at": ballot.closes_at}


def _closed(event: evaluation.BallotClosed) -> Detail:
    result = event.ballot.result or evaluation.BallotResult(
        outcome="no_quorum", process=evaluation.AxisCount(), result=evaluation.AxisCount()
    )
    axes = {"process": result.process, "result": result.result}
    return {
        "outcome": result.outcome,
        **{f"{axis}_{choice}": n for axis, count in axes.items() for choice, n in count.model_dump().items()},
        SAID: "\n".join(result.reasons),
    }


RATING: tuple[Telling, ...] = (
    Told(evaluation.BallotOpened, _RATE, _entitled, rule=RuleFrom.CATALOGUE),
    Told(handling.ItemRatingStarted, _RATE, echoes=(evaluation.BallotOpened,)),
    Told(
        evaluation.RatingGiven,
        _RATE,
        lambda e: {"satisfied": e.rating.satisfied, SAID: e.rating.reason},
        rule=RuleFrom.CATALOGUE,
    ),
    Told(evaluation.VoteRecorded, _RATE, _entitled, secret=True, includes_earlier=True),
    Told(evaluation.BallotExtended, _RATE, _entitled, rule=RuleFrom.CATALOGUE),
    Told(evaluation.BallotDueMoved, _RATE, moved, rule=RuleFrom.CATALOGUE),
    Told(evaluation.BallotClosed, _RATE, _closed, heading="page.reasons"),
    Told(handling.ItemRatingLapsed, _RATE),
    Told(handling.ItemSatisfied, _RATE),
    Told(
        evaluation.AlarmRaised,
        _RATE,
        lambda e: {"round": e.alarm.round, WHY: e.alarm.why},
        rule=RuleFrom.CATALOGUE,
    ),
    Told(handling.ItemRedoOrdered, _RATE, assigned),
    Told(handling.ItemReferredToCongress, _RATE),
    Told(intake.SubmissionClosed, _RATE),
    Told(intake.SubmissionItemClosed, _RATE, echoes=_ITEM_FINISHED),
    Told(intake.TopicItemClosed, _RATE, title, echoes=_ITEM_FINISHED),
    Told(intake.TopicClosed, _RATE, title),
    Told(
        evaluation.FiguresPublished,
        _RATE,
        lambda e: {"first_day": e.first_day, "last_day": e.last_day},
    ),
)
