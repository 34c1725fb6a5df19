"""A finding that became an item and a matter in the same moment: the office is told, and waited for."""

import pytest

from services.scheduling.domain.visit.duplicating import GOES_ITS_WAY, MatterFacts
from services.scheduling.domain.visit.table import VISIT_TABLE
from services.scheduling.domain.visit.visit import Visit
from shared.kernel.messages.base import Event
from shared.language.behaviour import Ignored
from shared.language.contracts.handling import ItemAssigned
from shared.language.contracts.intake import SubmissionReceived, SubmissionSnapshot, SubmissionWithdrawn
from tests.unit.chapters import Example
from tests.unit.scheduling.samples import OFFICE, item, situation, submission, take
from tests.unit.scheduling.visit.test_settling import recorded

EXAMPLES = (
    *(
        Example(event(submission=submission("D1", "received", "09-10 16:00")), OFFICE, ())
        for event in GOES_ITS_WAY
    ),
    Example(ItemAssigned(item=item("I1", "assigned")), OFFICE, (), MatterFacts()),
)
WHEN = "09-10 19:00"


def matter(visit: Visit, id: str = "D1") -> SubmissionSnapshot:
    of = {"visit_id": visit.visit_id, "finding_id": visit.found[1].finding_id}
    return submission(id, "received", "09-10 18:30").model_copy(update=of)


def assigned(visit: Visit) -> ItemAssigned:
    of = {"visit_id": visit.visit_id, "finding_id": visit.found[1].finding_id}
    return ItemAssigned(item=item("I1", "assigned").model_copy(update=of))


def heard(visit: Visit, event: Event, *, is_open: bool = True) -> Visit:
    return take(VISIT_TABLE, visit, event, situation(WHEN, OFFICE, MatterFacts(is_open)))


def awaited(visit: Visit) -> set[str]:
    return {one.what for one in visit.waiting}


def test_the_item_is_what_came_of_it_whichever_is_heard_first() -> None:
    visit = recorded()
    raised = SubmissionReceived(submission=matter(visit))
    for first, second in ((raised, assigned(visit)), (assigned(visit), raised)):
        finding = heard(heard(visit, first), second).found[1]
        assert (finding.settled, finding.item_id, finding.duplicate_id) == ("assigned", "I1", "D1")


@pytest.mark.parametrize("way", GOES_ITS_WAY)
def test_the_office_is_waited_for_until_the_matter_goes_its_way(way: type[Event]) -> None:
    visit = recorded()
    both = heard(heard(visit, assigned(visit)), SubmissionReceived(submission=matter(visit)))
    assert "withdraw_duplicate" in awaited(both)
    over = heard(both, way.model_validate({"submission": matter(visit)}))
    assert "withdraw_duplicate" not in awaited(over)
    assert over.found[1].duplicate_over_at


def test_a_matter_that_was_withdrawn_before_is_none_too_many() -> None:
    visit = recorded()
    raised = heard(visit, SubmissionReceived(submission=matter(visit)))
    told = situation(WHEN, OFFICE, MatterFacts(is_open=False))
    assert isinstance(VISIT_TABLE.decide(raised, assigned(visit), told), Ignored)


def test_the_way_of_the_one_matter_is_no_news_of_the_visit() -> None:
    visit = recorded()
    raised = heard(visit, SubmissionReceived(submission=matter(visit)))
    gone = SubmissionWithdrawn(submission=matter(visit))
    assert isinstance(VISIT_TABLE.decide(raised, gone, situation(WHEN, OFFICE)), Ignored)
