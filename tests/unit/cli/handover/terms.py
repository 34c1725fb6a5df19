"""A township whose terms end with 2026-08-31, and what is open in it; others begin on the day after."""

from datetime import UTC, date, datetime
from decimal import Decimal

from cli.handover.material import Material
from shared.kernel.machine import Waiting
from shared.language.contracts.directory import Person, Post, TownshipLists, TownshipSnapshot
from shared.language.contracts.envelope import Role
from shared.language.contracts.evaluation import BallotSnapshot
from shared.language.contracts.handling import ItemSnapshot, ProjectReport, ProjectSnapshot, PromiseSnapshot
from shared.language.contracts.intake import Recusal, TopicSnapshot
from shared.language.contracts.scheduling import AgendaEntry, MeetingSnapshot, VisitSnapshot
from shared.language.directory.amending import amended
from tests.support.township import after_the_term_of, xiushan

LAST, FIRST = date(2026, 8, 31), date(2026, 9, 1)
NOON = datetime(2026, 8, 1, 4, tzinfo=UTC)
DESIGNATION = Waiting(
    what="redesignate",
    role="head",
    since=NOON,
    due_at=datetime(2026, 9, 2, 16, tzinfo=UTC),
    next_at=datetime(2026, 9, 3, 1, tzinfo=UTC),
)
VILLAGE = "V07"
NEW = {
    "head-2": Post(person_id="head-2", role=Role.HEAD, since=FIRST),
    "leader-9": Post(person_id="leader-9", role=Role.LEADER, since=FIRST),
    "chief-2": Post(person_id="chief-2", role=Role.DEPARTMENT_HEAD, department="water", since=FIRST),
    "deputy-91": Post(person_id="deputy-91", role=Role.DEPUTY, constituency=VILLAGE, since=FIRST),
}
OLD = {"head-2": "head-1", "leader-9": "leader-2", "chief-2": "dept-water-head", "deputy-91": "deputy-90"}
"""Who begins → who had the post before."""


def township() -> TownshipSnapshot:
    """The sample after its terms."""
    there = xiushan()
    seat = Post(person_id="deputy-90", role=Role.DEPUTY, constituency=VILLAGE, since=date(2024, 1, 1))
    people = [Person(person_id=id, name=f"新{id}", since=date(2024, 1, 1)) for id in (*NEW, "deputy-90")]
    there = grown(there, TownshipLists(people=tuple(people), posts=(seat,)))
    for id in OLD.values():
        there = after_the_term_of(id, LAST, township=there)
    theirs = [one for one in there.lists.departments if one.leader == "leader-2"]
    ended = [one.model_copy(update={"until": LAST}) for one in theirs]
    next_ones = [one.model_copy(update={"since": FIRST, "leader": "leader-9"}) for one in theirs]
    there = grown(there, TownshipLists(departments=tuple(ended)))
    return grown(there, TownshipLists(departments=tuple(next_ones), posts=tuple(NEW.values())))


def grown(there: TownshipSnapshot, lists: TownshipLists) -> TownshipSnapshot:
    """The township with more in its lists."""
    return there.model_copy(update={"lists": amended(there.lists, lists)})


def item(id: str, lead: str = "health", state: str = "in_progress", **more: object) -> ItemSnapshot:
    return ItemSnapshot.model_validate(
        {
            "item_id": id,
            "title": f"事项{id}",
            "state": state,
            "fast_lane": False,
            "submission_ids": (),
            "lead": lead,
            "rule": "three_months",
            "assigned_at": NOON,
            "designated_at": NOON,
            "clock_started_at": NOON,
            "due_on": date(2026, 9, 10),
            "due_at": datetime(2026, 9, 10, 16, tzinfo=UTC),
            "due_why": {"zh": "三个月", "en": "three months"},
            **more,
        }
    )


def promise(id: str, item_id: str, owner: str = "health", made_at: datetime = NOON) -> PromiseSnapshot:
    return PromiseSnapshot(
        promise_id=id,
        item_id=item_id,
        state="open",
        text=f"承诺{id}",
        result_class="B",
        owner=owner,
        due_on=date(2027, 6, 30),
        first_due_on=date(2027, 6, 30),
        made_at=made_at,
    )


def topic(id: str, lead: str, *co_signers: str, state: str = "proposed") -> TopicSnapshot:
    return TopicSnapshot(
        topic_id=id,
        state=state,
        title=f"议题{id}",
        text="",
        origin="deputy",
        lead_id=lead,
        co_signers=co_signers,
        created_at=NOON,
    )


def meeting(id: str, state: str = "requested", **more: object) -> MeetingSnapshot:
    return MeetingSnapshot.model_validate(
        {"meeting_id": id, "kind": "on_demand", "state": state, "day": date(2026, 9, 20), **more}
    )


def about(kind: str, id: str) -> AgendaEntry:
    return AgendaEntry(kind=kind, id=id, title="一项", why="topic_proposed")


def visit(id: str, lead: str, item_id: str | None = None) -> VisitSnapshot:
    return VisitSnapshot(visit_id=id, state="planned", item_id=item_id, day=date(2026, 9, 15), lead_id=lead)


def ballot(id: str, *entitled: str, recused: tuple[str, ...] = ()) -> BallotSnapshot:
    return BallotSnapshot(
        ballot_id=id,
        item_id="I1",
        item_title="事项I1",
        round=1,
        state="open",
        entitled=tuple(id for id in entitled if id not in recused),
        recusals=tuple(Recusal(deputy_id=id, reason="自家的船厂", recorded_by=id, at=NOON) for id in recused),
        opened_at=NOON,
        closes_at=NOON,
    )


def project(id: str, department: str, leader: str) -> ProjectSnapshot:
    report = ProjectReport(
        planned_percent=Decimal(55), actual_percent=Decimal("42.50"), light="yellow", at=NOON
    )
    return ProjectSnapshot(
        project_id=id,
        title=f"项目{id}",
        planned_at=NOON,
        state="yellow",
        department=department,
        leader=leader,
        reports=(report,),
    )


EVERYTHING = Material(
    items=(
        item("I1", hops=2, round=2),
        item("I2", "water", due_on=date(2026, 8, 20)),
        item("I3", "water", "satisfied"),
        item("I4", "health", co_handlers=("water",), topic_id="T1"),
        item("I5", "health", "declined", hops=3, waiting=(DESIGNATION,)),
        item("I6", "health", "rating", submission_ids=("S1",), due_on=date(2026, 8, 20)),
        item("I7", "health", "archived", topic_id="T2"),
    ),
    promises=(promise("P1", "I3", "water"), promise("P2", "I7"), promise("P3", "I1")),
    projects=(
        project("J1", "water", "leader-2"),
        project("J2", "health", "leader-2"),
        project("J3", "health", "x"),
    ),
    meetings=(
        meeting("M1", requested_by="deputy-90", topic_id="T1", answer_due_on=date(2026, 9, 3)),
        meeting("M2", requested_by="deputy-90", topic_id="T1", proposed_day=date(2026, 9, 25)),
        meeting("M3", "frozen", kind="regular", agenda=(about("project", "J1"),), invited=("deputy-01",)),
        meeting("M4", "planned", kind="regular"),
    ),
    visits=(visit("V1", "deputy-90"), visit("V2", "deputy-01", "I2"), visit("V3", "deputy-01")),
    ballots=(
        ballot("B1", "deputy-91", "deputy-01"),
        ballot("B2", "deputy-91", recused=("deputy-91",)),
        ballot("B3", "deputy-90"),
    ),
    topics=(
        topic("T1", "deputy-90"),
        topic("T2", "deputy-01", "deputy-91", state="closed"),
        topic("T3", "deputy-01", "deputy-91"),
        topic("T4", "head-1"),
        topic("T5", "deputy-01"),
    ),
    raised_in={VILLAGE: frozenset({"S1"}), "V01": frozenset({"S2"})},
)
"""A bit of everything."""
