"""The leader in charge stands on the item, acts where the rules say so, and is never missing."""

from datetime import date

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling as said
from shared.language.contracts.directory import TownshipLists, TownshipSnapshot
from shared.language.contracts.envelope import Role
from shared.language.directory.amending import amended
from tests.support.township import after_the_term_of, xiushan
from tests.support.world import at
from tests.unit.handling.examples import (
    ANSWER,
    ASSIGN,
    ASSIGNED_AT,
    SOON,
    a_world,
    acknowledged,
    contacted,
    fast_lane,
)
from tests.unit.handling.world import HEAD, OFFICE, HandlingWorld, clerk

LEADER = Actor("leader-2", Role.LEADER)
ANOTHER = Actor("leader-1", Role.LEADER)
WHEN = "2026-09-29 10:00"


def in_charge_of(department: str, township: TownshipSnapshot | None = None) -> str | None:
    there = township or xiushan()
    return next(one.leader for one in there.lists.departments if one.code == department)


def under(township: TownshipSnapshot) -> HandlingWorld:
    """An item of transport's, taken up, in that township."""
    world = a_world()
    world.law = world.read(township)
    world.must(ASSIGNED_AT, OFFICE, ASSIGN)
    world.must(SOON, clerk("transport"), said.AcknowledgeItem(item_id=the_item(world)))
    return world


def the_item(world: HandlingWorld) -> str:
    return next(id for kind, id in world.things if kind == "item")


def with_numbers(*numbers: tuple[str, str]) -> TownshipSnapshot:
    return after_the_term_of("nobody", date(2024, 1, 1), *numbers)


def without_heads_of_departments() -> TownshipSnapshot:
    there = xiushan()
    ended = tuple(
        post.model_copy(update={"until": date(2026, 9, 1)})
        for post in there.lists.posts
        if post.role == Role.DEPARTMENT_HEAD
    )
    lists = amended(there.lists, TownshipLists(posts=ended))
    return there.model_copy(update={"lists": lists})


def asked_for_more_time(world: HandlingWorld) -> str:
    id = the_item(world)
    asked = said.RequestExtension(item_id=id, until=date(2026, 12, 31), reason="缺料")
    world.must(SOON, clerk("transport"), asked)
    return id


def test_the_item_names_who_is_in_charge_of_its_lead_that_day() -> None:
    world, id = acknowledged()
    assert world.item(id).leader == in_charge_of("transport") == LEADER.id
    wrong = said.CorrectAssignment(item_id=id, lead="economy", reason="选错了")
    world.must(WHEN, OFFICE, wrong)
    assert world.item(id).leader == in_charge_of("economy") == ANOTHER.id


def test_a_small_matter_has_one_too() -> None:
    world, id = fast_lane()
    assert world.item(id).leader == in_charge_of("construction")


def test_where_the_leader_has_left_the_head_is_in_charge_from_the_next_news_on() -> None:
    gone = after_the_term_of(LEADER.id, date(2026, 9, 28))
    world = under(gone)
    assert world.item(the_item(world)).leader == LEADER.id
    world.must(WHEN, clerk("transport"), said.ReportProgress(item_id=the_item(world), text="有进展"))
    assert world.item(the_item(world)).leader == HEAD.id


def test_what_is_reminded_of_names_who_is_in_charge_by_then() -> None:
    world = under(after_the_term_of(LEADER.id, date(2026, 10, 8)))
    world.advance(at("2026-10-20 10:00"))
    assert world.item(the_item(world)).leader == HEAD.id


def test_more_time_is_the_leaders_where_the_rules_say_so_and_nobody_elses_of_them() -> None:
    world = under(with_numbers(("leaders.decide_extensions", "yes")))
    id = asked_for_more_time(world)
    waits = [one for one in world.item(id).waiting if one.what == "decide_extension"]
    assert [(one.role, one.person_id) for one in waits] == [("leader", LEADER.id)]
    approve = said.ApproveExtension(item_id=id)
    assert world.refused(WHEN, ANOTHER, approve) == "not_in_charge"
    assert world.refused(WHEN, HEAD, approve) == "not_in_charge"
    world.must(WHEN, LEADER, approve)


def test_more_time_is_the_heads_where_the_leader_has_left() -> None:
    there = after_the_term_of(LEADER.id, date(2026, 9, 1), ("leaders.decide_extensions", "yes"))
    world = under(there)
    id = asked_for_more_time(world)
    assert [one.role for one in world.item(id).waiting if one.what == "decide_extension"] == ["head"]
    world.must(WHEN, HEAD, said.RefuseExtension(item_id=id, reason="不必"))


def test_more_time_is_the_offices_otherwise() -> None:
    world, _ = acknowledged()
    id = asked_for_more_time(world)
    assert world.refused(WHEN, LEADER, said.ApproveExtension(item_id=id)) == "not_for_leaders"


def let_go(world: HandlingWorld) -> str:
    id = the_item(world)
    world.must(SOON, clerk("transport"), said.DeclineItem(item_id=id, reason="不属本部门"))
    world.must(SOON, OFFICE, said.ConsentDecline(item_id=id))
    return id


def test_the_leader_of_the_department_that_is_let_go_names_another() -> None:
    world = under(xiushan())
    redesignate = said.RedesignateItem(item_id=let_go(world), lead="water")
    assert world.refused(WHEN, ANOTHER, redesignate) == "not_in_charge"
    world.must(WHEN, LEADER, redesignate)
    item = world.item(the_item(world))
    assert (item.lead, item.leader, item.designated_by_head) == ("water", in_charge_of("water"), False)


def test_the_leader_names_none_where_the_rules_leave_it_to_the_office() -> None:
    world = under(with_numbers(("leaders.designate", "no")))
    redesignate = said.RedesignateItem(item_id=let_go(world), lead="water")
    assert world.refused(WHEN, LEADER, redesignate) == "not_for_leaders"


def drafted(world: HandlingWorld) -> str:
    id = the_item(world)
    contacted(world, id)
    world.must(SOON, clerk("transport"), said.DraftAnswer.model_validate({"item_id": id, **ANSWER}))
    return id


def test_an_answer_is_signed_by_the_leader_where_the_rules_say_so() -> None:
    world = under(with_numbers(("leaders.sign_answers", "yes")))
    id = drafted(world)
    world.must(WHEN, LEADER, said.ReturnAnswer(item_id=id, reason="请写明日期"))
    world.must(WHEN, clerk("transport"), said.DraftAnswer.model_validate({"item_id": id, **ANSWER}))
    world.must(WHEN, LEADER, said.SignOffAnswer(item_id=id))
    world.must(WHEN, OFFICE, said.PublishAnswer(item_id=id))
    assert world.item(id).answers[-1].signed_by == LEADER.id


def test_an_answer_of_a_department_with_a_head_is_not_the_leaders_to_sign() -> None:
    world = under(xiushan())
    assert world.refused(WHEN, LEADER, said.SignOffAnswer(item_id=drafted(world))) == "not_for_leaders"


def test_an_answer_of_a_department_without_a_head_waits_for_whoever_is_in_charge() -> None:
    world = under(without_heads_of_departments())
    id = drafted(world)
    waits = [one for one in world.item(id).waiting if one.what == "sign"]
    assert [(one.role, one.person_id) for one in waits] == [("leader", LEADER.id)]
    world.must(WHEN, LEADER, said.SignOffAnswer(item_id=id))
