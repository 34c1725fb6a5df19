"""Legs: what roads are made of."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from tests.support.memory import Move


class Leg(NamedTuple):
    """A command, and how often it is given; with values that lead further than others would."""

    type: str
    times: int = 1
    values: Mapping[str, Any] = MappingProxyType({})
    needed: bool = True
    """The road ends where it cannot be given."""
    takes: Move | None = None
    """What must come of it, if not only that it is carried out."""
    lies: bool = False
    """What is told of it has not arrived when the next leg begins."""


class Silence(NamedTuple):
    """Nobody says anything for so many days."""

    days: int
    takes: Move | None = None
    """What must come of it; the road ends where it does not."""
    times: int = 1

    @property
    def needed(self) -> bool:
        """Whether something must come of it."""
        return self.takes is not None


class OtherLaw(NamedTuple):
    """The rules or the holidays become others; the road ends where that does not come of it."""

    takes: Move
    needed: bool = True
    times: int = 1


Legs = tuple[Leg | Silence | OtherLaw, ...]


class Road(NamedTuple):
    """Legs, and the road from whose end they go on."""

    legs: Legs
    after: str = ""


RAISED = (
    Leg("intake.submission.submit.v1", 2),
    Leg("intake.submission.accept.v1", 2),
    *(
        Leg(type, takes=Move("submission", "accepted", type, "intake.submission.merged.v1"))
        for type in ("intake.topic.create.v1", "intake.topic.merge.v1")
    ),
    Leg("intake.topic.co_sign.v1", 2),
    Leg("intake.topic.propose.v1"),
)
"""Matters become a topic that may be met about."""
EVERYBODY = ("head-1", *(f"deputy-{n:02}" for n in range(1, 13)))
"""Whom a fixed meeting is for, in the sample township."""
CONVENED = (
    Leg("scheduling.meeting.plan.v1"),
    Leg("scheduling.meeting.convene.v1", values={"invited": EVERYBODY}),
)
"""A fixed meeting is called."""
CALLED = (
    Leg(
        "scheduling.meeting.request.v1",
        takes=Move(
            *("topic", "proposed", "scheduling.meeting.requested.v1"), "intake.topic.meeting_requested.v1"
        ),
    ),
    Leg("scheduling.meeting.accept.v1"),
    Leg("scheduling.meeting.convene.v1"),
    Leg("scheduling.meeting.freeze.v1"),
)
"""A meeting about the topic has its agenda."""
MINUTES = (
    Leg("scheduling.meeting.draft_minutes.v1"),
    Leg("scheduling.meeting.confirm_minutes.v1"),
    Leg("scheduling.meeting.publish_minutes.v1"),
)
"""What was said is published."""


def held(event: str) -> Leg:
    """The meeting comes to that about its topic."""
    takes = Move("topic", "scheduled", "scheduling.meeting.held.v1", event)
    return Leg("scheduling.meeting.hold.v1", values={"leave": ()}, takes=takes)


TALKED_OVER = (*CALLED, held("intake.topic.discussed.v1"), *MINUTES)
"""It is met about, and the minutes are published."""
ASSIGNED = (
    Leg(
        "handling.item.assign.v1",
        takes=Move("topic", "discussed", "handling.item.assigned.v1", "intake.topic.item_assigned.v1"),
    ),
    Leg("handling.item.acknowledge.v1"),
    Leg("handling.item.give_co_opinion.v1", needed=False),
    Leg("handling.item.log_contact.v1", 3),
)
"""What was agreed goes to a department, which talks with the deputies."""


MATTER = "intake.submission.submit.v1"
BY_MOUTH = {"occasion": "meeting", "day": "2026-09-07", "where": "村口"}
TWO_MATTERS = ("一、村口路灯坏了三盏", "二、自来水发黄")


def answered(result_class: str) -> Legs:
    """The department answers with that class."""
    return (
        Leg("handling.item.draft_answer.v1", values={"result_class": result_class}),
        Leg("handling.item.sign_off.v1"),
        Leg("handling.item.publish_answer.v1"),
    )


def voted(choice: str, event: str) -> Legs:
    """Deputies vote so, and the ballot closes with that."""
    values = {"process": choice, "result": choice, "reason": "没有解决"}
    closed = Move("item", "rating", "evaluation.ballot.closed.v1", event)
    return (Leg("evaluation.ballot.vote.v1", 9, values, needed=False), Silence(31, closed))


SATISFIED = voted("satisfied", "handling.item.satisfied.v1")
DISSATISFIED = voted("dissatisfied", "handling.item.redo_ordered.v1")
"""The last round's ballot ends otherwise: with the congress."""


def twice(*legs: Leg | Silence | OtherLaw) -> Legs:
    """For two items."""
    return tuple(one._replace(times=2 * one.times) if isinstance(one, Leg) else one for one in legs)


def over(type: str, event: str, **values: Any) -> Leg:
    """The office sees to the matter that is one too many."""
    return Leg(type, values=values, takes=Move("visit", "done", event, "scheduling.visit.duplicate_over.v1"))


def counted(kind: str, state: str, owner: str, how: str) -> Legs:
    """Its time is counted anew by the next day: ``moved``, or ``confirmed`` on other grounds."""
    move = Move(kind, state, f"{owner}.{kind}.count_anew.v1", f"{owner}.{kind}.due_{how}.v1")
    return OtherLaw(move), Silence(1, move)


NEXT_YEAR = Silence(130)
"""To a day whose deadlines fall into a year of which the holidays are not known yet."""
