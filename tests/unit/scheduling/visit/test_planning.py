"""Who plans a visit, about what, and for when."""

import pytest

from services.scheduling.domain.visit.planning import VisitFacts
from services.scheduling.domain.visit.table import VISIT_TABLE
from shared.language.contracts import scheduling as s
from tests.unit.scheduling.samples import (
    OFFICE,
    day,
    refused,
    situation,
    take,
)

KNOWN = VisitFacts(subject_known=True)


@pytest.mark.parametrize("subject", [{}, {"topic_id": "T4", "item_id": "I4"}], ids=["neither", "both"])
def test_a_visit_is_about_one_topic_or_one_item(subject: dict[str, str]) -> None:
    message = s.PlanVisit(day=day("09-10"), topic_id=subject.get("topic_id"), item_id=subject.get("item_id"))

    assert refused(VISIT_TABLE, None, message, situation("09-09 14:00", OFFICE, KNOWN)) == "topic_or_item"


def test_its_topic_or_item_must_be_known() -> None:
    message = s.PlanVisit(item_id="I99", day=day("09-10"))

    assert (
        refused(VISIT_TABLE, None, message, situation("09-09 14:00", OFFICE, VisitFacts(subject_known=False)))
        == "unknown_thing"
    )


def test_it_is_planned_for_today_or_later() -> None:
    message = s.PlanVisit(topic_id="T4", day=day("09-10"))

    assert refused(VISIT_TABLE, None, message, situation("09-11 00:01", OFFICE, KNOWN)) == "day_in_the_past"
    assert take(VISIT_TABLE, None, message, situation("09-11 00:00", OFFICE, KNOWN)).state == "planned"
    assert take(VISIT_TABLE, None, message, situation("09-10 23:59", OFFICE, KNOWN)).state == "planned"
