"""Reports of progress."""

from datetime import date

from shared.language.contracts import handling as said
from tests.unit.handling.examples import (
    SOON,
    acknowledged,
    assigned,
)
from tests.unit.handling.world import clerk


def test_the_first_report_means_work_has_begun() -> None:
    world, id = acknowledged()
    world.must(SOON, clerk("transport"), said.ReportProgress(item_id=id, text="已进场"))
    item = world.item(id)
    assert (item.state, [entry.text for entry in item.progress]) == ("in_progress", ["已进场"])


def test_only_the_lead_reports_progress_and_not_before_the_item_is_taken_up() -> None:
    world, id = assigned()
    command = said.ReportProgress(item_id=id, text="已进场")
    assert world.refused(SOON, clerk("transport"), command) == "wrong_state"
    world.must(SOON, clerk("transport"), said.AcknowledgeItem(item_id=id))
    assert world.refused(SOON, clerk("construction"), command) == "not_your_department"


def test_a_report_while_more_time_is_asked_for_leaves_the_question_open() -> None:
    world, id = acknowledged("complex_15_days")
    request = said.RequestExtension(item_id=id, until=date(2026, 10, 30), reason="缺料")
    world.must(SOON, clerk("transport"), request)
    world.must(SOON, clerk("transport"), said.ReportProgress(item_id=id, text="已订料"))
    assert world.item(id).state == "extension_requested"
