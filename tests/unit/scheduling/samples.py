"""Things, messages and situations of the demo story for scheduling's tables; times are Asia/Shanghai."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from services.scheduling.domain.meeting.agenda import AgendaFacts
from services.scheduling.domain.meeting.meeting import CONVENED, FROZEN, ON_DEMAND, REGULAR, Meeting
from services.scheduling.domain.visit.visit import Visit
from shared.kernel.machine import Thing
from shared.kernel.messages.base import Bilingual, Data
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Moved, Situation, StateTable
from shared.language.calendar import SHANGHAI, WorkingCalendar
from shared.language.contracts import scheduling as s
from shared.language.contracts.envelope import Role
from shared.language.contracts.handling import (
    ItemSnapshot,
    ProjectReport,
    ProjectSnapshot,
    PromiseSnapshot,
)
from shared.language.contracts.intake import SubmissionSnapshot, TopicSnapshot
from shared.language.rules import load_rule_set
from tests.support.world import LAW

T = TypeVar("T", bound=Thing)
CALENDAR = WorkingCalendar.standard()
RULES = load_rule_set()
HEAD = Actor("head-1", Role.HEAD)
OFFICE = Actor("office-1", Role.OFFICE)
DEPUTIES = tuple(f"deputy-{number}" for number in ("01", "02", "04", "06", "07", "09", "10", "11"))

PRESENT = (*DEPUTIES, "head-1")
"""Everybody who is at a meeting of theirs."""


def at(text: str) -> datetime:
    """``09-14 16:00`` of 2026."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


def day(text: str) -> date:
    """``09-14`` of 2026."""
    return date.fromisoformat(f"2026-{text}")


def deputy(number: str) -> Actor:
    return Actor(f"deputy-{number}", Role.DEPUTY)


def situation(now: str, actor: Actor, facts: object = None, new_id: str = "new") -> Situation[object]:
    return LAW.situation(at(now), actor, new_id, facts)


def take(table: StateTable[T], thing: T | None, message: Data, given: Situation[object]) -> T:
    """What the thing becomes; the message must not be refused."""
    decision = table.decide(thing, message, given)
    assert isinstance(decision, Moved), decision
    return decision.after


def refused(table: StateTable[T], thing: T | None, message: Data, given: Situation[object]) -> str:
    """The code of the refusal."""
    decision = table.decide(thing, message, given)
    assert isinstance(decision, Refusal), decision
    return decision.code


def points(meeting: Meeting) -> list[str]:
    """The ids on the agenda."""
    return [entry.id for entry in meeting.agenda]


def topic(
    id: str, state: str = "proposed", lead: str = "deputy-01", co: tuple[str, ...] = ("deputy-07",)
) -> TopicSnapshot:
    return TopicSnapshot(
        topic_id=id,
        state=state,
        title=f"议题{id}",
        text="",
        origin="deputy",
        lead_id=lead,
        co_signers=co,
        confirmed_by=co,
        created_at=at("09-07 15:00"),
    )


def submission(id: str, state: str, submitted: str) -> SubmissionSnapshot:
    return SubmissionSnapshot(
        submission_id=id,
        trace_code=id,
        state=state,
        channel="wechat",
        title=f"意见{id}",
        text="路灯不亮",
        submitted_at=at(submitted),
    )


def project(id: str, state: str = "green") -> ProjectSnapshot:
    report = ProjectReport(
        planned_percent=Decimal(55), actual_percent=Decimal(48), light="green", at=at("09-03 09:40")
    )
    return ProjectSnapshot(
        project_id=id,
        title="水库输水管道改造",
        state=state,
        department="water",
        leader="leader-2",
        planned_at=at("09-01 09:00"),
        reports=(report,),
    )


def promise(id: str, due: str, state: str = "open", text: str = "装好电动闸") -> PromiseSnapshot:
    return PromiseSnapshot(
        promise_id=id,
        item_id="I5",
        state=state,
        text=text,
        result_class="B",
        owner="water",
        due_on=day(due),
        first_due_on=day(due),
        made_at=at("10-28 10:00"),
    )


def item(id: str, state: str, round: int = 1) -> ItemSnapshot:
    return ItemSnapshot(
        item_id=id,
        title=f"事项{id}",
        state=state,
        fast_lane=False,
        submission_ids=(),
        lead="economy",
        rule="three_months",
        assigned_at=at("09-24 10:10"),
        designated_at=at("09-24 10:10"),
        clock_started_at=at("09-24 10:10"),
        due_on=day("12-24"),
        due_at=at("12-25 00:00"),
        due_why=Bilingual(zh="三个月", en="three months"),
        round=round,
    )


MEETING = Meeting(
    meeting_id="M9",
    version=3,
    state=CONVENED,
    kind=REGULAR,
    day=day("09-22"),
    room="R1",
    starts_at=at("09-22 14:00"),
    ends_at=at("09-22 17:00"),
    requested_by="deputy-01",
    requested_at=at("09-01 09:00"),
    answer_due_on=day("09-11"),
    invited=PRESENT,
    freeze_on=day("09-16"),
)
"""A regular meeting that is convened."""

PLANNED = replace(MEETING, state="planned", starts_at=None, ends_at=None, invited=(), freeze_on=None)
"""A regular meeting that is not convened yet."""

ASKED_FOR = replace(MEETING, meeting_id="M8", kind=ON_DEMAND, topic_id="T4", freeze_on=day("09-21"))
"""A convened one on demand."""

AGENDA_OF_T1 = (s.AgendaEntry(kind="topic", id="T1", title="更多公交站点", why="topic_proposed"),)
READY = replace(MEETING, state=FROZEN, agenda=AGENDA_OF_T1)
"""A regular meeting with a frozen agenda."""

VISIT = Visit(visit_id="V9", version=1, state="planned", topic_id="T4", day=day("09-10"), lead_id="deputy-01")

CONVENE = s.ConveneMeeting(
    meeting_id="M9", room="R1", starts_at=at("09-22 14:00"), ends_at=at("09-22 17:00"), invited=DEPUTIES
)
HOLD = s.HoldMeeting(
    meeting_id="M9", attendance=PRESENT, outcomes=(s.AgreedOutcome(title="增设停靠点", topic_id="T1"),)
)

NOTHING_KNOWN = AgendaFacts()
