"""Ways in which an item or a project had no end, or a slip no way back, over the real tables and use cases of
handling and intake; a case's number is in the name of its test."""

from datetime import date, timedelta
from decimal import Decimal

from services.scheduling.domain.meeting.agenda import ITEM_AT_REST
from shared.kernel.messages.base import Event
from shared.language.contracts import handling as said
from shared.language.contracts import intake
from shared.language.contracts.evaluation import BallotOpened
from tests.support.world import at
from tests.unit.handling.examples import (
    DIRECTLY,
    a_ballot,
    acknowledged,
    answered,
    called,
    closed,
    contacted,
    planned,
    publish,
)
from tests.unit.handling.world import OFFICE, HandlingWorld, clerk, submission
from tests.unit.intake.world import DEPUTY, NOW, IntakeWorld
from tests.unit.intake.world import OFFICE as COUNTER

A_YEAR = timedelta(days=365)


def raisers_hear(world: HandlingWorld, id: str, *news: type[Event]) -> tuple[IntakeWorld, tuple[str, ...]]:
    """What two raisers know of the item's news, each with its item and answers from handling's own events."""
    there = IntakeWorld()
    _, ids = there.collected(2)
    for event in world.events:
        if isinstance(event, said.ItemEvent) and isinstance(event, news) and event.item.item_id == id:
            item = event.item.model_copy(update={"submission_ids": ids, "topic_id": None})
            there.hears(NOW, event.model_copy(update={"item": item}))
    return there, ids


def is_told(there: IntakeWorld, ids: tuple[str, ...]) -> bool:
    """Every one of them stands among those to be told, and does not any more when somebody has told them."""
    untold = all(there.submission(id).untold_since for id in ids)
    for id in ids:
        there.must(NOW, COUNTER, intake.TellRaiser(submission_id=id, how="phone"))
    return untold and not any(there.submission(id).untold_since for id in ids)


def test_l10_every_raiser_hears_of_more_time_granted_refused_or_left_undecided() -> None:
    asked = {"until": date(2026, 10, 30), "reason": "缺料"}
    for news in (said.ItemExtended, said.ItemExtensionRefused, said.ItemExtensionUndecided):
        world, id = acknowledged("complex_15_days")
        request = said.RequestExtension.model_validate({"item_id": id, **asked})
        world.must("2026-09-29 10:00", clerk("transport"), request)
        if news is said.ItemExtended:
            world.must("2026-09-30 10:00", OFFICE, said.ApproveExtension(item_id=id))
        if news is said.ItemExtensionRefused:
            world.must("2026-09-30 10:00", OFFICE, said.RefuseExtension(item_id=id, reason="不必"))
        world.advance(at("2026-10-20 10:00"))
        there, ids = raisers_hear(world, id, news)
        assert is_told(there, ids), news


def referred() -> tuple[HandlingWorld, str]:
    world, id = answered()
    world.hears("2026-10-27 00:03", closed(a_ballot(world.item(id)), "to_congress"))
    return world, id


def test_l15_what_the_congress_has_taken_is_called_for_until_it_decides() -> None:
    world, id = referred()
    world.advance(at("2026-10-27 00:03") + A_YEAR)
    assert world.item(id).state == "referred"
    assert called(world, "congress_decides")[-1].endswith("presidium office")
    assert called(world, "hear_both_sides")[-1].endswith("office head presidium")


def test_l15_the_decision_ends_the_item_and_every_raiser_is_told() -> None:
    world, id = referred()
    both = said.RecordBothSides(item_id=id, day=date(2026, 11, 3), text="逐项核对")
    world.must("2026-11-04 09:00", OFFICE, both)
    decision = said.RecordDecision(item_id=id, kind="cannot_be_met", text="确无条件", day=date(2026, 11, 20))
    world.must("2026-11-23 09:00", OFFICE, decision)
    item = world.item(id)
    assert (item.state, item.waiting, item.state in ITEM_AT_REST) == ("decided", (), True)
    assert world.timers == {}
    there, ids = raisers_hear(world, id, said.ItemAnswered, said.ItemDecided)
    assert {there.submission(one).state for one in ids} == {"closed"}
    assert is_told(there, ids)


def test_l15_a_project_at_a_hundred_percent_is_called_for_until_it_is_accepted() -> None:
    world, id = planned()
    done = said.ReportProject(project_id=id, planned_percent=Decimal(100), actual_percent=Decimal(100))
    world.must("2026-12-15 09:00", clerk("water"), done)
    world.advance(at("2026-12-15 09:00") + A_YEAR)
    assert called(world, "accept_project")[-1].endswith("office head presidium")
    accept = said.AcceptProject(
        project_id=id, day=date(2027, 12, 14), by_whom=("deputy-01",), result="全线通水"
    )
    world.must("2027-12-16 09:00", OFFICE, accept)
    assert (world.things["project", id].state, world.timers) == ("accepted", {})


def test_l19_a_wrong_answer_is_put_right_and_whoever_had_it_is_told() -> None:
    world, id = answered()
    ballot = a_ballot(world.item(id)).model_copy(update={"entitled": ("deputy-01", "deputy-06")})
    world.hears("2026-10-12 16:00", BallotOpened(ballot=ballot))
    right = said.CorrectAnswer(item_id=id, round=1, text="一台泵已修好", reason="漏写一台")
    world.must("2026-10-13 09:00", OFFICE, right)
    (before,) = world.item(id).answers[-1].corrections
    assert (before.text, before.told) == ("已办结", ("deputy-01", "deputy-06"))
    there, ids = raisers_hear(world, id, said.ItemAnswered, said.ItemAnswerCorrected)
    assert [there.submission(one).answers[0].text for one in ids] == ["一台泵已修好"] * 2
    assert is_told(there, ids)


def test_l19_the_wrong_department_at_the_assignment_is_put_right_without_a_hop() -> None:
    world, id = acknowledged()
    wrong = said.CorrectAssignment(item_id=id, lead="water", reason="选错了")
    world.must("2026-09-29 09:00", OFFICE, wrong)
    item = world.item(id)
    assert (item.lead, item.hops, item.assignment_corrections[-1].lead) == ("water", 0, "transport")


def test_l19_a_decision_recorded_wrongly_is_put_right() -> None:
    world, id = referred()
    both = said.RecordBothSides(item_id=id, day=date(2026, 11, 3), text="逐项核对")
    world.must("2026-11-04 09:00", OFFICE, both)
    said_so = {"item_id": id, "text": "列入明年计划", "day": date(2026, 11, 20)}
    record = said.RecordDecision.model_validate({**said_so, "kind": "handed_up"})
    world.must("2026-11-23 09:00", OFFICE, record)
    right = {**said_so, "kind": "becomes_project", "reason": "种类填错"}
    world.must("2026-11-23 09:30", OFFICE, said.CorrectDecision.model_validate(right))
    assert [one.kind for one in world.item(id).decisions] == ["handed_up", "becomes_project"]


def test_a_co_handler_that_says_nothing_holds_nobody_up_for_ever_and_is_named() -> None:
    world, id = acknowledged()
    contacted(world, id, times=2)
    contacted(world, id, times=1)
    world.advance(at("2026-11-20 09:00"))
    publish(world, id, "2026-11-20 10:00")
    assert world.item(id).answers[-1].opinions_missing == ("construction",)


def matter(there: IntakeWorld, id: str) -> intake.SubmissionSnapshot:
    """The matter as intake last told of it."""
    told = (event for event in reversed(there.events) if isinstance(event, intake.SubmissionEvent))
    return next(event.submission for event in told if event.submission.submission_id == id)


def assigned_directly() -> tuple[IntakeWorld, HandlingWorld, tuple[str, ...], said.ItemSnapshot]:
    """Intake and handling after a topic of two raisers was assigned directly; their matters, and the item."""
    there = IntakeWorld()
    topic_id, ids = there.collected(2)
    there.must(NOW, DEPUTY, intake.ProposeTopic(topic_id=topic_id))
    world = HandlingWorld()
    world.knows("topic", there.snapshot_of(there.events[-1]))
    world.knows("submission", *(matter(there, id) for id in ids))
    directly = DIRECTLY.model_copy(update={"topic_id": topic_id})
    item = world.snapshot_of(world.must("2026-09-24 14:00", OFFICE, directly))
    there.hears(NOW, said.ItemAssigned(item=item))
    return there, world, ids, item


def test_whom_the_office_leaves_out_of_an_item_it_has_again_and_tells() -> None:
    there, world, (kept, left), item = assigned_directly()
    wrong = said.CorrectAssignment(item_id=item.item_id, submission_ids=(kept,), reason="另有他事")
    there.hears(NOW, world.must("2026-09-25 09:00", OFFICE, wrong))
    out = there.submission(left)
    assert (out.state, out.topic_id, out.item_ids) == ("accepted", None, ())
    assert out.released_reason == "另有他事"
    assert {one.what for one in out.waiting} == {"collate", "tell", "decide_publication"}
    assert there.topic(item.topic_id or "").submission_ids == (kept,)
    assert there.submission(kept).item_ids == (item.item_id,)
    again = intake.CreateTopic(title="另一议题", submission_ids=(left,))
    there.must(NOW, DEPUTY, again)
    assert there.submission(left).state == "merged"


def test_a_matter_that_joins_the_topic_while_it_is_assigned_is_in_the_item_too() -> None:
    there = IntakeWorld()
    topic_id, ids = there.collected(2)
    there.must(NOW, DEPUTY, intake.ProposeTopic(topic_id=topic_id))
    world = HandlingWorld()
    world.knows("topic", there.snapshot_of(there.events[-1]))
    world.knows("submission", *(submission(id, "merged") for id in ids))
    late = there.accepted()
    there.must(NOW, DEPUTY, intake.MergeSubmissions(topic_id=topic_id, submission_ids=(late,)))
    directly = DIRECTLY.model_copy(update={"topic_id": topic_id})
    item = world.snapshot_of(world.must("2026-09-24 14:00", OFFICE, directly))
    there.hears(NOW, said.ItemAssigned(item=item))
    assert there.submission(late).item_ids == (item.item_id,)


def test_a_topic_that_needs_no_meeting_is_assigned_with_its_raisers_and_its_reason() -> None:
    there, _, ids, item = assigned_directly()
    topic_id = item.topic_id or ""
    assert (item.submission_ids, item.basis) == (ids, "公路养护职责")
    assert there.topic(topic_id).state == "being_handled"
    assert {there.submission(id).item_ids for id in ids} == {(item.item_id,)}
    answers = (
        said.Answer(round=1, result_class="A", text="已补", published_at=NOW, due_on=NOW.date(), late=False),
    )
    over = item.model_copy(update={"answers": answers, "closed_at": NOW})
    there.hears(NOW, said.ItemSatisfied(item=over))
    assert there.topic(topic_id).state == "closed"
    assert {there.submission(id).state for id in ids} == {"closed"}
