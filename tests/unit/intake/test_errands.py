"""What the office has intake do without moving a thing of intake's."""

from datetime import timedelta

import pytest

from shared.language.contracts import intake as said
from tests.unit.intake.world import DEPUTY, NOW, OFFICE, IntakeWorld

PHONE = said.Contact(phone="13800003391")


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def test_the_office_bars_the_raiser_of_a_submission_without_naming_them(world: IntakeWorld) -> None:
    id = world.submitted(contact=PHONE)
    bar = said.BarRaiser(submission_id=id, until=NOW + timedelta(days=30), why="辱骂")
    assert world.refused(NOW, DEPUTY, bar) == "wrong_role"
    assert world.refused(NOW, OFFICE, bar.model_copy(update={"submission_id": "no-such"})) == "unknown_thing"
    assert (
        world.refused(NOW, OFFICE, bar.model_copy(update={"submission_id": world.submitted()}))
        == "raiser_unknown"
    )
    event = world.must(NOW, OFFICE, bar)
    assert event == said.RaiserBarred(until=bar.until)
    (row,) = [row for row in world.rows if row["table"] == "bars"]
    assert (row["person"], row["barred_by"]) == (world.submission(id).raiser_key, OFFICE.id)
