"""Long lists are entered like short ones, and keep nobody waiting."""

import asyncio

from services.directory.app import SERVICE
from services.directory.use_cases.entering import LONG
from shared.kernel.journal.act import carry
from shared.language.contracts.directory import AmendTownship, Person, TownshipLists
from tests.support.fake_work import FakeWork
from tests.support.world import at
from tests.unit.directory.world import OPERATOR, START, DirectoryWorld

PEOPLE = tuple(Person(since=START, person_id=f"p-{n}", name=f"人{n}") for n in range(2 * LONG))
AMEND = AmendTownship(lists=TownshipLists(people=PEOPLE), reason="合并乡镇")


def amending(world: DirectoryWorld, amend: AmendTownship) -> FakeWork:
    return world.work(at("2026-09-02 09:00"), OPERATOR, amend)


async def test_long_lists_are_entered_with_their_history() -> None:
    world = DirectoryWorld()
    work = amending(world, AMEND)
    assert await carry(SERVICE.handlers[AmendTownship], work) is None
    work.keep()
    assert len(world.township.lists.people) == len(PEOPLE) + 2
    assert len(world.history(2)) == len(PEOPLE)


async def test_long_lists_with_a_mistake_are_refused() -> None:
    double = AmendTownship(lists=TownshipLists(people=(*PEOPLE, PEOPLE[0])))
    refusal = await carry(SERVICE.handlers[AmendTownship], amending(DirectoryWorld(), double))
    assert refusal
    assert refusal.code == "incoherent_lists"


async def test_others_have_their_turn_while_long_lists_are_entered() -> None:
    entering = asyncio.create_task(carry(SERVICE.handlers[AmendTownship], amending(DirectoryWorld(), AMEND)))
    turns = 0
    while not entering.done():
        await asyncio.sleep(0)
        turns += 1
    assert await entering is None
    assert turns > 10
