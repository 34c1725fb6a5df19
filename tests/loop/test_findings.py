"""What was found at a visit without a topic becomes something in whichever service, and is never lost."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from services.handling.storage.tables import ITEM, PROMISE
from services.intake.storage.tables import SUBMISSION
from services.scheduling.domain.visit.visit import Visit
from services.scheduling.storage.tables import VISIT
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling, intake, scheduling
from shared.language.contracts.envelope import Role
from tests.walk.town import Town

DEPUTY, OFFICE = Actor("deputy-01", Role.DEPUTY), Actor("office-1", Role.OFFICE)
TEXTS = ("老码头照明坏了", "水管锈穿", "垃圾桶满了")


def walked() -> tuple[Town, Visit]:
    """A town in which a deputy has walked through a village and found three things."""
    town = Town.founded()
    record = scheduling.RecordVisit(
        village="V01",
        place="老码头",
        day=date(2026, 9, 7),
        findings="走访东岙村",
        participants=("deputy-01", "deputy-02"),
        found=tuple(scheduling.FoundThere(text=text) for text in TEXTS),
    )
    assert town.say(DEPUTY, record) is None
    return town, the_visit(town)


def the_visit(town: Town) -> Visit:
    (visit,) = (thing for (kind, _), thing in town.worlds["scheduling"].things.items() if kind == VISIT.name)
    assert isinstance(visit, Visit)
    return visit


def refused(town: Town, actor: Actor, command: Command) -> str | None:
    refusal = town.say(actor, command)
    return refusal.code if refusal else None


def test_each_finding_goes_its_own_way_and_the_visit_says_where() -> None:
    town, visit = walked()
    first, second, third = (one.finding_id for one in visit.found)
    raise_it = intake.SubmitSubmission(
        text="老码头照明坏了，晚上看不见路",
        channel="online",
        on_behalf=False,
        visit_id=visit.visit_id,
        finding_id=first,
    )
    assert town.say(DEPUTY, raise_it) is None
    assign = handling.AssignFinding(
        visit_id=visit.visit_id, finding_id=second, title="更换水管", lead="water"
    )
    assert town.say(OFFICE, assign) is None
    aside = scheduling.SetAsideFinding(visit_id=visit.visit_id, finding_id=third, reason="当天已清运")
    assert town.say(OFFICE, aside) is None

    visit = the_visit(town)
    assert [one.settled for one in visit.found] == ["raised", "assigned", "set_aside"]
    matter = town.worlds["intake"].things[SUBMISSION.name, visit.found[0].submission_id or ""]
    assert (matter.finding_id, matter.entered_by, matter.on_behalf) == (first, "deputy-01", False)
    item = town.worlds["handling"].things[ITEM.name, visit.found[1].item_id or ""]
    assert (item.finding_id, item.deputies) == (second, ("deputy-01", "deputy-02"))
    assert visit.waiting == ()


def test_a_finding_is_settled_once_wherever_it_is_tried_again() -> None:
    town, visit = walked()
    id, finding = visit.visit_id, visit.found[0].finding_id
    raise_it = intake.SubmitSubmission(text="照明坏了", channel="online", visit_id=id, finding_id=finding)
    assert town.say(DEPUTY, raise_it) is None
    assign = handling.AssignFinding(visit_id=id, finding_id=finding, title="修照明", lead="construction")
    answer = scheduling.AnswerFinding(visit_id=id, finding_id=finding, text="已修")
    for actor, again in ((DEPUTY, raise_it), (OFFICE, assign), (DEPUTY, answer)):
        assert refused(town, actor, again) == "finding_is_settled"


def at_once(town: Town, visit: Visit, *said: tuple[Actor, Command]) -> Visit:
    """The visit after both were said before either service had heard of the other's."""
    for actor, command in said:
        world = town.worlds[command.owner()]
        assert world.do(town.now, actor, command) is None
    assert (
        town.say(
            OFFICE,
            scheduling.SetAsideFinding(
                visit_id=visit.visit_id, finding_id=visit.found[2].finding_id, reason="另案"
            ),
        )
        is None
    )
    return the_visit(town)


def raised_and_assigned(visit: Visit) -> tuple[tuple[Actor, Command], tuple[Actor, Command]]:
    id, finding = visit.visit_id, visit.found[0].finding_id
    raise_it = intake.SubmitSubmission(text="照明坏了", channel="online", visit_id=id, finding_id=finding)
    assign = handling.AssignFinding(visit_id=id, finding_id=finding, title="修照明", lead="construction")
    return (DEPUTY, raise_it), (OFFICE, assign)


@pytest.mark.parametrize("turned", [False, True])
def test_what_two_services_settle_at_once_is_the_item_and_the_matter_is_the_offices_to_withdraw(
    turned: bool,
) -> None:
    town, visit = walked()
    both = raised_and_assigned(visit)
    visit = at_once(town, visit, *(both[::-1] if turned else both))
    finding = visit.found[0]
    assert (finding.settled, bool(finding.item_id), finding.submission_id) == ("assigned", True, None)
    assert "withdraw_duplicate" in {one.what for one in visit.waiting}
    reject = intake.RejectSubmission(submission_id=finding.duplicate_id or "", reason_code="no_content")
    assert town.say(OFFICE, reject) is None
    assert "withdraw_duplicate" not in {one.what for one in the_visit(town).waiting}
    assert the_visit(town).found[0].duplicate_over_at


SEEN_TO: tuple[Callable[[str], Command], ...] = (
    lambda id: intake.WithdrawSubmission(submission_id=id),
    lambda id: intake.FastLaneSubmission(submission_id=id, department="construction"),
    lambda id: intake.ForwardSubmission(submission_id=id, to="县水利局", why="归县里管"),
    lambda id: intake.AnswerOnTheSpot(submission_id=id, text="已由村镇建设办公室办理"),
    lambda id: intake.SplitSubmission(submission_id=id, pieces=("照明坏了", "路面不平")),
)


@pytest.mark.parametrize("see_to", SEEN_TO)
def test_whichever_way_the_matter_too_many_goes_nobody_is_asked_to_withdraw_it_any_more(
    see_to: Callable[[str], Command],
) -> None:
    town, visit = walked()
    (deputy, raise_it), assign = raised_and_assigned(visit)
    remark = intake.RemarkMade(occasion="visit", day=date(2026, 9, 7), where="老码头")
    by_mouth = raise_it.model_copy(update={"remark": remark, "text": "照明坏了，路面不平"})
    visit = at_once(town, visit, assign, (deputy, by_mouth))
    matter = visit.found[0].duplicate_id or ""
    assert "withdraw_duplicate" in {one.what for one in visit.waiting}
    assert town.say(OFFICE, see_to(matter)) is None
    assert "withdraw_duplicate" not in {one.what for one in the_visit(town).waiting}


def test_a_finding_becomes_one_matter_even_if_two_raise_it_before_the_visit_says_so() -> None:
    town, visit = walked()
    (actor, raise_it), _ = raised_and_assigned(visit)
    there = town.worlds["intake"]
    assert there.do(town.now, actor, raise_it) is None
    again = there.do(town.now, OFFICE, raise_it)
    assert again
    assert again.code == "finding_is_settled"


def test_citizens_raise_no_findings_and_nobody_one_that_is_not_there() -> None:
    town, visit = walked()
    citizen = Actor("citizen-1", Role.CITIZEN)
    found = {"visit_id": visit.visit_id, "finding_id": visit.found[0].finding_id}
    words = {"text": "照明坏了", "channel": "online"}
    mine = intake.SubmitSubmission.model_validate({**words, **found})
    assert refused(town, citizen, mine) == "finding_of_visitors"
    for wrong in ({"finding_id": "F9"}, {"visit_id": "V9"}, {"visit_id": None}):
        other = intake.SubmitSubmission.model_validate({**words, **found, **wrong})
        assert refused(town, DEPUTY, other) == "unknown_finding"


def test_what_nobody_settles_is_called_for_for_a_year_up_to_the_presidium() -> None:
    town, visit = walked()
    (wait,) = visit.waiting
    assert (wait.what, wait.role) == ("settle_findings", "office")
    town.wait_until(town.now + timedelta(days=365))
    (wait,) = the_visit(town).waiting
    assert wait.called
    assert (wait.called.name, "presidium" in wait.called.reach) == ("escalation", True)
    assert wait.rungs > 30


@pytest.mark.parametrize("who", ["deputy-02", "leader-2"])
def test_another_deputy_may_raise_it_and_the_government_may_not(who: str) -> None:
    town, visit = walked()
    role = Role.DEPUTY if who.startswith("deputy") else Role.LEADER
    raise_it = intake.SubmitSubmission(
        text="照明坏了", channel="online", visit_id=visit.visit_id, finding_id=visit.found[0].finding_id
    )
    allowed = role is Role.DEPUTY
    assert (town.say(Actor(who, role), raise_it) is None) == allowed


def test_what_was_promised_on_the_spot_is_followed_until_all_see_that_it_is_not_kept() -> None:
    town = Town.founded()
    promise = scheduling.PromisedThere(
        department="construction", plan="九月底前换灯", due_on=date(2026, 9, 30)
    )
    record = scheduling.RecordVisit(
        place="老码头",
        day=date(2026, 9, 7),
        findings="接待日",
        participants=("deputy-01", "leader-2"),
        found=(scheduling.FoundThere(text="照明坏了", promise=promise, answered_by="leader-2"),),
    )
    assert town.say(DEPUTY, record) is None
    (finding,) = the_visit(town).found
    assert finding.promise
    followed = PROMISE.name, finding.promise.promise_id
    assert town.worlds["handling"].things[followed].owner == "construction"
    town.wait_until(town.now + timedelta(days=60))
    assert town.worlds["handling"].things[followed].state == "overdue"
