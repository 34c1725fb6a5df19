"""What departments beside the lead have to say."""

from shared.language.contracts import handling as said
from tests.unit.handling.examples import (
    SOON,
    assigned,
)
from tests.unit.handling.world import clerk


def test_only_a_co_handler_gives_an_opinion() -> None:
    world, id = assigned()
    command = said.GiveCoOpinion(item_id=id, text="可行")
    assert world.refused(SOON, clerk("water"), command) == "not_co_handler"
    world.must(SOON, clerk("construction"), command)
    assert world.item(id).co_opinions[0].department == "construction"
