"""Dangers and breakdowns: who is after the office until a department has them."""

from datetime import timedelta

import pytest

from shared.language.contracts import intake as said
from shared.language.contracts.handling import ItemAssigned
from tests.unit.intake.news import item
from tests.unit.intake.world import NOW, OFFICE, IntakeWorld


def accepted(urgency: str) -> tuple[IntakeWorld, str]:
    world = IntakeWorld()
    id = world.submitted()
    world.must(NOW, OFFICE, said.AcceptSubmission(submission_id=id, urgency=urgency))
    return world, id


@pytest.mark.parametrize(
    ("urgency", "awaited"),
    [
        ("danger", {"pass_on_danger": NOW + timedelta(hours=2)}),
        ("utility", {"pass_on_breakdown": NOW + timedelta(hours=24)}),
        ("ordinary", {}),
        ("complex", {}),
    ],
)
def test_what_cannot_wait_has_hours_until_a_department_has_it(
    urgency: str, awaited: dict[str, object]
) -> None:
    world, id = accepted(urgency)

    hurried = {what: due for what, (_, _, due) in world.awaited(world.submission(id)).items()}
    assert {what: due for what, due in hurried.items() if what.startswith("pass_on")} == awaited
    world.hears(NOW, ItemAssigned(item=item("I1", (id,), rounds=0)))
    assert set(world.awaited(world.submission(id))) == {"decide_publication"}


def test_a_danger_goes_on_being_one_while_its_raiser_is_asked() -> None:
    world, id = accepted("danger")

    world.must(NOW, OFFICE, said.AskRaiser(submission_id=id, question="哪一段"))
    assert set(world.awaited(world.submission(id))) == {"pass_on_danger", "decide_publication"}


def test_an_office_that_calls_it_no_danger_is_not_hurried() -> None:
    world = IntakeWorld()
    id = world.submitted(text="电线掉在路上，小孩在旁边玩，随时会触电")
    assert "pass_on_danger" in world.awaited(world.submission(id))

    world.must(NOW, OFFICE, said.AcceptSubmission(submission_id=id, urgency="ordinary"))
    assert set(world.awaited(world.submission(id))) == {"collate", "decide_publication"}
