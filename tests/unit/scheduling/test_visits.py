"""Visits: those of the demo story, and who may do what."""

import pytest

from services.scheduling.domain.visit_table import VISIT_TABLE
from shared.contracts import scheduling as s
from shared.contracts.base import Command
from tests.unit.scheduling.samples import OFFICE, VISIT, at, day, deputy, refused, situation, take

COMPLETE = s.CompleteVisit(visit_id="V9", findings="闸板锈穿", participants=("deputy-01", "leader-2"), photos=4)


@pytest.mark.parametrize(
    ("planned", "lead", "topic", "on", "completed", "photos"),
    [
        ("09-09 14:00", "01", "T4", "09-10", "09-10 15:30", 4),
        ("09-16 09:00", "07", "T5", "09-17", "09-17 15:00", 6),
    ],
    ids=["V-1", "V-2"],
)
def test_a_visit_of_the_story_is_planned_by_a_deputy_and_done_on_its_day(
    planned: str, lead: str, topic: str, on: str, completed: str, photos: int
) -> None:
    visit = take(
        VISIT_TABLE,
        None,
        s.PlanVisit(topic_id=topic, day=day(on), checklist=("看水泵",)),
        situation(planned, deputy(lead), True, "V"),
    )
    assert (visit.state, visit.lead_id, visit.topic_id, visit.day) == ("planned", f"deputy-{lead}", topic, day(on))

    found = s.CompleteVisit(
        visit_id="V", findings="2号泵电机烧毁", participants=(f"deputy-{lead}", "leader-2"), photos=photos
    )
    done = take(VISIT_TABLE, visit, found, situation(completed, deputy(lead)))

    assert (done.state, done.findings, done.photos) == ("done", "2号泵电机烧毁", photos)
    assert done.participants == (f"deputy-{lead}", "leader-2")
    assert done.done_at == at(completed)


@pytest.mark.parametrize("subject", [{}, {"topic_id": "T4", "item_id": "I4"}], ids=["neither", "both"])
def test_a_visit_is_about_one_topic_or_one_item(subject: dict[str, str]) -> None:
    message = s.PlanVisit(day=day("09-10"), topic_id=subject.get("topic_id"), item_id=subject.get("item_id"))

    assert refused(VISIT_TABLE, None, message, situation("09-09 14:00", OFFICE, True)) == "topic_or_item"


def test_its_topic_or_item_must_be_known() -> None:
    message = s.PlanVisit(item_id="I99", day=day("09-10"))

    assert refused(VISIT_TABLE, None, message, situation("09-09 14:00", OFFICE, False)) == "unknown_thing"


def test_it_is_planned_for_today_or_later() -> None:
    message = s.PlanVisit(topic_id="T4", day=day("09-10"))

    assert refused(VISIT_TABLE, None, message, situation("09-11 00:00", OFFICE, True)) == "day_in_the_past"
    assert take(VISIT_TABLE, None, message, situation("09-10 23:59", OFFICE, True)).state == "planned"


def test_nobody_reports_before_the_day() -> None:
    assert refused(VISIT_TABLE, VISIT, COMPLETE, situation("09-09 23:59", deputy("01"))) == "visit_before_its_day"


@pytest.mark.parametrize("message", [COMPLETE, s.CancelVisit(visit_id="V9", reason="台风")], ids=lambda m: m.type)
def test_who_leads_it_or_the_office_reports_or_cancels_it(message: Command) -> None:
    now = "09-10 15:30"

    assert refused(VISIT_TABLE, VISIT, message, situation(now, deputy("02"))) == "not_the_visit_lead"
    for actor in (deputy("01"), OFFICE):
        assert take(VISIT_TABLE, VISIT, message, situation(now, actor)).state in ("done", "cancelled")


def test_who_took_part_twice_took_part_once() -> None:
    message = COMPLETE.model_copy(update={"participants": ("deputy-01", "deputy-01")})

    assert take(VISIT_TABLE, VISIT, message, situation("09-10 15:30", OFFICE)).participants == ("deputy-01",)


def test_the_reason_for_cancelling_stays_visible() -> None:
    cancelled = take(VISIT_TABLE, VISIT, s.CancelVisit(visit_id="V9", reason="台风"), situation("09-09 09:00", OFFICE))

    assert (cancelled.state, cancelled.cancelled_reason) == ("cancelled", "台风")
