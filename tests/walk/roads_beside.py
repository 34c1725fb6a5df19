"""Roads beside the usual one: what is found at visits, fixed meetings, and projects."""

from collections.abc import Mapping
from types import MappingProxyType

from tests.support.memory import Move
from tests.walk.legs import (
    BY_MOUTH,
    CONVENED,
    EVERYBODY,
    MATTER,
    MINUTES,
    NEXT_YEAR,
    TWO_MATTERS,
    Leg,
    Road,
    Silence,
    counted,
    over,
)

_STEPS = (
    {"title": "开工", "due_on": "2026-10-16"},
    {"title": "通水", "due_on": "2027-06-18"},
)
_SEEN = ({"text": "老码头照明坏了"}, {"text": "水管锈穿"})
_FOUND_TWICE = "scheduling.visit.duplicate_found.v1"
_ITEM = "handling.item.assign_finding.v1"
_SPOKEN = {"text": "；".join(TWO_MATTERS), "remark": BY_MOUTH}
BESIDE: Mapping[str, Road] = MappingProxyType(
    {
        "found": Road((Leg("scheduling.visit.record.v1", values={"found": _SEEN}),)),
        "set aside": Road(
            (Leg("scheduling.visit.set_aside_finding.v1"), Leg("scheduling.visit.answer_finding.v1")), "found"
        ),
        "found twice, first a matter": Road(
            (
                Leg(
                    MATTER,
                    takes=Move(
                        *("visit", "done", "intake.submission.received.v1"),
                        "scheduling.visit.finding_settled.v1",
                    ),
                    lies=True,
                ),
                Leg(_ITEM, takes=Move("visit", "done", "handling.item.assigned.v1", _FOUND_TWICE)),
            ),
            "found",
        ),
        "found twice, first an item": Road(
            (
                Leg(_ITEM, lies=True),
                Leg(
                    MATTER,
                    values=_SPOKEN,
                    takes=Move("visit", "done", "intake.submission.received.v1", _FOUND_TWICE),
                ),
            ),
            "found",
        ),
        **{
            f"one too many: {event}": Road((over(type, event),), "found twice, first an item")
            for type, event in (
                ("intake.submission.answer_on_the_spot.v1", "intake.submission.answered_by_word.v1"),
                ("intake.submission.forward.v1", "intake.submission.forwarded.v1"),
                ("intake.submission.withdraw.v1", "intake.submission.withdrawn.v1"),
                ("intake.submission.reject.v1", "intake.submission.rejected.v1"),
                ("intake.submission.fast_lane.v1", "intake.submission.fast_laned.v1"),
            )
        },
        "one too many, split": Road(
            (over("intake.submission.split.v1", "intake.submission.split_up.v1", pieces=TWO_MATTERS),),
            "found twice, first an item",
        ),
        "one too many, and nobody sees to it": Road(
            (Silence(60, Move("visit", "done", "withdraw_duplicate", "")),), "found twice, first an item"
        ),
        "one too many, in a topic": Road(
            (
                Leg("intake.submission.accept.v1"),
                over("intake.topic.create.v1", "intake.submission.merged.v1"),
            ),
            "found twice, first an item",
        ),
        "a project step by step": Road(
            (
                Leg("handling.project.plan.v1", values={"milestones": _STEPS}),
                Leg("handling.project.reach_milestone.v1"),
                Leg("handling.project.delay_milestone.v1"),
                Leg("handling.project.give_notice.v1"),
                Leg("handling.project.answer_notice.v1"),
            )
        ),
        "convened": Road(CONVENED),
        "convened, by another law": Road(counted("meeting", "convened", "scheduling", "moved"), "convened"),
        "convened, as holidays become known": Road(
            (NEXT_YEAR, *CONVENED, *counted("meeting", "convened", "scheduling", "confirmed"))
        ),
        "a regular meeting": Road(
            (
                Leg("scheduling.meeting.freeze.v1"),
                Leg("scheduling.meeting.hold.v1", values={"leave": (), "attendance": EVERYBODY}),
                Leg("scheduling.meeting.correct_outcome.v1", needed=False),
                Leg("scheduling.meeting.correct_attendance.v1", needed=False),
                *MINUTES,
                Silence(120),
            ),
            "convened",
        ),
        "a project": Road(
            (
                Leg("handling.project.plan.v1"),
                Leg("handling.project.report.v1", values={"actual_percent": 100}),
                Leg("handling.project.accept.v1"),
            )
        ),
    }
)
