"""What a page of the desk offers can be done there."""

from datetime import UTC, datetime
from typing import Any

import pytest

from services.desk.domain.forms.fields import about, form_of
from services.desk.domain.forms.ours import ours
from services.desk.domain.forms.transitions import STAFF, commands_of_staff, kinds, states_of
from services.desk.domain.may_do import may_begin
from services.desk.domain.person import Person, Post
from services.desk.storage.reading import Kept
from services.desk.views.thing import actions
from tests.support.township import TOWNSHIP

MERGED = {"submission_id": "S1", "topic_id": "T7", "entered_by": "p"}


def offered(kind: str, state: str, role: str, said: dict[str, Any]) -> list[str]:
    person = Person("p", "某人", TOWNSHIP, Post(role, "construction"))
    kept = Kept(TOWNSHIP, kind, "S1", 3, state, said, said, datetime(2026, 9, 1, tzinfo=UTC))
    return [one.type for one in actions(person, kept, "zh_CN")]


@pytest.mark.parametrize("role", STAFF)
def test_every_form_that_a_page_offers_says_which_thing_it_moves(role: str) -> None:
    for kind in kinds():
        for state in states_of(kind):
            for type in offered(kind, state, role, MERGED):
                cls = commands_of_staff()[type]
                named = {*ours(cls, kind, "S1", MERGED), *(field.path for field in form_of(type))}
                assert about(cls) in named | {""} or not cls.model_fields[about(cls)].is_required(), type


@pytest.mark.parametrize(
    ("type", "kind", "state", "role", "theirs", "others"),
    [
        ("handling.item.decline.v1", "item", "assigned", "department", {"lead": "construction"}, {}),
        ("intake.topic.propose.v1", "topic", "collecting", "deputy", {"lead_id": "p"}, {"lead_id": "q"}),
        ("intake.topic.withdraw_co_signature.v1", "topic", "proposed", "deputy", {"co_signers": ["p"]}, {}),
        ("intake.submission.withdraw.v1", "submission", "received", "deputy", {"entered_by": "p"}, {}),
        ("evaluation.ballot.vote.v1", "ballot", "open", "deputy", {"entitled": ["p"]}, {"entitled": ["q"]}),
    ],
)  # fmt: skip
def test_a_page_offers_nobody_what_is_for_those_alone_whom_the_thing_names(
    type: str, kind: str, state: str, role: str, theirs: dict[str, Any], others: dict[str, Any]
) -> None:
    assert type in offered(kind, state, role, theirs)
    assert type not in offered(kind, state, role, others)


@pytest.mark.parametrize("role", STAFF)
def test_nobody_begins_anew_what_is_said_of_a_thing_that_is_there_already(role: str) -> None:
    types = may_begin(role)
    assert not [type for type in types if about(commands_of_staff()[type])]
    assert ("intake.topic.create.v1" in types) is (role in ("deputy", "head", "leader", "office"))
    assert "handling.item.publish_answer.v1" not in types


def test_a_matter_is_taken_out_of_its_topic_on_its_own_page() -> None:
    type = "intake.topic.release.v1"
    assert type in offered("submission", "merged", "office", MERGED)
    assert ours(commands_of_staff()[type], "submission", "S1", MERGED) == {"topic_id": "T7"}


def test_a_matter_in_no_topic_yet_offers_none_to_merge_it_into() -> None:
    assert "intake.topic.merge.v1" not in offered("submission", "accepted", "office", {})


def test_who_keeps_out_of_a_matter_is_offered_nothing_there() -> None:
    assert offered("submission", "received", "deputy", {"entered_by": "p"})
    assert not [
        type
        for type in offered("submission", "received", "deputy", {"entered_by": "p", "recused": ["p"]})
        if type.startswith("intake.submission.")
    ]
