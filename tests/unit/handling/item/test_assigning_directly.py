"""A topic that needs no meeting, or cannot wait for one, is assigned with its basis and reason."""

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import Recusal, TopicSnapshot
from tests.support.world import at
from tests.unit.handling.examples import (
    ASSIGN,
    ASSIGNED_AT,
    DIRECTLY,
    PROMISE,
    a_world,
    contacted,
    publish,
)
from tests.unit.handling.world import DEPUTY, HEAD, OFFICE, HandlingWorld, clerk, submission


def topic(state: str = "proposed") -> TopicSnapshot:
    return TopicSnapshot(
        topic_id="T1",
        state=state,
        title="路面坑洼",
        text="",
        origin="deputy",
        lead_id="deputy-01",
        co_signers=("deputy-04", "deputy-05"),
        confirmed_by=("deputy-04",),
        submission_ids=("D1", "D2"),
        created_at=at("2026-09-02 09:00"),
    )


def world_with(state: str = "proposed", **changes: object) -> HandlingWorld:
    world = a_world()
    world.knows("topic", topic(state).model_copy(update=changes))
    return world


def test_it_carries_all_that_the_platform_knows_of_the_topic() -> None:
    world = world_with()
    item = world.snapshot_of(world.must(ASSIGNED_AT, OFFICE, DIRECTLY))
    assert (item.title, item.topic_id, item.outcome_id) == ("路面坑洼", "T1", None)
    assert (item.submission_ids, item.deputies) == (("D1", "D2"), ("deputy-01", "deputy-04"))
    assert (item.basis, item.assigned_because) == ("公路养护职责", "职责明确，无须约见")


@pytest.mark.parametrize("state", ["proposed", "meeting_requested", "scheduled", "discussed"])
def test_what_cannot_wait_for_the_meeting_is_assigned_before_it(state: str) -> None:
    world = world_with(state)
    world.knows("submission", submission("D1", urgency="danger"))
    item = world.snapshot_of(world.must(ASSIGNED_AT, OFFICE, DIRECTLY))
    assert (item.urgency, item.due_at) == ("danger", at("2026-09-24 16:00"))


@pytest.mark.parametrize(
    ("state", "code"),
    [("collecting", "topic_is_collecting"), ("closed", "topic_is_over"), ("dropped", "topic_is_over")],
)
def test_a_topic_is_proposed_and_not_over(state: str, code: str) -> None:
    assert world_with(state).refused(ASSIGNED_AT, OFFICE, DIRECTLY) == code


def test_one_topic_is_assigned_directly_once() -> None:
    world = world_with()
    world.must(ASSIGNED_AT, OFFICE, DIRECTLY)
    assert world.refused("2026-09-24 15:00", OFFICE, DIRECTLY) == "topic_already_assigned"


def test_what_a_meeting_agrees_about_it_is_assigned_apart() -> None:
    world = world_with()
    world.must(ASSIGNED_AT, OFFICE, DIRECTLY)
    world.must("2026-09-24 15:00", OFFICE, ASSIGN)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"topic_id": "T9"}, "unknown_thing"),
        ({"lead": "castle"}, "unknown_department"),
        ({"rule": "someday"}, "unknown_reply_rule"),
        ({"rule": "three_months", "wide_or_difficult": True}, "reply_rule_twice"),
    ],
)
def test_what_it_names_exists(fields: dict[str, object], code: str) -> None:
    command = DIRECTLY.model_copy(update=fields)
    assert world_with().refused(ASSIGNED_AT, OFFICE, command) == code


def test_the_office_assigns_and_nobody_else() -> None:
    assert world_with().refused(ASSIGNED_AT, HEAD, DIRECTLY) == "wrong_role"


KEEPS_OUT = Actor("deputy-05", Role.DEPUTY)


def test_who_keeps_out_of_the_topic_keeps_out_of_its_item_and_of_what_it_promises() -> None:
    recusal = Recusal(deputy_id=KEEPS_OUT.id, recorded_by=KEEPS_OUT.id, at=at("2026-09-03 09:00"))
    world = world_with(recusals=(recusal,))
    id = world.snapshot_of(world.must(ASSIGNED_AT, OFFICE, DIRECTLY)).item_id
    opinion, urge = said.NoteItem(item_id=id, text="快些"), said.PressItem(item_id=id, text="快些")
    for word in (opinion, urge):
        assert world.refused("2026-09-25 09:00", KEEPS_OUT, word) == "actor_is_recused"
    world.must("2026-09-25 09:00", DEPUTY, opinion)

    world.must("2026-09-25 10:00", clerk("transport"), said.AcknowledgeItem(item_id=id))
    contact = said.LogContact(item_id=id, deputy_id=KEEPS_OUT.id, how="电话")
    assert world.refused("2026-09-25 11:00", clerk("transport"), contact) == "recused_from_topic"

    contacted(world, id)
    publish(world, id, "2026-10-12 15:00", PROMISE)
    (promise,) = world.promises()
    said_of_it = said.NotePromise(promise_id=promise.promise_id, text="快些")
    assert world.refused("2026-10-20 09:00", KEEPS_OUT, said_of_it) == "actor_is_recused"
    world.must("2026-10-20 09:00", DEPUTY, said_of_it)


def test_who_signed_nothing_and_keeps_out_of_nothing_is_heard() -> None:
    world = world_with()
    id = world.snapshot_of(world.must(ASSIGNED_AT, OFFICE, DIRECTLY)).item_id
    world.must("2026-09-25 09:00", KEEPS_OUT, said.NoteItem(item_id=id, text="快些"))
