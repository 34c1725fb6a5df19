"""Solved on paper, and the same again soon after: a divergence."""

from datetime import date, timedelta

import pytest

from services.evaluation.domain.alarm.repeating import Repeat
from services.evaluation.storage.tables import ALARM
from shared.kernel.messages.base import Bilingual
from shared.kernel.messages.envelope import SYSTEM
from shared.language.calendar import end_of_day
from shared.language.contracts.evaluation import AlarmRaised, AlarmSnapshot
from shared.language.contracts.intake import (
    RaiserAnswer,
    SubmissionAccepted,
    SubmissionFastLaned,
    SubmissionSnapshot,
)
from tests.support.world import at
from tests.unit.chapters import Example
from tests.unit.evaluation.world import EvaluationWorld

ANSWERED_AT = at("2026-10-12 15:00")
LAST = end_of_day(date(2027, 1, 11))
"""90 days from 2026-10-12 end on a Sunday."""


def matter(id: str, when: object = ANSWERED_AT, **changes: object) -> SubmissionSnapshot:
    """A matter about a drain in the village V01."""
    return SubmissionSnapshot.model_validate(
        {
            "submission_id": id,
            "trace_code": id,
            "state": "accepted",
            "channel": "wechat",
            "title": f"排水沟{id}",
            "text": "又堵了",
            "submitted_at": when,
            "village": "V01",
            "category": "town.drainage",
            **changes,
        }
    )


def answered(result_class: str = "A", **changes: object) -> SubmissionSnapshot:
    """One that has its answer."""
    answer = RaiserAnswer(item_id="I1", round=1, result_class=result_class, text="已疏通", at=ANSWERED_AT)
    return matter("D1", at("2026-09-01 09:00"), state="answered", answers=(answer,), **changes)


def alarms(world: EvaluationWorld) -> list[AlarmSnapshot]:
    """Those raised so far."""
    return [event.alarm for event in world.events if isinstance(event, AlarmRaised)]


EXAMPLES = tuple(
    Example(
        event(submission=matter("D2")),
        SYSTEM,
        (),
        Repeat(answered().answers[0], Bilingual(zh="又", en="again")),
    )
    for event in (SubmissionAccepted, SubmissionFastLaned)
)


@pytest.mark.parametrize("event", [SubmissionAccepted, SubmissionFastLaned])
def test_the_same_at_the_same_place_after_an_a_raises_an_alarm(
    event: type[SubmissionAccepted | SubmissionFastLaned],
) -> None:
    world = EvaluationWorld()
    world.knows("submission", answered())
    world.hears("2026-11-20 09:00", event(submission=matter("D2", at("2026-11-20 08:00"))))
    alarm = alarms(world)[0]
    assert (alarm.kind, alarm.item_id, alarm.round, alarm.submission_id) == ("a_but_repeated", "I1", 1, "D2")
    assert "2026" in alarm.why.zh
    assert "D2" in alarm.why.zh
    assert "排水沟" not in alarm.why.zh


def test_one_alarm_is_enough_for_an_answer() -> None:
    world = EvaluationWorld()
    world.knows("submission", answered())
    world.hears("2026-11-20 09:00", SubmissionAccepted(submission=matter("D2", at("2026-11-20 08:00"))))
    again = SubmissionAccepted(submission=matter("D3", at("2026-11-21 08:00")))
    assert world.hears("2026-11-21 09:00", again) == ["this round's divergence is known already"]
    assert len([kind for kind, _ in world.things if kind == ALARM.name]) == 1


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (answered("B"), matter("D2", at("2026-11-20 08:00"))),
        (answered(), matter("D2", at("2026-11-20 08:00"), village="V02")),
        (answered(), matter("D2", at("2026-11-20 08:00"), category="town.lighting")),
        (answered(), matter("D2", at("2026-11-20 08:00"), village=None)),
        (answered(), matter("D2", at("2026-10-12 14:59"))),
        (answered(), answered()),
    ],
    ids=["no A", "elsewhere", "of another kind", "nobody knows where", "raised before", "itself"],
)
def test_nothing_else_is_a_repetition(earlier: SubmissionSnapshot, later: SubmissionSnapshot) -> None:
    world = EvaluationWorld()
    world.knows("submission", earlier)
    world.hears("2026-11-20 09:00", SubmissionAccepted(submission=later))
    assert alarms(world) == []


@pytest.mark.parametrize(("late", "raised"), [(timedelta(), 1), (timedelta(minutes=1), 0)])
def test_the_rules_say_how_soon_is_soon(late: timedelta, raised: int) -> None:
    world = EvaluationWorld()
    world.knows("submission", answered())
    world.hears("2027-01-20 09:00", SubmissionAccepted(submission=matter("D2", LAST + late)))
    assert len(alarms(world)) == raised
