"""Roads for a town that lives: each stands alone, since what others have left lies about (those of walks
go on from one another's ends)."""

from collections.abc import Mapping
from types import MappingProxyType

from tests.walk.legs import ASSIGNED, DISSATISFIED, MINUTES, SATISFIED, Leg, Legs, Silence, answered, twice

_RAISED = (
    Leg("intake.submission.submit.v1"),
    Leg("intake.submission.accept.v1"),
    Leg("intake.topic.create.v1"),
    Leg("intake.topic.merge.v1", needed=False),
    Leg("intake.topic.co_sign.v1", 2),
    Leg("intake.topic.propose.v1"),
)
_TALKED_OVER = (
    Leg("scheduling.meeting.request.v1"),
    Leg("scheduling.meeting.accept.v1", needed=False),
    Leg("scheduling.meeting.convene.v1"),
    Leg("scheduling.meeting.freeze.v1"),
    Leg("scheduling.meeting.hold.v1", values={"leave": ()}),
    *MINUTES,
)
_POND = Leg(
    "intake.submission.submit.v1",
    values={"text": "池塘发臭，排水不通", "village": "V07", "category": "utility.water"},
)
_DRAIN = {"category": "utility.water"}
_STEPS = (
    {"title": "开工", "due_on": "2026-10-16"},
    {"title": "通水", "due_on": "2027-06-18"},
)
_AGAIN = (Leg("handling.item.log_contact.v1", 3), *answered("A"), *DISSATISFIED)
ROADS: Mapping[str, Legs] = MappingProxyType(
    {
        "solved": (*_RAISED, *_TALKED_OVER, *ASSIGNED, *answered("A"), *SATISFIED),
        "promised": (
            *(*_RAISED, *_TALKED_OVER, *ASSIGNED, *answered("B"), *SATISFIED),
            Leg("handling.promise.fulfil.v1"),
        ),
        "before the congress": (
            *(*_RAISED, *_TALKED_OVER, *ASSIGNED, *answered("B"), *DISSATISFIED),
            *(*_AGAIN, *_AGAIN),
            Leg("handling.item.record_both_sides.v1"),
            Leg("handling.item.record_decision.v1"),
            Leg("handling.item.correct_decision.v1"),
        ),
        "nobody votes": (
            *(*_RAISED, *_TALKED_OVER, *ASSIGNED, *answered("C"), Silence(60)),
            Leg("evaluation.ballot.open.v1"),
            Silence(60),
            Leg("handling.item.end_unrated.v1"),
        ),
        "two items of one topic": (
            *(*_RAISED, *_TALKED_OVER, Leg("handling.item.assign.v1", 2)),
            *twice(*ASSIGNED[1:], *ASSIGNED[-1:], *answered("A"), *SATISFIED),
        ),
        "come again": (
            *(_POND, Leg("intake.submission.accept.v1", values=_DRAIN), *_RAISED[2:]),
            *(*_TALKED_OVER, *ASSIGNED, *answered("A")),
            *(_POND, Leg("intake.submission.accept.v1", values=_DRAIN)),
        ),
        "come again, a small matter": (
            *(_POND, Leg("intake.submission.fast_lane.v1"), Leg("handling.item.acknowledge.v1")),
            Leg("handling.item.answer_fast_lane.v1", values={"result_class": "A"}),
            *(_POND, Leg("intake.submission.fast_lane.v1")),
        ),
        "several matters in one text": (
            Leg("intake.submission.submit.v1", values={"text": "一、村口路灯坏了三盏；二、自来水发黄"}),
            Leg("intake.submission.split.v1", values={"pieces": ("一、村口路灯坏了三盏", "二、自来水发黄")}),
        ),
        "a project step by step": (
            Leg("handling.project.plan.v1", values={"milestones": _STEPS}),
            Leg("handling.project.reach_milestone.v1"),
            Leg("handling.project.delay_milestone.v1"),
            Leg("handling.project.give_notice.v1"),
            Leg("handling.project.answer_notice.v1"),
        ),
        "a regular meeting": (
            Leg("scheduling.meeting.plan.v1"),
            *_TALKED_OVER[2:5],
            Leg("scheduling.meeting.correct_outcome.v1", needed=False),
            Leg("scheduling.meeting.correct_attendance.v1", needed=False),
            *_TALKED_OVER[5:],
            Silence(120),
        ),
        "a project": (
            Leg("handling.project.plan.v1"),
            Leg("handling.project.report.v1", values={"actual_percent": 100}),
            Leg("handling.project.accept.v1"),
        ),
    }
)
