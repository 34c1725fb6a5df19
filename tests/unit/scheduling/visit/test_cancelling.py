"""A visit is called off."""

from services.scheduling.domain.visit.table import VISIT_TABLE
from shared.language.contracts import scheduling as s
from tests.unit.scheduling.samples import (
    OFFICE,
    VISIT,
    deputy,
    refused,
    situation,
    take,
)

CANCEL = s.CancelVisit(visit_id="V9", reason="台风")


def test_who_leads_it_or_the_office_cancels_it() -> None:
    now = "09-10 15:30"

    assert refused(VISIT_TABLE, VISIT, CANCEL, situation(now, deputy("02"))) == "not_the_visit_lead"
    for actor in (deputy("01"), OFFICE):
        assert take(VISIT_TABLE, VISIT, CANCEL, situation(now, actor)).state == "cancelled"


def test_the_reason_for_cancelling_stays_visible() -> None:
    cancelled = take(
        VISIT_TABLE, VISIT, s.CancelVisit(visit_id="V9", reason="台风"), situation("09-09 09:00", OFFICE)
    )

    assert (cancelled.state, cancelled.cancelled_reason) == ("cancelled", "台风")
