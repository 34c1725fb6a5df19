"""Worlds in which an item, a promise or a project has come so far, and what is said of it on the way."""

from datetime import date, datetime
from decimal import Decimal

from services.handling.domain.item.co_opinions import missing_opinions
from services.handling.domain.item.item import Item
from services.handling.domain.project.project import Project
from services.handling.domain.promise.promise import Promise
from shared.language.calendar import SHANGHAI, local_day, local_minute
from shared.language.contracts import handling as said
from shared.language.contracts.evaluation import (
    AxisCount,
    BallotClosed,
    BallotResult,
    BallotSnapshot,
)
from shared.language.contracts.intake import SubmissionFastLaned
from shared.language.contracts.scheduling import Outcome
from tests.support.world import at
from tests.unit.handling.world import OFFICE, HandlingWorld, chief, clerk, meeting, submission

ASSIGNED_AT = at("2026-09-24 14:00")
SOON = at("2026-09-28 10:00")
ANSWER: dict[str, object] = {"result_class": "A", "text": "已办结"}
PROMISE: dict[str, object] = {
    "result_class": "B",
    "text": "正在办",
    "plan": "铺沥青",
    "promised_on": date(2026, 11, 18),
}
REASON = "不属本部门"
LADDER = ("reminder", "urge", "escalation")
PLAN = said.PlanProject(title="水库输水管道改造", department="water", leader="leader-2")
ASSIGN = said.AssignItem(
    outcome_id="O1",
    lead="transport",
    co_handlers=("construction",),
    submission_ids=("D1",),
    rule="three_months",
)

DIRECTLY = said.AssignDirectly(
    topic_id="T1", lead="transport", basis="公路养护职责", reason="职责明确，无须约见"
)


def a_world() -> HandlingWorld:
    """A world that knows the outcomes O1 and O2, and the submissions D1 to D3."""
    outcomes = [Outcome(outcome_id=f"O{n}", title=f"事项{n}", topic_id="T1") for n in (1, 2)]
    submissions = [submission(f"D{n}") for n in (1, 2, 3)]
    world = HandlingWorld()
    world.knows("meeting", meeting(outcomes))
    world.knows("submission", *submissions)
    return world


def assigned(rule: str = "three_months", when: datetime | str = ASSIGNED_AT) -> tuple[HandlingWorld, str]:
    """A world with one item, led by transport with construction beside it, and the item's id."""
    world = a_world()
    event = world.must(when, OFFICE, ASSIGN.model_copy(update={"rule": rule}))
    return world, world.snapshot_of(event).item_id


def acknowledged(rule: str = "three_months") -> tuple[HandlingWorld, str]:
    """The same, taken up by transport."""
    world, id = assigned(rule)
    world.must(SOON, clerk("transport"), said.AcknowledgeItem(item_id=id))
    return world, id


def contacted(world: HandlingWorld, id: str, when: datetime | str = SOON, times: int = 3) -> None:
    """Log contacts of transport with a deputy, each in another way; after all three, co-handlers have given
    their opinion too."""
    made = len(world.item(id).contacts)
    for number in range(made, made + times):
        command = said.LogContact(item_id=id, deputy_id="deputy-01", how=f"第{number + 1}次面商")
        world.must(when, clerk("transport"), command)
    if times == 3:
        heard(world, id, when)


def heard(world: HandlingWorld, id: str, when: datetime | str = SOON) -> None:
    """Every co-handler has given its opinion."""
    for department in missing_opinions(world.item(id)):
        world.must(when, clerk(department), said.GiveCoOpinion(item_id=id, text="可行"))


def answered(answer: dict[str, object] = ANSWER, when: str = "2026-10-12 15:00") -> tuple[HandlingWorld, str]:
    """An item answered in the long way, with A unless told otherwise."""
    world, id = acknowledged()
    contacted(world, id)
    publish(world, id, when, answer)
    return world, id


def publish(world: HandlingWorld, id: str, when: datetime | str, answer: dict[str, object] = ANSWER) -> None:
    """Draft, sign and publish at once."""
    world.must(when, clerk("transport"), said.DraftAnswer.model_validate({"item_id": id, **answer}))
    world.must(when, chief("transport"), said.SignOffAnswer(item_id=id))
    world.must(when, OFFICE, said.PublishAnswer(item_id=id))


def fast_lane(when: str = "2026-09-10 09:00") -> tuple[HandlingWorld, str]:
    """A small matter of construction's, acknowledged."""
    world = a_world()
    world.hears(when, SubmissionFastLaned(submission=submission("D3", "fast_lane", "construction")))
    id = world.snapshot_of(world.events[-1]).item_id
    world.must(when, clerk("construction"), said.AcknowledgeItem(item_id=id))
    return world, id


def declined(when: str = "2026-09-29 09:30") -> tuple[HandlingWorld, str]:
    """An item that transport has declined."""
    world, id = assigned()
    world.must(when, clerk("transport"), said.DeclineItem(item_id=id, reason=REASON))
    return world, id


def news(world: HandlingWorld, id: str, when: datetime) -> None:
    """A word of transport's."""
    world.must(when, clerk("transport"), said.ReportProgress(item_id=id, text="有进展"))


def acted(world: HandlingWorld, id: str, *kinds: str) -> list[str]:
    """The acts of supervision of those kinds, or of the ladder, each with its local moment."""
    acts = world.item(id).supervisions
    return [f"{a.kind} {_moment(a.at)}" for a in acts if a.kind in (kinds or LADDER)]


def waited(thing: Item | Promise | Project) -> dict[str, str]:
    """What is waited for → by when, in Asia/Shanghai, to the minute; what ends with a day by that day."""
    return {one.what: _until(one.due_at) for one in thing.waiting}


def _until(due_at: datetime) -> str:
    minute = local_minute(due_at)
    return f"{local_day(due_at):%m-%d}" + ("" if minute == "24:00" else f" {minute}")


def called(world: HandlingWorld, what: str) -> list[str]:
    """The rungs taken of a wait, each with its local moment and those who hear of it."""
    told = {}
    for event in world.events:
        for one in world.snapshot_of(event).waiting:
            if one.what == what and one.called:
                told[one.called.at] = (
                    f"{one.called.name} {_moment(one.called.at)} {' '.join(one.called.reach)}"
                )
    return list(told.values())


def _moment(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%m-%d %H:%M}"


def promised() -> tuple[HandlingWorld, str]:
    """A promise of transport's, and its id."""
    world, _ = answered(PROMISE)
    return world, world.promises()[0].promise_id


def fulfil(id: str) -> said.FulfilPromise:
    """The promise is kept."""
    return said.FulfilPromise(promise_id=id, evidence="沥青全部铺完")


def change(id: str, **changes: object) -> said.ChangePromise:
    """The promise is changed, for rain."""
    return said.ChangePromise.model_validate({"promise_id": id, "reason": "连续降雨", **changes})


def planned() -> tuple[HandlingWorld, str]:
    """A project that nobody has reported on, and its id."""
    world = HandlingWorld()
    return world, world.snapshot_of(world.must("2026-09-01 09:00", OFFICE, PLAN)).project_id


def a_project_done() -> Project:
    """A project that was reported done at ``SOON``."""
    done = said.ProjectReport(
        planned_percent=Decimal(100), actual_percent=Decimal(100), light="green", at=SOON
    )
    return Project(
        project_id="P1",
        state="done",
        title="水库",
        department="water",
        leader="leader-2",
        planned_at=SOON,
        reports=(done,),
        version=1,
    )


def a_ballot(
    item: Item, ballot_id: str = "B1", closes: str = "2026-10-27 00:00", **changes: int
) -> BallotSnapshot:
    """An open ballot of the item's round."""
    return BallotSnapshot(
        ballot_id=ballot_id,
        item_id=item.item_id,
        item_title=item.title,
        round=changes.get("round", item.round),
        state="open",
        entitled=("deputy-01",),
        opened_at=at("2026-10-12 16:00"),
        closes_at=at(closes),
    )


def closed(ballot: BallotSnapshot, outcome: str) -> BallotClosed:
    """The ballot with its result."""
    result = BallotResult(outcome=outcome, process=AxisCount(), result=AxisCount())
    return BallotClosed(ballot=ballot.model_copy(update={"state": "closed", "result": result}))
