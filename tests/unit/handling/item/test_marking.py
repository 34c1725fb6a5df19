"""Key items (重点督办件)."""

import pytest

from services.handling.domain.item.item import WATCHED
from services.handling.domain.item.marking import is_key
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from tests.support.people import LAW_HERE, somebody
from tests.unit.chapters import Example
from tests.unit.handling.examples import SOON, acknowledged
from tests.unit.handling.world import DEPUTY, HEAD, OFFICE

PRESIDIUM = somebody(Role.PRESIDIUM)

EXAMPLES = (
    Example(said.MarkKeyItem(item_id="I1", reason="群众反映集中"), PRESIDIUM, WATCHED),
    Example(said.UnmarkKeyItem(item_id="I1", reason="已转常态"), PRESIDIUM, WATCHED),
)


def test_the_presidium_marks_a_key_item_and_takes_the_mark_off_with_reasons_that_stay() -> None:
    world, id = acknowledged()
    world.law = LAW_HERE
    world.must(SOON, PRESIDIUM, said.MarkKeyItem(item_id=id, reason="群众反映集中"))
    assert is_key(world.item(id))
    again = said.MarkKeyItem(item_id=id, reason="再次列入")
    assert world.refused(SOON, PRESIDIUM, again) == "already_key_item"
    world.must(SOON, PRESIDIUM, said.UnmarkKeyItem(item_id=id, reason="已转常态"))
    assert not is_key(world.item(id))
    assert world.refused(SOON, PRESIDIUM, said.UnmarkKeyItem(item_id=id, reason="重复")) == "not_a_key_item"
    world.must(SOON, PRESIDIUM, again)
    first, second = world.item(id).key_marks
    assert (first.reason, first.taken_off_reason) == ("群众反映集中", "已转常态")
    assert (second.reason, second.taken_off_at) == ("再次列入", None)


@pytest.mark.parametrize("actor", [DEPUTY, HEAD, OFFICE])
def test_nobody_else_chooses_key_items(actor: Actor) -> None:
    world, id = acknowledged()
    assert world.refused(SOON, actor, said.MarkKeyItem(item_id=id, reason="群众反映集中")) == "wrong_role"
