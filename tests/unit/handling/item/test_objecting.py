"""A deputy objects to how far an answer is public, and the office decides anew."""

from dataclasses import replace
from typing import Any

import pytest

from services.handling.domain.item.item import STATES
from services.handling.domain.item.objecting import ObjectingFacts
from services.handling.storage.tables import ITEM
from shared.kernel.messages.audience import public_json
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.contracts.evaluation import BallotOpened
from shared.language.contracts.intake import Recusal, TopicSnapshot
from tests.support.world import at
from tests.unit.chapters import Example
from tests.unit.handling.examples import a_ballot, answered, called, closed, fast_lane, waited
from tests.unit.handling.world import DEPUTY, OFFICE, HandlingWorld, chief, submission
from tests.unit.redacting import read

DAY = "2026-10-13 09:00"
"""The day after the answer."""
LAST, TOO_LATE = "2026-11-02 23:00", "2026-11-03 00:01"
"""Fifteen working days after it."""
OTHER = Actor("deputy-06", Role.DEPUTY)
SUMMARY = {"publish": "summary", "summary": "已向反映人说明"}
REASON = "写到了王某的病情"

EXAMPLES = (
    Example(
        said.ObjectToPublication(item_id="I1", round=1, reason=REASON),
        DEPUTY,
        STATES,
        ObjectingFacts(frozenset()),
    ),
    Example(said.WithdrawObjection(item_id="I1", round=1), DEPUTY, STATES),
    Example(
        said.DecidePublication(
            item_id="I1", round=1, publish="no", not_public_because="隐私", reason="异议成立"
        ),
        OFFICE,
        STATES,
    ),
)


@pytest.fixture
def answer() -> tuple[HandlingWorld, str]:
    """An answer of 12 October, in full."""
    return answered({"result_class": "D", "text": "王某家的水渠不归乡里修", "reasons": "属于自用"})


def objection(id: str, round: int = 1) -> said.ObjectToPublication:
    return said.ObjectToPublication(item_id=id, round=round, reason=REASON)


def decision(id: str, round: int = 1, **how: Any) -> said.DecidePublication:
    words = {"item_id": id, "round": round, "reason": "异议成立", **(how or SUMMARY)}
    return said.DecidePublication.model_validate(words)


def test_an_objection_changes_nothing_that_is_public_and_the_office_is_waited_for(
    answer: tuple[HandlingWorld, str],
) -> None:
    world, id = answer
    before = world.item(id)
    world.must(DAY, DEPUTY, objection(id))
    after = world.item(id)
    assert (after.answers, after.state) == (before.answers, before.state)
    assert waited(after)["decide_objection"] == "10-20"


def test_who_objected_and_why_is_in_no_public_word(answer: tuple[HandlingWorld, str]) -> None:
    world, id = answer
    event = world.must(DAY, DEPUTY, objection(id))
    assert isinstance(event, said.ItemPublicationObjected)
    assert event.anonymous
    face = public_json(event)
    assert face
    assert "objections" not in face
    assert REASON not in face
    assert event.item.objections[0].reason == REASON
    world.must(DAY, OFFICE, decision(id))
    face = public_json(world.events[-1])
    assert face
    assert [words for words in (REASON, "异议成立", "publication_decisions") if words in face] == []


def test_a_silent_office_is_called_for_up_to_the_head(answer: tuple[HandlingWorld, str]) -> None:
    world, id = answer
    world.must(DAY, DEPUTY, objection(id))
    world.advance(at("2026-11-20 12:00"))
    rungs = called(world, "decide_objection")
    assert rungs[-1].endswith("office head presidium")


def test_the_office_decides_otherwise_and_everybody_reads_that_alone(
    answer: tuple[HandlingWorld, str],
) -> None:
    world, id = answer
    world.must(DAY, DEPUTY, objection(id))
    event = world.must(DAY, OFFICE, decision(id))
    assert isinstance(event, said.ItemPublicationChanged)
    last = event.item.answers[-1]
    assert (last.extent, last.public_text) == ("summary", "已向反映人说明")
    assert last.text == "王某家的水渠不归乡里修"
    assert "王某" not in read(event)
    assert "decide_objection" not in waited(world.item(id))
    (decided,) = event.item.publication_decisions
    assert (decided.before, decided.public_before) == ("full", "王某家的水渠不归乡里修\n属于自用")
    assert DEPUTY.id in decided.told


def test_the_office_may_leave_it_as_it_is_with_a_reason(answer: tuple[HandlingWorld, str]) -> None:
    world, id = answer
    world.must(DAY, DEPUTY, objection(id))
    event = world.must(DAY, OFFICE, decision(id, publish="full", reason="不含隐私"))
    assert isinstance(event, said.ItemPublicationUpheld)
    assert event.item.publication_decisions[-1].upheld
    assert "decide_objection" not in waited(world.item(id))
    assert world.refused(DAY, DEPUTY, objection(id)) == "objection_was_decided"


def test_the_same_again_without_an_objection_is_a_slip(answer: tuple[HandlingWorld, str]) -> None:
    world, id = answer
    assert world.refused(DAY, OFFICE, decision(id, publish="full")) == "nothing_changes"
    world.must(DAY, OFFICE, decision(id))
    assert world.refused(DAY, OFFICE, decision(id)) == "nothing_changes"


@pytest.mark.parametrize(
    ("how", "code"),
    [({"publish": "summary"}, "summary_missing"), ({"publish": "no"}, "not_public_because_missing")],
)
def test_a_decision_says_what_it_needs_to(
    answer: tuple[HandlingWorld, str], how: dict[str, Any], code: str
) -> None:
    world, id = answer
    world.must(DAY, DEPUTY, objection(id))
    assert world.refused(DAY, OFFICE, decision(id, **how)) == code


def test_twice_is_once_and_after_taking_it_back_again(answer: tuple[HandlingWorld, str]) -> None:
    world, id = answer
    world.must(DAY, DEPUTY, objection(id))
    assert world.refused(DAY, DEPUTY, objection(id)) == "already_objected"
    event = world.must(DAY, DEPUTY, said.WithdrawObjection(item_id=id, round=1))
    assert isinstance(event, said.ItemObjectionWithdrawn)
    assert "decide_objection" not in waited(world.item(id))
    again = said.WithdrawObjection(item_id=id, round=1)
    assert world.refused(DAY, DEPUTY, again) == "no_objection_of_yours"
    world.must(DAY, DEPUTY, objection(id))


def test_two_deputies_object_and_one_takes_theirs_back(answer: tuple[HandlingWorld, str]) -> None:
    world, id = answer
    world.things[ITEM.name, id] = replace(world.item(id), deputies=(DEPUTY.id, OTHER.id))
    world.must(DAY, DEPUTY, objection(id))
    world.must("2026-10-14 09:00", OTHER, objection(id))
    world.must("2026-10-14 09:00", DEPUTY, said.WithdrawObjection(item_id=id, round=1))
    assert waited(world.item(id))["decide_objection"] == "10-21", "counted from the other's"
    event = world.must("2026-10-14 10:00", OFFICE, decision(id))
    decided = [one.deputy_id for one in world.snapshot_of(event).objections if one.decided_at]
    assert decided == [OTHER.id]


def test_the_time_to_object_ends_and_begins_anew_with_what_is_decided_otherwise(
    answer: tuple[HandlingWorld, str],
) -> None:
    world, id = answer
    assert world.refused(TOO_LATE, DEPUTY, objection(id)) == "objection_too_late"
    world.must(TOO_LATE, OFFICE, decision(id))
    world.must("2026-11-04 09:00", DEPUTY, objection(id))


def test_on_the_last_day_it_is_in_time(answer: tuple[HandlingWorld, str]) -> None:
    world, id = answer
    world.must(LAST, DEPUTY, objection(id))


def test_only_deputies_concerned_object_and_nobody_else(answer: tuple[HandlingWorld, str]) -> None:
    world, id = answer
    assert world.refused(DAY, OTHER, objection(id)) == "deputy_may_not_object"
    assert world.refused(DAY, OFFICE, objection(id)) == "wrong_role"
    elsewhere = Actor("deputy-of-elsewhere", Role.DEPUTY)
    refusal = world.law.admits(elsewhere, world.item(id).assigned_at, said.ObjectToPublication)
    assert refusal
    assert refusal.code == "unknown_person"


@pytest.mark.parametrize("by", ["topic", "matter"])
def test_who_keeps_out_of_the_matter_does_not_object(answer: tuple[HandlingWorld, str], by: str) -> None:
    world, id = answer
    if by == "topic":
        recusal = Recusal(deputy_id=DEPUTY.id, recorded_by=OFFICE.id, at=at(DAY))
        world.things[ITEM.name, id] = replace(world.item(id), topic_id="T1")
        world.knows("topic", topic(recusal))
    else:
        world.knows("submission", submission("D1").model_copy(update={"recused": (DEPUTY.id,)}))
    assert world.refused(DAY, DEPUTY, objection(id)) == "recused_from_topic"


def test_of_a_small_matter_any_deputy_of_the_township_objects() -> None:
    world, id = fast_lane()
    small = said.AnswerFastLane(item_id=id, result_class="A", text="已给王某家接通")
    world.must("2026-09-10 15:00", chief("construction"), small)
    world.must("2026-09-11 09:00", OTHER, objection(id))
    assert "decide_objection" in waited(world.item(id))
    event = world.must("2026-09-11 10:00", OFFICE, decision(id, publish="no", not_public_because="个人事项"))
    assert "王某" not in read(event)


def test_an_answer_that_was_not_given_out_or_is_confidential_has_no_objection(
    answer: tuple[HandlingWorld, str],
) -> None:
    world, id = answer
    refusal = world.refusal(DAY, DEPUTY, objection(id, 2))
    assert (refusal.code, refusal.one_of) == ("no_answer_of_that_round", ("1",))
    assert world.refused(DAY, OFFICE, decision(id, 2)) == "no_answer_of_that_round"
    world.things[ITEM.name, id] = replace(world.item(id), confidential=True)
    assert world.refused(DAY, DEPUTY, objection(id)) == "confidential_not_published"


def topic(recusal: Recusal) -> TopicSnapshot:
    return TopicSnapshot(
        topic_id="T1",
        state="assigned",
        title="水渠",
        text="水渠",
        origin="deputy",
        lead_id="deputy-02",
        recusals=(recusal,),
        created_at=at(DAY),
    )


def test_an_objection_outlives_the_round_and_the_end_of_the_item(answer: tuple[HandlingWorld, str]) -> None:
    world, id = answer
    world.must(DAY, DEPUTY, objection(id))
    ballot = a_ballot(world.item(id))
    world.hears(DAY, BallotOpened(ballot=ballot))
    world.hears("2026-10-27 00:00", closed(ballot, "satisfied"))
    assert (world.item(id).state, list(waited(world.item(id)))) == ("satisfied", ["decide_objection"])
    world.must("2026-10-27 09:00", OFFICE, decision(id))
    assert world.item(id).waiting == ()
