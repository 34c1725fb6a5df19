"""Deputies and the presidium speak about an item: opinions and urges."""

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from tests.support.people import LAW_HERE, somebody
from tests.unit.handling.examples import SOON, acknowledged, answered, declined
from tests.unit.handling.world import DEPUTY, HEAD, OFFICE, clerk

PRESIDIUM = somebody(Role.PRESIDIUM)


def press(id: str) -> said.PressItem:
    return said.PressItem(item_id=id, text="请抓紧")


@pytest.mark.parametrize("actor", [DEPUTY, PRESIDIUM])
def test_an_opinion_reaches_the_department_and_moves_nothing(actor: Actor) -> None:
    world, id = acknowledged()
    world.law = LAW_HERE
    before = world.item(id)
    world.must(SOON, actor, said.NoteItem(item_id=id, text="请先通排水沟"))
    item = world.item(id)
    act = item.supervisions[-1]
    assert (act.kind, act.by, act.text, act.to) == ("note", actor.id, "请先通排水沟", ("transport",))
    assert (item.state, item.due_at, item.news_at) == (before.state, before.due_at, before.news_at)


def test_what_an_opinion_says_of_a_neighbour_is_masked() -> None:
    text = said.NoteItem.model_validate(
        {"item_id": "I1", "text": "找李阿姨，电话13857212345"}, context=[]
    ).text
    assert "13857212345" not in text


def test_the_same_deputy_urges_again_only_after_some_days_and_another_at_once() -> None:
    world, id = acknowledged()
    world.must("2026-09-28 10:00", DEPUTY, press(id))
    assert world.refused("2026-09-29 10:00", DEPUTY, press(id)) == "pressed_lately"
    world.must("2026-09-29 10:00", Actor("deputy-02", Role.DEPUTY), press(id))
    world.must("2026-10-13 09:00", DEPUTY, press(id))
    assert [act.kind for act in world.item(id).supervisions].count("pressed") == 3


def test_an_opinion_is_given_on_an_answer_too_and_an_urge_is_not() -> None:
    world, id = answered()
    world.must("2026-10-13 09:00", DEPUTY, said.NoteItem(item_id=id, text="现场未清理"))
    assert world.refused("2026-10-13 09:00", DEPUTY, press(id)) == "wrong_state"


def test_while_no_department_has_it_nobody_is_urged() -> None:
    world, id = declined()
    assert world.refused("2026-09-29 10:00", DEPUTY, press(id)) == "wrong_state"


@pytest.mark.parametrize("actor", [HEAD, OFFICE, clerk("transport")])
def test_the_government_and_the_office_do_not_speak_as_deputies(actor: Actor) -> None:
    world, id = acknowledged()
    assert world.refused(SOON, actor, said.NoteItem(item_id=id, text="意见")) == "wrong_role"
