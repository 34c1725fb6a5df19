"""The fake unit of work is one for use cases, as the real one is; both are made for the same Protocol."""

import inspect
from typing import Any

import pytest

from services.evaluation.domain.ballot.voting import VotingFacts
from services.evaluation.storage.votes import on_the_roll
from services.handling.storage.tables import JOURNAL, PROJECT
from shared.kernel.journal.unit_of_work import UnitOfWork
from shared.kernel.journal.work import Work
from tests.support.conditions import meets
from tests.support.fake_work import FakeWork
from tests.support.memory import Memory
from tests.support.world import at
from tests.unit.handling.examples import PLAN, planned
from tests.unit.handling.world import OFFICE, HandlingWorld

NOW = at("2026-09-01 09:00")
OF_THEIR_OWN = {
    UnitOfWork: {"session", "receipt", "edition", "asked", "learn", "refuse", "forget", "flush"},
    FakeWork: {"memory", "reasons", "noted", "learn", "keep"},
}
"""What a delivery or a test does with a unit of work, and no use case."""


def taken(work: Work) -> Work:
    """What takes a ``Work`` takes both: this is checked by the type checker."""
    return work


def works(real: UnitOfWork, fake: FakeWork) -> tuple[Work, Work]:
    return taken(real), taken(fake)


def public(cls: type[Any]) -> set[str]:
    return {name for name in (*dir(cls), *inspect.get_annotations(cls)) if not name.startswith("_")}


@pytest.mark.parametrize("unit", [UnitOfWork, FakeWork])
def test_both_have_the_members_that_use_cases_see_and_few_of_their_own(unit: type[Any]) -> None:
    assert len(public(Work)) > 20
    assert public(unit) - OF_THEIR_OWN[unit] == public(Work)


@pytest.mark.parametrize("unit", [UnitOfWork, FakeWork])
@pytest.mark.parametrize("name", sorted(n for n in public(Work) if inspect.isfunction(vars(Work).get(n))))
def test_both_are_asked_in_the_same_way(unit: type[Any], name: str) -> None:
    promised, there = getattr(Work, name), getattr(unit, name)
    assert str(inspect.signature(there)) == str(inspect.signature(promised))
    assert inspect.iscoroutinefunction(there) is inspect.iscoroutinefunction(promised)


async def test_nothing_is_kept_before_the_message_is_through() -> None:
    world = HandlingWorld()
    work = world.work(NOW, OFFICE, PLAN)
    work.carry_out(PROJECT, PROJECT.behaviour.decide(None, PLAN, work.situation()))
    assert (world.things, world.events, world.timers) == ({}, [], {})
    assert await work.find(PROJECT) == []
    work.keep()
    (project,) = await work.find(PROJECT)
    assert (await work.require(PROJECT, project.project_id)).title == PLAN.title


async def test_a_question_that_no_answer_was_told_to_is_not_answered_somehow() -> None:
    work = HandlingWorld().work(NOW, OFFICE, PLAN)
    with pytest.raises(LookupError, match="on_the_roll"):
        await work.ask(on_the_roll, "B1", "deputy-01")


async def test_an_answer_is_told_in_the_terms_of_the_question() -> None:
    world = HandlingWorld()
    world.answer(
        on_the_roll,
        lambda ballot_id, voter, paper=None: VotingFacts((ballot_id, voter) == ("B1", "deputy-01")),
    )
    work = world.work(NOW, OFFICE, PLAN)
    assert await work.ask(on_the_roll, "B1", voter="deputy-01") == VotingFacts(has_voted=True)
    assert await work.ask(on_the_roll, "B2", "deputy-01") == VotingFacts(has_voted=False)


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
def test_a_memory_that_loses_something_on_the_way_to_its_document_says_so() -> None:
    world, id = planned()
    project = world.things["project", id]
    object.__setattr__(project, "reports", [*project.reports])
    with pytest.raises(AssertionError, match="not what was decided"):
        Memory().save(PROJECT, project)


def test_a_condition_that_is_new_to_the_fake_is_not_met_somehow() -> None:
    known = JOURNAL.known.c
    with pytest.raises(NotImplementedError):
        meets({"id": "D1"}, (known.id.like("D%"),))
    assert not meets({"data": {}}, (known.data["round"].as_integer() > 1,))
