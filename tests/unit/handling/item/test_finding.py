"""A finding of a visit is assigned as an item."""

from datetime import date

import pytest

from services.handling.domain.item.finding import FindingFacts
from shared.language.contracts import handling as said
from shared.language.contracts.scheduling import Finding, VisitSnapshot
from tests.unit.chapters import Example
from tests.unit.handling.world import DEPUTY, OFFICE, HandlingWorld

NOW = "2026-09-14 09:00"
ASSIGN = said.AssignFinding(visit_id="V1", finding_id="F1", title="修复老码头照明", lead="construction")

VISIT = VisitSnapshot(
    visit_id="V1",
    state="done",
    place="东岙村老码头",
    day=date(2026, 9, 10),
    lead_id="deputy-01",
    participants=("deputy-02", "leader-2"),
    found=(
        Finding(finding_id="F1", text="码头照明坏了"),
        Finding(finding_id="F2", text="垃圾桶满了", settled="answered"),
    ),
)
"""A visit with two findings, one of them answered."""

EXAMPLES = (Example(ASSIGN, OFFICE, (), FindingFacts(VISIT, assigned=False)),)


def a_world() -> HandlingWorld:
    world = HandlingWorld()
    world.knows("visit", VISIT)
    return world


def test_the_office_assigns_it_and_the_deputies_who_were_there_are_of_it() -> None:
    world = a_world()
    item = world.snapshot_of(world.must(NOW, OFFICE, ASSIGN))
    assert (item.state, item.visit_id, item.finding_id, item.rule) == ("assigned", "V1", "F1", "three_months")
    assert item.deputies == ("deputy-01", "deputy-02")
    assert (item.submission_ids, item.topic_id) == ((), None)


def test_one_finding_makes_one_item() -> None:
    world = a_world()
    world.must(NOW, OFFICE, ASSIGN)
    assert world.refused(NOW, OFFICE, ASSIGN) == "finding_is_settled"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"finding_id": "F2"}, "finding_is_settled"),
        ({"finding_id": "F9"}, "unknown_finding"),
        ({"visit_id": "V9"}, "unknown_finding"),
        ({"lead": "navy"}, "unknown_department"),
        ({"rule": "never"}, "unknown_reply_rule"),
        ({"rule": "six_months", "wide_or_difficult": True}, "reply_rule_twice"),
    ],
)
def test_what_is_not_there_or_settled_is_not_assigned(changes: dict[str, object], code: str) -> None:
    assert a_world().refused(NOW, OFFICE, ASSIGN.model_copy(update=changes)) == code


def test_deputies_do_not_assign() -> None:
    assert a_world().refused(NOW, DEPUTY, ASSIGN) == "wrong_role"
