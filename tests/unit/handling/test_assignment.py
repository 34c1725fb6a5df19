"""Assigning (交办), taking up, declining and handing on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.calendar import end_of_day
from shared.contracts import handling as said
from shared.contracts.handling import AssignItem, ItemAssigned, RedesignateItem
from shared.contracts.intake import SubmissionFastLaned
from shared.contracts.scheduling import Outcome
from tests.unit.handling.examples import (
    ASSIGN,
    ASSIGNED_AT,
    REASON,
    a_world,
    acknowledged,
    assigned,
    fast_lane,
)
from tests.unit.handling.world import HEAD, OFFICE, World, chief, clerk, meeting, submission


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


def test_an_outcome_of_minutes_that_are_not_published_is_not_assigned() -> None:
    world = World(known={"meeting": [meeting([Outcome(outcome_id="O1", title="事项")], "minutes_draft")]})
    assert world.refused(ASSIGNED_AT, OFFICE, ASSIGN) == "outcome_not_published"


def test_a_small_matter_gets_one_item_however_often_it_is_told() -> None:
    world, id = fast_lane()
    event = SubmissionFastLaned(submission=submission("D3", "fast_lane", "construction"))
    assert world.hears("2026-09-12 09:00", event) == "the submission has its item"
    assert world.item(id).state == "acknowledged"


def test_only_the_lead_department_takes_an_item_up() -> None:
    world, id = assigned()
    command = said.AcknowledgeItem(item_id=id)
    assert world.refused(ASSIGNED_AT, clerk("construction"), command) == "not_your_department"
    world.must(ASSIGNED_AT, chief("transport"), command)
    assert world.item(id).acknowledged_at == ASSIGNED_AT


def test_an_item_nobody_knows_is_refused() -> None:
    for command in (said.AcknowledgeItem(item_id="x"), said.PublishAnswer(item_id="x")):
        assert a_world().refused(ASSIGNED_AT, OFFICE, command) == "unknown_thing"


def declined(when: str = "2026-09-29 09:30") -> tuple[World, str]:
    world, id = assigned()
    world.must(when, clerk("transport"), said.DeclineItem(item_id=id, reason=REASON))
    return world, id


def handed_on(world: World, id: str, lead: str, when: str = "2026-09-30 09:40") -> None:
    world.must(when, OFFICE, said.ConsentDecline(item_id=id))
    who = HEAD if world.item(id).hops >= world.rules.refusal.head_designates_at_hop else OFFICE
    world.must(when, who, RedesignateItem(item_id=id, lead=lead))


def test_it_can_be_declined_until_the_end_of_the_seventh_working_day() -> None:
    world, _ = declined("2026-10-12 23:59")
    assert "item.declined" in world.kinds_of_events()
    world, id = assigned()
    late = said.DeclineItem(item_id=id, reason=REASON)
    assert world.refused("2026-10-13 00:01", clerk("transport"), late) == "decline_too_late"


def test_an_item_taken_up_is_not_declined_any_more() -> None:
    world, id = acknowledged()
    command = said.DeclineItem(item_id=id, reason=REASON)
    assert world.refused("2026-09-29 09:00", clerk("transport"), command) == "wrong_state"


def test_nobody_is_named_before_the_office_consents() -> None:
    world, id = declined()
    command = RedesignateItem(item_id=id, lead="water")
    assert world.refused("2026-09-29 10:00", OFFICE, command) == "decline_not_consented"


def test_consent_is_given_once_and_is_a_hop() -> None:
    world, id = declined()
    world.must("2026-09-30 09:30", OFFICE, said.ConsentDecline(item_id=id))
    assert world.item(id).hops == 1
    for command in (said.ConsentDecline(item_id=id), said.RejectDecline(item_id=id, reason="属你")):
        assert world.refused("2026-09-30 09:31", OFFICE, command) == "decline_already_consented"


def test_a_rejected_refusal_gives_the_item_back_with_its_due_date_and_no_hop() -> None:
    world, id = declined()
    due_on = world.item(id).due_on
    world.must("2026-09-30 09:30", OFFICE, said.RejectDecline(item_id=id, reason="管养范围内"))
    item = world.item(id)
    assert (item.state, item.hops, item.due_on) == ("assigned", 0, due_on)
    assert item.declines[0].rejected_reason == "管养范围内"


def test_redesignation_starts_the_clock_of_the_same_rule_anew() -> None:
    world, id = declined()
    handed_on(world, id, "water")
    item = world.item(id)
    assert (item.state, item.lead, item.due_on) == ("redesignated", "water", date(2026, 12, 30))
    assert item.assigned_at == ASSIGNED_AT
    assert item.clock_started_at > ASSIGNED_AT
    reminders = [t.at for key, t in world.timers.items() if key.endswith(":reminder:0")]
    assert reminders == [end_of_day(date(2026, 12, 30)) - timedelta(hours=15)]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ({"lead": "transport"}, "same_department"),
        ({"lead": "castle"}, "unknown_department"),
        ({"lead": "water", "co_handlers": ("water",)}, "lead_is_co_handler"),
    ],
)
def test_it_is_handed_on_to_another_department_that_exists(command: dict[str, object], code: str) -> None:
    world, id = declined()
    world.must("2026-09-30 09:30", OFFICE, said.ConsentDecline(item_id=id))
    named = RedesignateItem.model_validate({"item_id": id, **command})
    assert world.refused("2026-09-30 09:40", OFFICE, named) == code


def test_from_the_third_refusal_on_only_the_head_designates() -> None:
    world, id = declined()
    handed_on(world, id, "water")
    for lead, following in (("water", "economy"), ("economy", "social")):
        world.must("2026-09-30 10:00", clerk(lead), said.DeclineItem(item_id=id, reason=REASON))
        world.must("2026-09-30 10:00", OFFICE, said.ConsentDecline(item_id=id))
        command = RedesignateItem(item_id=id, lead=following)
        if world.item(id).hops == 3:
            assert world.refused("2026-09-30 10:00", OFFICE, command) == "only_head_designates"
            world.must("2026-09-30 10:00", HEAD, command)
        else:
            world.must("2026-09-30 10:00", OFFICE, command)
    assert (world.item(id).hops, world.item(id).redesignations, world.item(id).lead) == (3, 3, "social")


@given(minutes=st.integers(min_value=0, max_value=60 * 24 * 40))
def test_declining_is_possible_exactly_up_to_the_last_day_that_the_refusal_names(minutes: int) -> None:
    world, id = assigned()
    when = ASSIGNED_AT + timedelta(minutes=minutes)
    refusal = world.do(when, clerk("transport"), said.DeclineItem(item_id=id, reason=REASON))
    assert (refusal is None) == (when <= end_of_day(date(2026, 10, 12)))
