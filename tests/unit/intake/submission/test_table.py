"""In every state of a submission it is known who has to act, and by when."""

from collections.abc import Callable
from datetime import datetime

import pytest

from services.intake.domain.submission.table import SUBMISSION_TABLE
from shared.language.contracts import intake as said
from shared.language.contracts.handling import ItemAnswered, ItemAssigned, ItemSatisfied
from tests.support.world import at
from tests.unit.intake.news import item
from tests.unit.intake.world import CITIZEN, NOW, OFFICE, PROOF, SECRET, IntakeWorld

Way = Callable[[IntakeWorld], str]


def received(world: IntakeWorld) -> str:
    return world.submitted(proof=PROOF)


def asked(world: IntakeWorld) -> str:
    id = received(world)
    world.must(NOW, OFFICE, said.AskRaiser(submission_id=id, question="哪一盏"))
    return id


def accepted(world: IntakeWorld) -> str:
    return world.accepted(proof=PROOF)


def given_back(world: IntakeWorld) -> str:
    id = forwarded(world)
    world.must(NOW, OFFICE, said.ReturnSubmission(submission_id=id, reason="乡管"))
    return id


def in_item(world: IntakeWorld) -> str:
    id = accepted(world)
    world.hears(NOW, ItemAssigned(item=item("I1", (id,), rounds=0)))
    return id


def merged(world: IntakeWorld) -> str:
    return world.collected()[1][0]


def fast_laned(world: IntakeWorld) -> str:
    id = received(world)
    world.must(NOW, OFFICE, said.FastLaneSubmission(submission_id=id, department="water"))
    return id


def forwarded(world: IntakeWorld) -> str:
    id = received(world)
    world.must(NOW, OFFICE, said.ForwardSubmission(submission_id=id, to="县水利局", why="县管"))
    return id


def answered(world: IntakeWorld) -> str:
    id = in_item(world)
    world.hears(NOW, ItemAnswered(item=item("I1", (id,))))
    return id


def closed(world: IntakeWorld) -> str:
    id = answered(world)
    world.hears(NOW, ItemSatisfied(item=item("I1", (id,), closed=True)))
    return id


def rejected(world: IntakeWorld) -> str:
    id = received(world)
    world.must(NOW, OFFICE, said.RejectSubmission(submission_id=id, reason_code="promotion"))
    return id


def withdrawn(world: IntakeWorld) -> str:
    id = given_back(world)
    world.must(NOW, CITIZEN, said.WithdrawSubmission(submission_id=id, proof=SECRET))
    return id


def split_up(world: IntakeWorld) -> str:
    id = world.submitted("一、村口路灯坏了；二、自来水发黄。")
    world.must(NOW, OFFICE, said.SplitSubmission(submission_id=id))
    return id


IN_A_WEEK = at("2026-09-15 00:00")
IN_A_MONTH = at("2026-10-09 00:00")
"""Thirty days end in the National Day holidays."""
PUBLICATION = {"decide_publication": at("2026-10-11 00:00")}
"""Twenty working days."""
CASES: list[tuple[Way, str, dict[str, datetime]]] = [
    (received, "received", {"look_at": at("2026-09-07 11:00")}),
    (asked, "need_info", {}),
    (accepted, "accepted", PUBLICATION | {"collate": IN_A_MONTH}),
    (given_back, "accepted", PUBLICATION | {"look_at_returned": IN_A_WEEK, "tell": IN_A_WEEK}),
    (in_item, "accepted", PUBLICATION),
    (merged, "merged", PUBLICATION),
    (fast_laned, "fast_lane", PUBLICATION),
    (forwarded, "forwarded", PUBLICATION | {"remind_county": IN_A_MONTH, "tell": IN_A_WEEK}),
    (answered, "answered", PUBLICATION | {"tell": IN_A_WEEK}),
    (closed, "closed", PUBLICATION | {"tell": IN_A_WEEK}),
    (rejected, "rejected", {"tell": IN_A_WEEK}),
    (withdrawn, "withdrawn", {}),
    (split_up, "split", {"tell": IN_A_WEEK}),
]


@pytest.mark.parametrize(("way", "state", "awaited"), CASES, ids=lambda value: getattr(value, "__name__", ""))
def test_it_is_known_who_has_to_act_and_by_when(way: Way, state: str, awaited: dict[str, datetime]) -> None:
    world = IntakeWorld()

    submission = world.submission(way(world))

    assert submission.state == state
    assert world.awaited(submission) == {what: ("office", None, due) for what, due in awaited.items()}


def test_every_state_is_among_them() -> None:
    assert {state for _, state, _ in CASES} == set(SUBMISSION_TABLE.states)


def test_a_matter_whose_raiser_was_asked_is_looked_at_later_by_as_much() -> None:
    world = IntakeWorld()
    id = asked(world)

    world.must(
        "2026-09-08 09:00", CITIZEN, said.InformSubmission(submission_id=id, text="村口", proof=SECRET)
    )

    assert world.awaited(world.submission(id)) == {"look_at": ("office", None, at("2026-09-08 11:00"))}
