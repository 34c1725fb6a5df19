"""Who plans a visit, about what, and for when."""

from services.scheduling.domain.visit.planning import VisitFacts
from services.scheduling.domain.visit.table import VISIT_TABLE
from shared.language.contracts import scheduling as s
from tests.unit.scheduling.samples import (
    OFFICE,
    day,
    deputy,
    refused,
    situation,
    take,
)

KNOWN = VisitFacts(subject_known=True)


def test_a_visit_is_about_one_topic_or_one_item_or_to_a_place() -> None:
    now = situation("09-09 14:00", OFFICE, VisitFacts(subject_known=False))
    both = s.PlanVisit(day=day("09-10"), topic_id="T4", item_id="I4")
    neither = s.PlanVisit(day=day("09-10"))

    assert refused(VISIT_TABLE, None, both, now) == "topic_or_item"
    assert refused(VISIT_TABLE, None, neither, now) == "visit_without_place"
    for to in ({"village": "V01"}, {"place": "东岙村老码头"}):
        planned = take(VISIT_TABLE, None, neither.model_copy(update=to), now)
        assert (planned.state, planned.topic_id) == ("planned", None)


def test_its_topic_or_item_must_be_known() -> None:
    message = s.PlanVisit(item_id="I99", day=day("09-10"))

    assert (
        refused(VISIT_TABLE, None, message, situation("09-09 14:00", OFFICE, VisitFacts(subject_known=False)))
        == "unknown_thing"
    )


def test_who_keeps_out_of_its_topic_neither_plans_nor_records_it() -> None:
    plan = s.PlanVisit(topic_id="T4", day=day("09-10"))
    record = s.RecordVisit(topic_id="T4", day=day("09-10"), findings="路灯不亮", participants=("deputy-01",))
    facts = VisitFacts(subject_known=True, recused=frozenset({"deputy-05"}))
    for message in (plan, record):
        now = situation("09-10 14:00", deputy("05"), facts)
        assert refused(VISIT_TABLE, None, message, now) == "actor_is_recused"
        take(VISIT_TABLE, None, message, situation("09-10 14:00", deputy("01"), facts))


def test_it_is_planned_for_today_or_later() -> None:
    message = s.PlanVisit(topic_id="T4", day=day("09-10"))

    assert refused(VISIT_TABLE, None, message, situation("09-11 00:01", OFFICE, KNOWN)) == "day_in_the_past"
    assert take(VISIT_TABLE, None, message, situation("09-11 00:00", OFFICE, KNOWN)).state == "planned"
    assert take(VISIT_TABLE, None, message, situation("09-10 23:59", OFFICE, KNOWN)).state == "planned"
