"""Assigning (交办): an outcome becomes an item, and its clock starts."""

from datetime import date

import pytest

from services.handling.domain.item.assigning import deputies_of
from shared.language.contracts.handling import AssignItem, ItemAssigned
from shared.language.contracts.intake import Recusal, TopicSnapshot
from shared.language.contracts.scheduling import Outcome
from tests.support.world import LAW, at
from tests.unit.handling.examples import (
    ASSIGN,
    ASSIGNED_AT,
    a_world,
    assigned,
)
from tests.unit.handling.world import OFFICE, HandlingWorld, meeting, submission


def topic(*submission_ids: str) -> TopicSnapshot:
    return TopicSnapshot(
        topic_id="T1",
        state="discussed",
        title="议题",
        text="",
        origin="deputy",
        lead_id="deputy-01",
        submission_ids=submission_ids,
        created_at=at("2026-09-01 09:00"),
    )


def test_an_item_takes_title_topic_and_meeting_from_the_outcome() -> None:
    world, id = assigned()
    item = world.item(id)
    assert (item.title, item.topic_id, item.meeting_id, item.outcome_id) == ("事项1", "T1", "M1", "O1")


def test_the_due_date_follows_from_the_rule_and_says_why() -> None:
    world, id = assigned("complex_15_days", "2026-09-20 09:30")
    item = world.item(id)
    assert item.due_on == date(2026, 10, 8)
    assert "国庆节" in item.due_why.zh
    assert "National Day" in item.due_why.en


def test_an_outcome_is_assigned_once() -> None:
    world, _ = assigned()
    assert world.refused(ASSIGNED_AT, OFFICE, ASSIGN) == "outcome_already_assigned"


def test_two_outcomes_of_one_meeting_make_two_items() -> None:
    world, id = assigned()
    event = world.must(ASSIGNED_AT, OFFICE, ASSIGN.model_copy(update={"outcome_id": "O2"}))
    assert isinstance(event, ItemAssigned)
    assert event.item.item_id != id
    assert event.item.title == "事项2"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"outcome_id": "O9"}, "outcome_not_published"),
        ({"lead": "castle"}, "unknown_department"),
        ({"co_handlers": ("water", "castle")}, "unknown_department"),
        ({"co_handlers": ("transport",)}, "lead_is_co_handler"),
        ({"rule": "some_day"}, "unknown_reply_rule"),
        ({"submission_ids": ("D1", "D99")}, "unknown_submission"),
    ],
)
def test_an_assignment_names_only_what_exists(changes: dict[str, object], code: str) -> None:
    command = AssignItem.model_validate({**ASSIGN.model_dump(), **changes})
    assert a_world().refused(ASSIGNED_AT, OFFICE, command) == code


def test_who_names_no_reply_rule_learns_the_codes_the_nearest_first() -> None:
    command = AssignItem.model_validate({**ASSIGN.model_dump(), "rule": "3-months"})
    refusal = a_world().refusal(ASSIGNED_AT, OFFICE, command)
    assert refusal.one_of[0] in ("three_months", "six_months")
    assert set(refusal.one_of) == set(LAW.at(ASSIGNED_AT).rules.reply)


def test_an_outcome_of_minutes_that_are_not_published_is_not_assigned() -> None:
    world = HandlingWorld()
    world.knows("meeting", meeting([Outcome(outcome_id="O1", title="事项")], "minutes_draft"))
    assert world.refused(ASSIGNED_AT, OFFICE, ASSIGN) == "outcome_not_published"


@pytest.mark.parametrize(
    ("said", "rule", "due_on"),
    [
        ({}, "three_months", date(2026, 12, 24)),
        ({"wide_or_difficult": True}, "six_months", date(2027, 3, 24)),
        ({"rule": "ordinary_7_days"}, "ordinary_7_days", date(2026, 10, 8)),
    ],
)
def test_without_a_rule_the_usual_time_runs_or_that_for_wide_or_difficult_matters(
    said: dict[str, object], rule: str, due_on: date
) -> None:
    command = AssignItem.model_validate({**ASSIGN.model_dump(exclude={"rule"}), **said})
    world = a_world()
    item = world.snapshot_of(world.must(ASSIGNED_AT, OFFICE, command))
    assert (item.rule, item.due_on) == (rule, due_on)


def test_a_rule_and_the_flag_are_not_said_together() -> None:
    command = ASSIGN.model_copy(update={"wide_or_difficult": True})
    assert a_world().refused(ASSIGNED_AT, OFFICE, command) == "reply_rule_twice"


@pytest.mark.parametrize(
    ("classes", "command", "urgency", "rule"),
    [
        (("ordinary", "danger"), {}, "danger", "danger_2_hours"),
        (("ordinary", "utility"), {}, "utility", "utility_24_hours"),
        (("complex", "ordinary"), {}, "ordinary", "three_months"),
        (("danger",), {"rule": "complex_15_days"}, "danger", "complex_15_days"),
        (("danger",), {"wide_or_difficult": True}, "danger", "six_months"),
        ((None, "of_another_house"), {}, None, "three_months"),
    ],
)
def test_an_item_carries_the_most_urgent_class_and_what_has_hours_keeps_them(
    classes: tuple[str | None, ...], command: dict[str, object], urgency: str | None, rule: str
) -> None:
    """L03: nothing is lost between the services."""
    world = a_world()
    named = [submission(f"U{n}", urgency=one) for n, one in enumerate(classes)]
    world.knows("submission", *named)
    ids = tuple(one.submission_id for one in named)
    assign = AssignItem.model_validate(
        {**ASSIGN.model_dump(exclude={"rule"}), "submission_ids": ids, **command}
    )
    item = world.snapshot_of(world.must(ASSIGNED_AT, OFFICE, assign))
    assert (item.urgency, item.rule) == (urgency, rule)


def test_an_item_of_a_topic_takes_all_its_matters_unless_some_are_named() -> None:
    """L02, L03: links that the platform knows are not asked of a person, and no class is lost with them."""
    world = a_world()
    world.knows("submission", submission("U1", urgency="danger"), submission("U2"))
    world.knows("topic", topic("U1", "U2"))
    nobody = AssignItem.model_validate({**ASSIGN.model_dump(exclude={"rule"}), "submission_ids": ()})
    item = world.snapshot_of(world.must(ASSIGNED_AT, OFFICE, nobody))
    assert (item.submission_ids, item.urgency, item.rule) == (("U1", "U2"), "danger", "danger_2_hours")
    one = nobody.model_copy(update={"outcome_id": "O2", "submission_ids": ("U2",)})
    assert world.snapshot_of(world.must(ASSIGNED_AT, OFFICE, one)).submission_ids == ("U2",)


def test_the_last_outcome_of_a_topic_leaves_no_raiser_out() -> None:
    """Several outcomes share a topic's matters; whoever raised one has an item, or is the office's again."""
    world = a_world()
    of_topic = (submission(f"U{n}").model_copy(update={"topic_id": "T1"}) for n in (1, 2, 3))
    elsewhere = submission("U9").model_copy(update={"topic_id": "T9"})
    world.knows("submission", *of_topic, elsewhere)
    world.knows("topic", topic("U1", "U2", "U3"))
    share = ASSIGN.model_copy(update={"submission_ids": ("U1", "U9")})
    assert world.refused(ASSIGNED_AT, OFFICE, share) == "submission_not_in_topic"
    world.must(ASSIGNED_AT, OFFICE, ASSIGN.model_copy(update={"submission_ids": ("U1",)}))
    rest = ASSIGN.model_copy(update={"outcome_id": "O2", "submission_ids": ("U2",)})
    assert world.refused(ASSIGNED_AT, OFFICE, rest) == "raisers_left_out"
    world.must(ASSIGNED_AT, OFFICE, rest.model_copy(update={"submission_ids": ("U2", "U3")}))


@pytest.mark.parametrize("state", ["received", "rejected", "forwarded", "withdrawn", "split"])
def test_no_item_deals_with_a_matter_that_nobody_has_taken_on_any_more(state: str) -> None:
    """L02: whoever raised it could not be answered there."""
    world = a_world()
    world.knows("submission", submission("D1").model_copy(update={"state": state}), submission("D2"))
    both = ASSIGN.model_copy(update={"submission_ids": ("D1", "D2")})
    refusal = world.refusal(ASSIGNED_AT, OFFICE, both)
    assert (refusal.code, refusal.one_of) == ("submission_not_free", ("D2",))


def test_who_keeps_out_of_a_topic_is_none_of_its_items_deputies() -> None:
    recusal = Recusal(deputy_id="deputy-01", recorded_by="office-1", at=ASSIGNED_AT)
    of = topic("U1").model_copy(update={"confirmed_by": ("deputy-06",), "recusals": (recusal,)})
    assert of.lead_id == "deputy-01"
    assert deputies_of(of) == ("deputy-06",)
