"""Who reports on a visit, when, and what is kept of it."""

import pytest

from services.scheduling.domain.visit.planning import VisitFacts
from services.scheduling.domain.visit.table import VISIT_TABLE
from shared.language.contracts import scheduling as s
from tests.unit.scheduling.samples import (
    OFFICE,
    VISIT,
    at,
    day,
    deputy,
    refused,
    situation,
    take,
)

COMPLETE = s.CompleteVisit(
    visit_id="V9", findings="闸板锈穿", participants=("deputy-01", "leader-2"), photos=4
)


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
        situation(planned, deputy(lead), VisitFacts(subject_known=True), "V"),
    )
    assert (visit.state, visit.lead_id, visit.topic_id, visit.day) == (
        "planned",
        f"deputy-{lead}",
        topic,
        day(on),
    )

    found = s.CompleteVisit(
        visit_id="V", findings="2号泵电机烧毁", participants=(f"deputy-{lead}", "leader-2"), photos=photos
    )
    done = take(VISIT_TABLE, visit, found, situation(completed, deputy(lead)))

    assert (done.state, done.findings, done.photos) == ("done", "2号泵电机烧毁", photos)
    assert done.participants == (f"deputy-{lead}", "leader-2")
    assert done.done_at == at(completed)


def test_nobody_reports_before_the_day() -> None:
    assert (
        refused(VISIT_TABLE, VISIT, COMPLETE, situation("09-09 23:59", deputy("01")))
        == "visit_before_its_day"
    )


def test_who_leads_it_or_the_office_reports_on_it() -> None:
    now = "09-10 15:30"

    assert refused(VISIT_TABLE, VISIT, COMPLETE, situation(now, deputy("02"))) == "not_the_visit_lead"
    for actor in (deputy("01"), OFFICE):
        assert take(VISIT_TABLE, VISIT, COMPLETE, situation(now, actor)).state == "done"


def test_who_took_part_twice_took_part_once() -> None:
    message = COMPLETE.model_copy(update={"participants": ("deputy-01", "deputy-01")})

    assert take(VISIT_TABLE, VISIT, message, situation("09-10 15:30", OFFICE)).participants == ("deputy-01",)


def test_only_people_of_the_township_took_part() -> None:
    message = COMPLETE.model_copy(update={"participants": ("deputy-01", "nobody-77")})

    assert refused(VISIT_TABLE, VISIT, message, situation("09-10 15:30", OFFICE)) == "unknown_people"
