"""Ways in which a matter fell out of handling, over its real tables and use cases; a case's number is in the
name of its test."""

from datetime import timedelta
from functools import cache

import pytest

from services.handling.domain.item.item import Item
from shared.language.contracts import handling as said
from shared.language.contracts.evaluation import CitizenRatingSnapshot, RatingGiven
from shared.language.contracts.intake import SubmissionFastLaned
from tests.support.world import at
from tests.unit.handling.examples import (
    ANSWER,
    PROMISE,
    REASON,
    a_ballot,
    acknowledged,
    answered,
    assigned,
    called,
    closed,
    contacted,
    declined,
    fulfil,
    publish,
    waited,
)
from tests.unit.handling.world import DEPUTY, HEAD, OFFICE, HandlingWorld, chief, clerk, submission

A_YEAR = timedelta(days=365)


def small_matter(urgency: str, when: str) -> tuple[HandlingWorld, Item]:
    """An item of a small matter of that class."""
    world = HandlingWorld()
    matter = submission("D9", "fast_lane", "construction", urgency)
    world.hears(when, SubmissionFastLaned(submission=matter))
    return world, world.item(world.snapshot_of(world.events[-1]).item_id)


@pytest.mark.parametrize(
    ("urgency", "due"),
    [
        ("danger", "09-10 17:30"),
        ("utility", "09-11 15:30"),
        ("ordinary", "09-17"),
        ("complex", "09-28"),
    ],
)
def test_l03_the_class_goes_with_the_matter_and_brings_its_clock(urgency: str, due: str) -> None:
    world, item = small_matter(urgency, "2026-09-10 15:30")
    told = world.snapshot_of(world.events[-1])
    assert (told.urgency, told.due_at) == (urgency, item.due_at)
    assert waited(item)["answer"] == due


def test_l05_what_is_due_in_two_hours_is_reminded_of_before_and_the_head_hears_when_they_are_over() -> None:
    world, _ = small_matter("danger", "2026-09-10 15:30")
    world.advance(at("2026-09-10 20:00"))
    assert called(world, "answer") == [
        "reminder 09-10 16:30 department",
        "urge 09-10 17:30 department department_head leader head presidium",
        "escalation 09-10 19:30 department head presidium",
    ]


@cache
def at_every_stop() -> dict[str, tuple[HandlingWorld, str]]:
    """What is waited for → a world whose item has just come there."""
    stops = {"receipt": assigned(), "decide_decline": declined("2026-09-28 10:00")}
    world, id = declined("2026-09-28 10:00")
    world.must("2026-09-28 11:00", OFFICE, said.ConsentDecline(item_id=id))
    stops["redesignate"] = world, id
    world, id = acknowledged()
    asked = said.RequestExtension(item_id=id, until=at("2027-01-15 12:00").date(), reason="缺料")
    world.must("2026-09-29 10:00", clerk("transport"), asked)
    stops["decide_extension"] = world, id
    for signed in (False, True):
        world, id = acknowledged()
        contacted(world, id)
        draft = said.DraftAnswer.model_validate({"item_id": id, **ANSWER})
        world.must("2026-09-29 10:00", clerk("transport"), draft)
        if signed:
            world.must("2026-09-29 11:00", chief("transport"), said.SignOffAnswer(item_id=id))
        stops["publish_answer" if signed else "sign"] = world, id
    stops["open_ballot"] = answered()
    world, id = answered()
    world.hears("2026-10-27 00:03", closed(a_ballot(world.item(id)), "redo"))
    stops["take_up_redo"] = world, id
    return stops


WHO = {
    "receipt": "department",
    "decide_decline": "office",
    "redesignate": "office",
    "decide_extension": "office",
    "sign": "department_head",
    "publish_answer": "office",
    "open_ballot": "office",
    "take_up_redo": "department",
}


@pytest.mark.parametrize("what", WHO)
def test_l06_and_l07_whoever_does_not_act_is_named_and_called_until_they_do(what: str) -> None:
    world, id = at_every_stop()[what]
    (wait,) = [one for one in world.item(id).waiting if one.what == what]
    assert wait.role == WHO[what]
    world.advance(wait.due_at + A_YEAR)
    rungs = called(world, what)
    assert len([rung for rung in rungs if rung.startswith("escalation")]) > 40
    assert rungs[-1].endswith(f"{WHO[what]} head presidium")


def test_l07_an_item_silent_for_a_year_is_called_again_and_again_by_more_and_more_people() -> None:
    world, id = acknowledged()
    world.advance(world.item(id).due_at + A_YEAR)
    told = called(world, "answer")
    urge = next(rung for rung in told if rung.startswith("urge"))
    assert urge.endswith("department department_head leader")
    escalations = [rung for rung in told if rung.startswith("escalation")]
    assert len(escalations) > 40
    assert {rung.split(" ", 3)[3] for rung in escalations} == {"department head presidium"}


def test_l06_the_third_refusal_is_designated_by_the_head_or_said_every_working_day() -> None:
    world, id = assigned()
    for lead, following in (("transport", "water"), ("water", "economy"), ("economy", None)):
        world.must("2026-09-28 10:00", clerk(lead), said.DeclineItem(item_id=id, reason=REASON))
        world.must("2026-09-28 10:00", OFFICE, said.ConsentDecline(item_id=id))
        if following:
            world.must("2026-09-28 10:00", OFFICE, said.RedesignateItem(item_id=id, lead=following))
    world.advance(at("2027-09-28 10:00"))
    acts = [act for act in world.item(id).supervisions if act.kind == "designation_overdue"]
    assert len(acts) > 200
    assert called(world, "redesignate")[-1].endswith("head presidium")


def test_l08_three_hops_do_not_move_the_due_date_and_what_the_head_names_is_final() -> None:
    world, id = assigned()
    due_at = world.item(id).due_at
    days = ("2026-10-08", "2026-10-15", "2026-10-22")
    for day, lead, following in zip(
        days, ("transport", "water", "economy"), ("water", "economy", "social"), strict=True
    ):
        world.must(f"{day} 10:00", clerk(lead), said.DeclineItem(item_id=id, reason=REASON))
        world.must(f"{day} 11:00", OFFICE, said.ConsentDecline(item_id=id))
        who = OFFICE if following != "social" else HEAD
        world.must(f"{day} 12:00", who, said.RedesignateItem(item_id=id, lead=following))
    item = world.item(id)
    assert item.due_at == due_at
    assert [one.days for one in item.declines] == [14, 7, 7]
    command = said.DeclineItem(item_id=id, reason=REASON)
    assert world.refused("2026-10-23 09:00", clerk("social"), command) == "head_has_designated"


def test_l09_receipt_does_not_take_the_days_to_decline() -> None:
    world, id = acknowledged()
    world.must("2026-10-08 23:00", clerk("transport"), said.DeclineItem(item_id=id, reason=REASON))
    world, id = acknowledged()
    command = said.DeclineItem(item_id=id, reason=REASON)
    assert world.refused("2026-10-09 00:01", clerk("transport"), command) == "decline_too_late"


def test_l13_the_answer_of_round_two_supersedes_the_promise_of_round_one_and_says_so() -> None:
    world, id = answered(PROMISE)
    world.hears("2026-10-27 00:03", closed(a_ballot(world.item(id)), "redo"))
    contacted(world, id, "2026-10-28 10:00")
    publish(world, id, "2026-11-05 15:00", ANSWER)
    world.advance(at("2027-06-01 12:00"))
    assert [one.state for one in world.promises()] == ["superseded"]
    assert "promise.superseded" in world.types()
    assert "promise.overdue" not in world.types()


def test_l14_a_promise_is_kept_when_somebody_else_has_seen_it_and_not_by_a_clerks_word() -> None:
    world, id = answered(PROMISE)
    promise = world.promises()[0].promise_id
    world.must("2026-11-16 10:00", clerk("transport"), fulfil(promise))
    assert "promise.fulfilled" not in world.types()
    confirm = said.ConfirmPromise(promise_id=promise)
    assert world.refused("2026-11-16 11:00", chief("transport"), confirm) == "wrong_role"
    world.must("2026-11-17 10:00", DEPUTY, confirm)
    assert world.types()[-1] == "promise.fulfilled"
    world.must("2026-11-18 10:00", DEPUTY, said.JudgePromise(promise_id=promise, kept=True))
    assert world.item(id).state == "answered"


def test_l23_after_a_month_without_the_platform_the_highest_rung_alone_is_said() -> None:
    world, id = assigned("complex_15_days", "2026-09-20 09:30")
    world.late_by = timedelta(days=45)
    world.advance(at("2026-11-07 12:00"))
    (wait,) = [one for one in world.item(id).waiting if one.what == "answer"]
    assert wait.called
    assert (wait.called.name, wait.called.at, wait.called.missed) == (
        "escalation",
        at("2026-11-04 09:00"),
        7,
    )
    assert world.types() == ["item.assigned", "item.escalated"]


def test_l25_a_redo_from_a_ballot_that_closed_at_midnight_counts_from_the_day_that_ended() -> None:
    world, id = answered()
    world.hears("2026-10-27 00:03", closed(a_ballot(world.item(id), closes="2026-10-27 00:00"), "redo"))
    item = world.item(id)
    assert f"{item.due_on}" == "2026-11-26"
    assert item.clock_started_at == at("2026-10-27 00:00")


def test_l17_a_no_to_a_small_matter_has_it_done_once_more_and_then_decided_by_the_office() -> None:
    world, item = small_matter("ordinary", "2026-09-10 09:00")
    id, chief_of_it = item.item_id, chief("construction")
    world.must("2026-09-10 10:00", clerk("construction"), said.AcknowledgeItem(item_id=id))
    for round, due in ((1, "2026-09-17"), (2, "2026-09-20")):
        assert f"{world.item(id).due_on}" == due
        answer = said.AnswerFastLane(item_id=id, result_class="A", text="已修好")
        world.must(f"2026-09-{11 + round} 09:00", chief_of_it, answer)
        no = CitizenRatingSnapshot(
            rating_id="RT1",
            submission_id="D9",
            item_id=id,
            round=round,
            given=round,
            satisfied=False,
            reason="还是不亮",
            at=at(f"2026-09-{11 + round} 10:00"),
        )
        world.hears(f"2026-09-{11 + round} 10:00", RatingGiven(rating=no))
    told = [one for one in world.types() if one != "item.reminded"]
    assert told[-4:] == ["item.reopened", "item.answered", "item.archived", "item.returned"]
    assert [one.reason for one in world.item(id).reopened] == ["还是不亮"] * 2


def test_l20_a_small_matter_that_is_declined_or_is_none_goes_back_to_the_office() -> None:
    world, item = small_matter("ordinary", "2026-09-10 09:00")
    id, back = item.item_id, said.ReturnItem(item_id=item.item_id, reason="要立项")
    world.must("2026-09-10 10:00", clerk("construction"), said.DeclineItem(item_id=id, reason=REASON))
    world.must("2026-09-10 11:00", OFFICE, back)
    assert (world.item(id).state, world.item(id).waiting) == ("returned", ())
    world, item = small_matter("ordinary", "2026-09-10 09:00")
    world.must("2026-09-10 10:00", chief("construction"), back)
    assert world.item(item.item_id).returned_reason == "要立项"
