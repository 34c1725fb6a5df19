"""The office's slip at the assignment is put right, and is no hop."""

from datetime import date

import pytest

from services.handling.domain.item.correcting_assignments import CorrectingFacts
from shared.language.contracts import handling as said
from tests.support.world import at
from tests.unit.chapters import Example
from tests.unit.handling.examples import (
    ANSWER,
    ASSIGNED_AT,
    SOON,
    acknowledged,
    answered,
    assigned,
    contacted,
    declined,
    fast_lane,
    waited,
)
from tests.unit.handling.world import HEAD, OFFICE, clerk

NEXT_DAY = "2026-09-29 09:00"


def correction(id: str, **fields: object) -> said.CorrectAssignment:
    return said.CorrectAssignment.model_validate({"item_id": id, "reason": "选错了", **fields})


EXAMPLES = (
    Example(
        correction("I1", lead="water"),
        OFFICE,
        (
            "assigned",
            "redesignated",
            "acknowledged",
            "in_progress",
            "redo",
            "extension_requested",
            "answer_draft",
            "answered",
        ),
        facts=CorrectingFacts(),
    ),
)


def test_the_department_that_was_meant_has_it_without_a_hop_and_the_clock_runs_on() -> None:
    world, id = acknowledged()
    due_at = world.item(id).due_at
    world.must(NEXT_DAY, OFFICE, correction(id, lead="water"))
    item = world.item(id)
    assert (item.state, item.lead, item.hops, item.declines) == ("assigned", "water", 0, ())
    assert (item.clock_started_at, item.due_at) == (ASSIGNED_AT, due_at)
    assert (item.designated_at, item.acknowledged_at) == (at(NEXT_DAY), None)
    (before,) = item.assignment_corrections
    assert (before.lead, before.because, before.by) == ("transport", "选错了", "office-1")
    world.must("2026-10-08 10:00", clerk("water"), said.DeclineItem(item_id=id, reason="不属本部门"))


def test_the_contacts_of_the_wrong_department_are_not_those_of_the_right_one() -> None:
    world, id = acknowledged()
    contacted(world, id)
    world.must(NEXT_DAY, OFFICE, correction(id, lead="water", co_handlers=()))
    world.must(NEXT_DAY, clerk("water"), said.AcknowledgeItem(item_id=id))
    draft = said.DraftAnswer.model_validate({"item_id": id, **ANSWER})
    assert world.refused(NEXT_DAY, clerk("water"), draft) == "contacts_missing"


def test_co_handlers_stay_unless_others_are_named() -> None:
    world, id = acknowledged()
    world.must(NEXT_DAY, OFFICE, correction(id, lead="construction"))
    assert world.item(id).co_handlers == ()
    world.must(NEXT_DAY, OFFICE, correction(id, co_handlers=("water",), corrections_seen=1))
    item = world.item(id)
    assert (item.lead, item.co_handlers, item.state) == ("construction", ("water",), "assigned")


def test_the_matters_that_it_answers_are_those_that_were_meant() -> None:
    world, id = acknowledged()
    assert world.refused(NEXT_DAY, OFFICE, correction(id, submission_ids=("D9",))) == "unknown_submission"
    world.must(NEXT_DAY, OFFICE, correction(id, submission_ids=("D2", "D3")))
    assert world.item(id).submission_ids == ("D2", "D3")
    assert world.item(id).state == "acknowledged"


def test_another_rule_counts_from_the_first_assignment() -> None:
    world, id = acknowledged()
    world.must(NEXT_DAY, OFFICE, correction(id, rule="complex_15_days"))
    item = world.item(id)
    assert (item.due_on, item.assignment_corrections[-1].due_on) == (date(2026, 10, 9), date(2026, 12, 24))
    assert waited(item)["answer"] == "10-09"


def test_hours_hold_to_the_hour_on_the_day_of_the_assignment_and_say_so() -> None:
    world, id = assigned()
    world.must("2026-09-24 15:00", OFFICE, correction(id, rule="danger_2_hours"))
    item = world.item(id)
    assert (item.due_at, "16:00" in item.due_why.zh) == (at("2026-09-24 16:00"), True)


def test_hours_that_are_over_by_the_correction_leave_the_rest_of_the_day_and_say_when_they_ended() -> None:
    world, id = assigned()
    world.must("2026-09-24 17:00", OFFICE, correction(id, rule="danger_2_hours"))
    item = world.item(id)
    assert (item.due_at, "2026-09-24 16:00" in item.due_why.zh) == (at("2026-09-25 00:00"), True)


def test_of_two_who_correct_at_once_the_second_learns_of_the_first() -> None:
    world, id = assigned()
    world.must(NEXT_DAY, OFFICE, correction(id, lead="water"))
    late = correction(id, lead="economy")
    assert world.refused(NEXT_DAY, OFFICE, late) == "corrected_meanwhile"
    world.must(NEXT_DAY, OFFICE, late.model_copy(update={"corrections_seen": 1}))
    assert world.item(id).lead == "economy"


def test_after_the_answer_it_is_said_what_to_do_instead() -> None:
    world, id = answered()
    command = correction(id, lead="water")
    assert world.refused("2026-10-13 09:00", OFFICE, command) == "answer_is_published"


def test_a_small_matter_goes_back_and_down_again() -> None:
    world, id = fast_lane()
    assert world.refused("2026-09-11 09:00", OFFICE, correction(id, lead="water")) == "small_matter_goes_back"


def test_what_the_head_has_named_the_office_does_not_correct() -> None:
    world, id = declined()
    world.must("2026-09-30 09:30", OFFICE, said.ConsentDecline(item_id=id))
    world.must("2026-09-30 09:40", HEAD, said.RedesignateItem(item_id=id, lead="water"))
    assert world.refused("2026-09-30 10:00", OFFICE, correction(id, lead="economy")) == "head_has_designated"
    world.must("2026-09-30 10:00", OFFICE, correction(id, submission_ids=("D2",)))


def test_what_the_lead_has_on_the_desk_is_decided_first() -> None:
    world, id = acknowledged("complex_15_days")
    asked = said.RequestExtension(item_id=id, until=date(2026, 10, 30), reason="缺料")
    world.must(SOON, clerk("transport"), asked)
    assert world.refused(NEXT_DAY, OFFICE, correction(id, lead="water")) == "lead_is_answering"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"lead": "castle"}, "unknown_department"),
        ({"co_handlers": ("castle",)}, "unknown_department"),
        ({"co_handlers": ("transport",)}, "lead_is_co_handler"),
        ({"rule": "someday"}, "unknown_reply_rule"),
        ({"lead": "transport"}, "nothing_changes"),
        ({}, "nothing_changes"),
    ],
)
def test_what_is_named_exists_and_is_another(fields: dict[str, object], code: str) -> None:
    world, id = assigned()
    assert world.refused(NEXT_DAY, OFFICE, correction(id, **fields)) == code
