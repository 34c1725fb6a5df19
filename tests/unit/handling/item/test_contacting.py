"""Contacts (面商) with deputies, which come before the answer."""

from datetime import timedelta

from shared.language.contracts import handling as said
from tests.unit.handling.examples import (
    ANSWER,
    SOON,
    acknowledged,
    contacted,
    heard,
)
from tests.unit.handling.world import clerk

TRANSPORT = clerk("transport")


def test_the_first_progress_or_contact_means_work_has_begun() -> None:
    world, id = acknowledged()
    contacted(world, id, times=1)
    assert world.item(id).state == "in_progress"


def test_a_contact_is_with_a_deputy() -> None:
    world, id = acknowledged()
    command = said.LogContact(item_id=id, deputy_id="deputy-99", how="当面")
    assert world.refused(SOON, TRANSPORT, command) == "unknown_deputy"


def test_the_same_contact_again_is_not_another() -> None:
    world, id = acknowledged()
    contact = said.LogContact(item_id=id, deputy_id="deputy-01", how="当面")
    world.must(SOON, TRANSPORT, contact)
    assert world.refused(SOON, TRANSPORT, contact) == "already_contacted"
    assert world.refused(SOON, TRANSPORT, contact.model_copy(update={"how": " 当面 "})) == "already_contacted"
    for another in ({"how": "电话"}, {"deputy_id": "deputy-02"}):
        world.must(SOON, TRANSPORT, contact.model_copy(update=another))
    world.must(SOON + timedelta(days=1), TRANSPORT, contact)
    assert len(world.item(id).contacts) == 4


def test_nothing_is_drafted_before_the_three_contacts_of_the_round() -> None:
    world, id = acknowledged()
    contacted(world, id, times=2)
    command = said.DraftAnswer.model_validate({"item_id": id, **ANSWER})
    assert world.refused(SOON, TRANSPORT, command) == "contacts_missing"
    contacted(world, id, times=1)
    heard(world, id)
    world.must(SOON, TRANSPORT, command)
