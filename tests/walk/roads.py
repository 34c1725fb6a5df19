"""The roads, as data. One that goes on from another begins at its end."""

from collections.abc import Mapping
from types import MappingProxyType

from shared.kernel.machine import ABSENT
from tests.support.memory import Move
from tests.unit.intake.world import PROOF
from tests.walk.legs import (
    ASSIGNED,
    BY_MOUTH,
    CALLED,
    DISSATISFIED,
    MATTER,
    NEXT_YEAR,
    RAISED,
    SATISFIED,
    TALKED_OVER,
    TWO_MATTERS,
    Leg,
    Road,
    Silence,
    answered,
    counted,
    held,
    twice,
    voted,
)
from tests.walk.roads_beside import BESIDE

_POND = Leg(
    "intake.submission.submit.v1",
    values={"text": "池塘发臭，排水不通", "village": "V07", "category": "utility.water", "proof": PROOF},
)
_DRAIN = {"category": "utility.water"}
_CONTACTS = Leg("handling.item.log_contact.v1", 3)
_HANDED_UP = {"kind": "handed_up", "corrections_seen": 1}
_REPEATED = Move("alarm", ABSENT, "intake.submission.accepted.v1", "evaluation.alarm.raised.v1")
_SAID_NO = {"satisfied": False, "reason": "没有修好"}
ROADS: Mapping[str, Road] = MappingProxyType(
    {
        **BESIDE,
        "proposed": Road(RAISED),
        "talked over": Road(TALKED_OVER, "proposed"),
        "answered there": Road((*CALLED, held("intake.topic.closed.v1")), "proposed"),
        "dropped there": Road((*CALLED, held("intake.topic.dropped.v1")), "proposed"),
        "met about again": Road((Leg("intake.topic.propose.v1"),), "talked over"),
        "supported": Road(
            (
                *RAISED[:2],
                Leg("intake.submission.support.v1"),
                Leg("intake.submission.withdraw_support.v1"),
            )
        ),
        "supported, in a topic": Road(
            tuple(
                Leg(type, takes=Move("topic", "proposed", type, "intake.topic.supported.v1"))
                for type in ("intake.submission.support.v1", "intake.submission.withdraw_support.v1")
            ),
            "proposed",
        ),
        "assigned": Road(ASSIGNED, "talked over"),
        "handled by another law": Road(counted("item", "in_progress", "handling", "moved"), "assigned"),
        "answered": Road(answered("A"), "assigned"),
        "solved": Road(SATISFIED, "answered"),
        "sent back though solved": Road(DISSATISFIED, "answered"),
        "closes by another law": Road(counted("ballot", "open", "evaluation", "moved"), "answered"),
        "answered otherwise": Road(
            (
                Leg(
                    "handling.item.correct_answer.v1",
                    values={"result_class": "B", "plan": "分两批更换"},
                    takes=Move(
                        "promise", ABSENT, "handling.item.correct_answer.v1", "handling.promise.made.v1"
                    ),
                ),
            ),
            "answered",
        ),
        "promising": Road(answered("B"), "assigned"),
        "kept out of what was promised": Road(
            (
                Leg(
                    "intake.topic.recuse.v1",
                    takes=Move(
                        *("promise", "open", "intake.topic.recused.v1"), "handling.promise.recused.v1"
                    ),
                ),
            ),
            "promising",
        ),
        "promised": Road((*SATISFIED, Leg("handling.promise.fulfil.v1")), "promising"),
        "promised by mistake": Road(
            (
                Leg("handling.promise.fulfil.v1"),
                Leg("handling.item.correct_answer.v1", values={"result_class": "A"}),
            ),
            "promising",
        ),
        "before the congress": Road(
            (
                *(*DISSATISFIED, _CONTACTS, *answered("B"), *DISSATISFIED, _CONTACTS, *answered("B")),
                *voted("dissatisfied", "handling.item.referred_to_congress.v1"),
                Leg("handling.item.record_both_sides.v1"),
                Leg("handling.item.record_decision.v1", values={"kind": "cannot_be_met"}),
                Leg("handling.item.correct_decision.v1", values={"kind": "answer_stands"}),
                Leg("handling.item.correct_decision.v1", values=_HANDED_UP),
            ),
            "promising",
        ),
        "put off": Road(answered("C"), "assigned"),
        "closes as holidays become known": Road(
            (
                NEXT_YEAR,
                Leg("evaluation.ballot.open.v1"),
                *counted("ballot", "open", "evaluation", "confirmed"),
            ),
            "put off",
        ),
        "looked at again": Road((Leg("handling.promise.review.v1"),), "put off"),
        "nobody votes": Road(
            (
                Silence(60),
                Leg("evaluation.ballot.open.v1"),
                Silence(60),
                Leg("handling.item.end_unrated.v1"),
            ),
            "put off",
        ),
        "opened while it ends": Road(
            (
                Silence(60),
                Leg("handling.item.end_unrated.v1", lies=True),
                Leg(
                    "evaluation.ballot.open.v1",
                    takes=Move(
                        "ballot", "open", "handling.item.ended_unrated.v1", "evaluation.ballot.closed.v1"
                    ),
                ),
            ),
            "put off",
        ),
        "more time": Road(
            (
                Leg("handling.item.request_extension.v1"),
                Leg("handling.item.log_contact.v1"),
                Leg("handling.item.report_progress.v1"),
            ),
            "assigned",
        ),
        "more time, granted": Road((Leg("handling.item.approve_extension.v1"),), "more time"),
        "more time, refused": Road((Leg("handling.item.refuse_extension.v1"),), "more time"),
        "more time, undecided": Road((Silence(130),), "more time"),
        "left out": Road(
            (
                Leg(
                    "handling.item.correct_assignment.v1",
                    takes=Move(
                        *("submission", "merged", "handling.item.assignment_corrected.v1"),
                        "intake.submission.released.v1",
                    ),
                ),
            ),
            "assigned",
        ),
        "two items of one topic": Road(
            (
                *TALKED_OVER,
                Leg("handling.item.assign.v1", 2),
                *twice(*ASSIGNED[1:], *ASSIGNED[-1:], *answered("A"), *SATISFIED),
            ),
            "proposed",
        ),
        "two items, one after the other": Road(
            (
                *(*TALKED_OVER, *ASSIGNED, *answered("A"), *SATISFIED),
                Leg(
                    "handling.item.assign.v1",
                    takes=Move(
                        "topic", "closed", "handling.item.assigned.v1", "intake.topic.item_assigned.v1"
                    ),
                ),
            ),
            "proposed",
        ),
        "come again": Road(
            (
                *(_POND._replace(times=2), Leg("intake.submission.accept.v1", 2, _DRAIN), *RAISED[2:]),
                *(*TALKED_OVER, *ASSIGNED, *answered("A")),
                *(_POND, Leg("intake.submission.accept.v1", values=_DRAIN, takes=_REPEATED)),
            )
        ),
        "a small matter": Road(
            (
                *(_POND, Leg("intake.submission.fast_lane.v1"), Leg("handling.item.acknowledge.v1")),
                Leg("handling.item.answer_fast_lane.v1", values={"result_class": "A"}),
            )
        ),
        "come again, a small matter": Road((_POND, Leg("intake.submission.fast_lane.v1")), "a small matter"),
        "a small matter, and again": Road(
            (
                Leg("evaluation.rating.give.v1", values=_SAID_NO),
                Leg("handling.item.acknowledge.v1", needed=False),
                Leg("handling.item.answer_fast_lane.v1", values={"result_class": "A"}),
                Leg("evaluation.rating.give.v1", values=_SAID_NO),
            ),
            "a small matter",
        ),
        "said by word of mouth": Road(
            (
                Leg(MATTER, values={"remark": BY_MOUTH}),
                Leg("intake.submission.answer_on_the_spot.v1"),
            )
        ),
        "several matters in one text": Road(
            (
                Leg(MATTER, values={"text": "；".join(TWO_MATTERS)}),
                Leg(
                    "intake.submission.split.v1",
                    values={"pieces": TWO_MATTERS},
                ),
            )
        ),
        "with the county": Road(
            (
                Leg(MATTER),
                Leg("intake.submission.forward.v1"),
                *counted("submission", "forwarded", "intake", "moved"),
            )
        ),
        "with the county, as holidays become known": Road(
            (
                NEXT_YEAR,
                Leg(MATTER),
                Leg("intake.submission.forward.v1"),
                *counted("submission", "forwarded", "intake", "confirmed"),
            )
        ),
    }
)
