"""An item in each state, and one good example of every message that it may meet."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache

from services.handling.domain import item as states
from services.handling.domain.item import Draft, Item
from shared.contracts import handling as said
from shared.contracts.base import Data
from shared.contracts.envelope import SYSTEM, Actor
from shared.contracts.evaluation import AxisCount, BallotClosed, BallotOpened, BallotResult, BallotSnapshot
from shared.contracts.intake import SubmissionFastLaned
from shared.contracts.scheduling import Outcome
from shared.state_machine import Situation
from tests.unit.handling.world import HEAD, OFFICE, World, at, chief, clerk, meeting, submission

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
ASSIGN = said.AssignItem(
    outcome_id="O1",
    lead="transport",
    co_handlers=("construction",),
    submission_ids=("D1",),
    rule="three_months",
)


def a_world() -> World:
    """A world that knows the outcomes O1 and O2, and the submissions D1 to D3."""
    outcomes = [Outcome(outcome_id=f"O{n}", title=f"事项{n}", topic_id="T1") for n in (1, 2)]
    submissions = [submission(f"D{n}") for n in (1, 2, 3)]
    return World(known={"meeting": [meeting(outcomes)], "submission": submissions})


def assigned(rule: str = "three_months", when: datetime | str = ASSIGNED_AT) -> tuple[World, str]:
    """A world with one item, led by transport with construction beside it, and the item's id."""
    world = a_world()
    event = world.must(when, OFFICE, ASSIGN.model_copy(update={"rule": rule}))
    return world, world.snapshot_of(event).item_id


def acknowledged(rule: str = "three_months") -> tuple[World, str]:
    """The same, taken up by transport."""
    world, id = assigned(rule)
    world.must(SOON, clerk("transport"), said.AcknowledgeItem(item_id=id))
    return world, id


def contacted(world: World, id: str, when: datetime | str = SOON, times: int = 3) -> None:
    """Log contacts of transport with a deputy."""
    for _ in range(times):
        world.must(when, clerk("transport"), said.LogContact(item_id=id, deputy_id="deputy-01", how="当面"))


def answered(answer: dict[str, object] = ANSWER, when: str = "2026-10-12 15:00") -> tuple[World, str]:
    """An item answered in the long way, with A unless told otherwise."""
    world, id = acknowledged()
    contacted(world, id)
    publish(world, id, when, answer)
    return world, id


def publish(world: World, id: str, when: datetime | str, answer: dict[str, object] = ANSWER) -> None:
    """Draft, sign and publish at once."""
    world.must(when, clerk("transport"), said.DraftAnswer.model_validate({"item_id": id, **answer}))
    world.must(when, chief("transport"), said.SignOffAnswer(item_id=id))
    world.must(when, OFFICE, said.PublishAnswer(item_id=id))


def fast_lane(when: str = "2026-09-10 09:00") -> tuple[World, str]:
    """A small matter of construction's, acknowledged."""
    world = a_world()
    world.hears(when, SubmissionFastLaned(submission=submission("D3", "fast_lane", "construction")))
    id = world.snapshot_of(world.events[-1]).item_id
    world.must(when, clerk("construction"), said.AcknowledgeItem(item_id=id))
    return world, id


def a_ballot(item: Item, ballot_id: str = "B1", closes: str = "2026-10-27 00:00", **changes: int) -> BallotSnapshot:
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


@cache
def _an_assigned_item() -> Item:
    world, id = assigned()
    return world.item(id)


def an_item(state: str) -> Item:
    """An item in ``state``, with what belongs to that state."""
    item = replace(_an_assigned_item(), state=state)
    if state == states.DECLINED:
        return replace(item, declines=(said.Decline(department=item.lead, reason=REASON, at=SOON),))
    if state == states.EXTENSION_REQUESTED:
        asked = said.Extension(reason="缺料", until=date(2027, 1, 15), asked_at=SOON)
        return replace(item, extensions=(asked,))
    if state == states.ANSWER_DRAFT:
        draft = Draft(
            result_class="A", text="已办结", plan="", promised_on=None, reasons="", signed_by="dept-transport-head"
        )
        return replace(item, draft=draft)
    if state == states.RATING:
        return replace(item, ballot_id="B1")
    contact = said.Contacted(deputy_id="deputy-01", how="当面", at=SOON, round=1)
    return replace(item, contacts=(contact,) * 3)


def a_situation(message: type[Data], item: Item | None = None) -> Situation:
    """A situation in which an actor of the right role sends ``message``."""
    return Situation(SOON, ACTORS.get(message, SYSTEM), World.rules, World.calendar, "new-id", "construction")


def message_for(item: Item) -> dict[type[Data], Data]:
    """One good example of every message that an item may meet."""
    id, due_on = item.item_id, item.due_on
    ballot = a_ballot(item)
    examples: tuple[Data, ...] = (
        ASSIGN,
        said.AcknowledgeItem(item_id=id),
        said.DeclineItem(item_id=id, reason=REASON),
        said.ConsentDecline(item_id=id),
        said.RejectDecline(item_id=id, reason="属本部门"),
        said.RedesignateItem(item_id=id, lead="water"),
        said.ReportProgress(item_id=id, text="已进场"),
        said.LogContact(item_id=id, deputy_id="deputy-01", how="当面"),
        said.GiveCoOpinion(item_id=id, text="可行"),
        said.RequestExtension(item_id=id, until=date(2027, 1, 15), reason="缺料"),
        said.ApproveExtension(item_id=id, told=("deputy-01",)),
        said.RefuseExtension(item_id=id, reason="不必"),
        said.InstructItem(item_id=id, text="抓紧"),
        said.DraftAnswer.model_validate({"item_id": id, **ANSWER}),
        said.SignOffAnswer(item_id=id),
        said.ReturnAnswer(item_id=id, reason="再改"),
        said.PublishAnswer(item_id=id),
        said.AnswerFastLane(item_id=id, result_class="A", text="已修好"),
        said.ItemReminderDue(item_id=id, due_on=due_on, days_before=7),
        said.ItemUrgeDue(item_id=id, due_on=due_on),
        said.ItemEscalationDue(item_id=id, due_on=due_on),
        said.ItemWatchdogDue(item_id=id, news_at=item.news_at),
        SubmissionFastLaned(submission=submission("D3", "fast_lane", "construction")),
        BallotOpened(ballot=ballot),
        closed(ballot, "satisfied"),
    )
    return {type(example): example for example in examples}


ACTORS: dict[type[Data], Actor] = {
    said.AssignItem: OFFICE,
    said.AcknowledgeItem: clerk("transport"),
    said.DeclineItem: clerk("transport"),
    said.ConsentDecline: OFFICE,
    said.RejectDecline: OFFICE,
    said.RedesignateItem: OFFICE,
    said.ReportProgress: clerk("transport"),
    said.LogContact: clerk("transport"),
    said.GiveCoOpinion: clerk("construction"),
    said.RequestExtension: clerk("transport"),
    said.ApproveExtension: OFFICE,
    said.RefuseExtension: OFFICE,
    said.InstructItem: HEAD,
    said.DraftAnswer: clerk("transport"),
    said.SignOffAnswer: chief("transport"),
    said.ReturnAnswer: chief("transport"),
    said.PublishAnswer: OFFICE,
    said.AnswerFastLane: chief("transport"),
}
