"""Each finding of a visit is settled, and the office is waited for until it is."""

from datetime import date

import pytest

from services.scheduling.domain.visit.finding import to_settle
from services.scheduling.domain.visit.planning import VisitFacts
from services.scheduling.domain.visit.table import VISIT_TABLE
from services.scheduling.domain.visit.visit import Visit
from shared.kernel.messages.envelope import Actor
from shared.language.behaviour import Ignored
from shared.language.contracts import scheduling as s
from shared.language.contracts.handling import ItemAssigned
from shared.language.contracts.intake import SubmissionReceived
from tests.unit.chapters import Example
from tests.unit.scheduling.samples import (
    HEAD,
    OFFICE,
    day,
    deputy,
    item,
    refused,
    situation,
    submission,
    take,
)

FOUND = (
    s.FoundThere(text="垃圾桶满了没人收", answer="当天已清运", answered_by="leader-2"),
    s.FoundThere(text="码头照明坏了"),
    s.FoundThere(text="水管锈穿"),
)
RECORD = s.RecordVisit(
    place="东岙村老码头", day=day("09-10"), findings="走访东岙村", participants=("deputy-01",), found=FOUND
)
EXAMPLES = (
    Example(RECORD, OFFICE, (), VisitFacts(subject_known=False)),
    Example(s.AnswerFinding(visit_id="V9", finding_id="F1", text="已说明"), OFFICE, ("done",)),
    Example(s.SetAsideFinding(visit_id="V9", finding_id="F1", reason="与乡无关"), OFFICE, ("done",)),
    Example(SubmissionReceived(submission=submission("D1", "received", "09-10 16:00")), OFFICE, ()),
)


def recorded(found: tuple[s.FoundThere, ...] = FOUND, by: Actor | None = None) -> Visit:
    message = RECORD.model_copy(update={"found": found})
    return take(
        VISIT_TABLE, None, message, situation("09-10 18:00", by or deputy("01"), VisitFacts(False), "V9")
    )


def test_what_was_answered_on_the_spot_is_settled_and_the_rest_waits_on_the_office() -> None:
    visit = recorded()
    first, *others = visit.found
    assert (first.settled, first.said, first.by) == ("answered", "当天已清运", "leader-2")
    assert to_settle(visit) == [one.finding_id for one in others]
    (wait,) = visit.waiting
    assert (wait.what, wait.role) == ("settle_findings", "office")


def test_a_visit_on_which_nothing_is_left_waits_for_nobody() -> None:
    assert recorded(FOUND[:1]).waiting == ()
    assert recorded(()).waiting == ()


def test_a_finding_is_answered_afterwards_by_who_led_the_visit_or_set_aside_by_the_office() -> None:
    visit = recorded()
    second, third = to_settle(visit)
    answer = s.AnswerFinding(visit_id="V9", finding_id=second, text="明日换灯")
    now = "09-11 09:00"
    assert refused(VISIT_TABLE, visit, answer, situation(now, deputy("02"))) == "not_the_visit_lead"
    visit = take(VISIT_TABLE, visit, answer, situation(now, deputy("01")))
    assert refused(VISIT_TABLE, visit, answer, situation(now, OFFICE)) == "finding_is_settled"
    aside = s.SetAsideFinding(visit_id="V9", finding_id=third, reason="属户内管道")
    assert refused(VISIT_TABLE, visit, aside, situation(now, deputy("01"))) == "wrong_role"
    visit = take(VISIT_TABLE, visit, aside, situation(now, OFFICE))
    assert [one.settled for one in visit.found] == ["answered", "answered", "set_aside"]
    assert (visit.found[2].said, visit.waiting) == ("属户内管道", ())


def test_a_finding_that_nobody_knows_is_refused_with_those_that_are_left() -> None:
    visit = recorded()
    message = s.SetAsideFinding(visit_id="V9", finding_id="F99", reason="无")
    assert refused(VISIT_TABLE, visit, message, situation("09-11 09:00", OFFICE)) == "unknown_finding"


def test_a_matter_that_was_raised_of_it_settles_it_and_a_second_one_changes_nothing() -> None:
    visit = recorded()
    second = to_settle(visit)[0]
    matter = submission("D1", "received", "09-11 09:00").model_copy(
        update={"visit_id": "V9", "finding_id": second}
    )
    heard = SubmissionReceived(submission=matter)
    visit = take(VISIT_TABLE, visit, heard, situation("09-11 09:00", deputy("01")))
    assert (visit.found[1].settled, visit.found[1].submission_id) == ("raised", "D1")
    again = VISIT_TABLE.decide(visit, heard, situation("09-11 09:01", deputy("01")))
    assert isinstance(again, Ignored)


def test_an_item_that_was_assigned_of_it_settles_it() -> None:
    visit = recorded()
    third = to_settle(visit)[1]
    assigned = item("I9", "assigned").model_copy(update={"visit_id": "V9", "finding_id": third})
    visit = take(VISIT_TABLE, visit, ItemAssigned(item=assigned), situation("09-11 09:00", OFFICE))
    assert (visit.found[2].settled, visit.found[2].item_id) == ("assigned", "I9")


@pytest.mark.parametrize("changes", [{"place": "", "village": None}, {"village": "V99"}])
def test_a_visit_without_topic_and_item_goes_to_a_place_of_the_township(changes: dict[str, object]) -> None:
    message = RECORD.model_copy(update=changes)
    code = refused(VISIT_TABLE, None, message, situation("09-10 18:00", OFFICE, VisitFacts(False)))
    assert code == ("unknown_village" if changes["village"] else "visit_without_place")


def test_nobody_records_a_visit_before_its_day_and_only_visitors_do() -> None:
    now = situation("09-09 18:00", OFFICE, VisitFacts(False))
    assert refused(VISIT_TABLE, None, RECORD, now) == "visit_before_its_day"
    long_ago = RECORD.model_copy(update={"day": date(1926, 9, 9)})
    assert refused(VISIT_TABLE, None, long_ago, now) == "day_before_the_lists"
    assert (
        refused(VISIT_TABLE, None, RECORD, situation("09-10 18:00", HEAD, VisitFacts(False))) == "wrong_role"
    )


def test_who_answered_on_the_spot_is_of_the_township() -> None:
    stranger = (s.FoundThere(text="垃圾", answer="已清", answered_by="nobody-77"),)
    message = RECORD.model_copy(update={"found": stranger})
    now = situation("09-10 18:00", OFFICE, VisitFacts(False))
    assert refused(VISIT_TABLE, None, message, now) == "unknown_people"


def test_what_is_found_about_a_neighbour_is_masked() -> None:
    found = s.FoundThere.model_validate({"text": "阿婆电话13857212345，房屋漏雨"}, context=[])
    assert "13857212345" not in found.text


PROMISED = s.PromisedThere(department="construction", plan="十月底前换灯", due_on=day("10-30"))


def test_what_was_promised_on_the_spot_is_settled_and_names_the_promise() -> None:
    visit = recorded((s.FoundThere(text="码头照明坏了", promise=PROMISED, answered_by="leader-2"),))
    (finding,) = visit.found
    assert (finding.settled, finding.by, visit.waiting) == ("promised", "leader-2", ())
    assert finding.promise
    assert (finding.promise.department, finding.promise.due_on) == ("construction", day("10-30"))


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"department": "navy"}, "unknown_department"), ({"due_on": day("09-09")}, "day_in_the_past")],
)
def test_a_promise_is_of_a_department_and_for_a_day_to_come(changes: dict[str, object], code: str) -> None:
    found = (s.FoundThere(text="码头照明坏了", promise=PROMISED.model_copy(update=changes)),)
    message = RECORD.model_copy(update={"found": found})
    now = situation("09-10 18:00", OFFICE, VisitFacts(False))
    assert refused(VISIT_TABLE, None, message, now) == code
