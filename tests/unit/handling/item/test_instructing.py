"""Instructions (批示)."""

from shared.language.contracts import handling as said
from tests.unit.handling.examples import (
    SOON,
    acknowledged,
)
from tests.unit.handling.world import HEAD


def test_an_instruction_of_the_head_is_an_act_of_supervision() -> None:
    world, id = acknowledged()
    world.must(SOON, HEAD, said.InstructItem(item_id=id, text="限20日前答复"))
    act = world.item(id).supervisions[-1]
    assert (act.kind, act.by, act.text) == ("instruction", "head-1", "限20日前答复")
