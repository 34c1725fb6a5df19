"""Nobody floods the office, and whom it has barred raises nothing for a while."""

from datetime import timedelta

import pytest

from services.intake.domain.limits import History
from shared.contracts import intake as said
from tests.unit.intake.world import CITIZEN, DEPUTY, NOW, OFFICE, RULES, World

LIMIT = RULES.raising.per_person
PHONE = said.Contact(phone="13800003391")


@pytest.fixture
def world() -> World:
    return World()


def raising(**more: object) -> said.SubmitSubmission:
    return said.SubmitSubmission.model_validate({"text": "路灯不亮", "channel": "online", **more})


@pytest.mark.parametrize("who", [{"contact": PHONE}, {"person": "account:7"}])
def test_one_person_raises_so_much_and_is_told_when_again(world: World, who: dict[str, object]) -> None:
    world.history = History(LIMIT - 1, NOW - timedelta(hours=20))
    world.must(CITIZEN, raising(**who))
    world.history = History(LIMIT, NOW - timedelta(hours=20))
    assert world.refused(CITIZEN, raising(**who)) == "too_many_submissions"


def test_whom_nothing_tells_from_others_is_not_counted(world: World) -> None:
    world.history = History(LIMIT, NOW)
    world.must(CITIZEN, raising())
    world.must(DEPUTY, raising())


def test_the_barred_raise_nothing_until_then(world: World) -> None:
    world.history = History(0, None, NOW + timedelta(days=1))
    assert world.refused(CITIZEN, raising(contact=PHONE)) == "raiser_barred"
    world.history = History(0, None, NOW)
    world.must(CITIZEN, raising(contact=PHONE))


def test_the_office_bars_the_raiser_of_a_submission_without_naming_them(world: World) -> None:
    id = world.submitted(contact=PHONE)
    bar = said.BarRaiser(submission_id=id, until=NOW + timedelta(days=30), why="辱骂")
    assert world.refused(DEPUTY, bar) == "wrong_role"
    assert world.refused(OFFICE, bar.model_copy(update={"submission_id": "no-such"})) == "unknown_thing"
    assert world.refused(OFFICE, bar.model_copy(update={"submission_id": world.submitted()})) == "raiser_unknown"
    event = world.must(OFFICE, bar)
    assert event == said.RaiserBarred(until=bar.until)
    (row,) = [row for row in world.rows if row["table"] == "bars"]
    assert (row["person"], row["barred_by"]) == (world.submission(id).raiser_key, OFFICE.id)
