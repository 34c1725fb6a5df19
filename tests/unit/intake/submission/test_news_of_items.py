"""Raisers are told what becomes of their item, beside its answers."""

import pytest

from services.intake.domain.submission.news_of_items import TO_BE_TOLD
from shared.language.contracts import intake as said
from shared.language.contracts.handling import ItemAnswered, ItemDecided, ItemEvent
from tests.unit.intake.news import item
from tests.unit.intake.world import NOW, OFFICE, IntakeWorld


def told_all(world: IntakeWorld, ids: tuple[str, ...]) -> None:
    for id in ids:
        world.must(NOW, OFFICE, said.TellRaiser(submission_id=id, how="phone"))


@pytest.mark.parametrize("news", TO_BE_TOLD)
def test_each_raiser_stands_among_those_to_be_told(news: type[ItemEvent]) -> None:
    world = IntakeWorld()
    _, ids = world.collected(2)
    world.hears(NOW, news(item=item("I1", ids, rounds=0)))
    assert [world.submission(id).untold_since for id in ids] == [NOW, NOW]
    assert {world.submission(id).state for id in ids} == {"merged"}
    assert world.submission(ids[0]).item_ids == ("I1",)
    told_all(world, ids)
    assert [world.submission(id).untold_since for id in ids] == [None, None]


def test_the_congresss_decision_ends_the_matter_and_is_told() -> None:
    world = IntakeWorld()
    _, ids = world.collected(2)
    world.hears(NOW, ItemAnswered(item=item("I1", ids)))
    told_all(world, ids)
    world.hears(NOW, ItemDecided(item=item("I1", ids, closed=True)))
    assert {world.submission(id).state for id in ids} == {"closed"}
    assert [world.submission(id).untold_since for id in ids] == [NOW, NOW]
    told_all(world, ids)


@pytest.mark.parametrize("news", TO_BE_TOLD)
def test_news_after_the_end_is_told_and_opens_nothing(news: type[ItemEvent]) -> None:
    world = IntakeWorld()
    _, ids = world.collected(1)
    world.hears(NOW, ItemDecided(item=item("I1", ids, closed=True)))
    told_all(world, ids)
    world.hears(NOW, news(item=item("I1", ids, closed=True)))
    submission = world.submission(ids[0])
    assert (submission.state, submission.untold_since) == ("closed", NOW)
