"""Who stands behind a topic, who keeps out of it, what it says and said, and what it lets go."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.topic_text import difference
from shared.contracts import intake as said
from shared.contracts.base import Role
from shared.contracts.envelope import Actor
from shared.rules import load_rule_set
from tests.unit.intake.world import CITIZEN, DEPUTY, HEAD, NOW, OFFICE, OTHER_DEPUTY, World

THIRD_DEPUTY = Actor("deputy-04", Role.DEPUTY)
FOURTH_DEPUTY = Actor("deputy-07", Role.DEPUTY)


@pytest.fixture
def world() -> World:
    return World()


def created(world: World, *co_signers: str) -> str:
    event = world.must(DEPUTY, said.CreateTopic(title="议题", text="路灯不亮", co_signers=co_signers))
    assert isinstance(event, said.TopicCreated)
    return event.topic.topic_id


def test_who_was_named_confirms_it_and_others_join(world: World) -> None:
    id = created(world, OTHER_DEPUTY.id)
    assert world.topic(id).confirmed_by == ()
    for deputy in (OTHER_DEPUTY, THIRD_DEPUTY):
        world.must(deputy, said.CoSignTopic(topic_id=id))
        assert world.refused(deputy, said.CoSignTopic(topic_id=id)) == "already_co_signed"
    assert world.topic(id).co_signers == (OTHER_DEPUTY.id, THIRD_DEPUTY.id)
    assert world.topic(id).confirmed_by == (OTHER_DEPUTY.id, THIRD_DEPUTY.id)


def test_the_lead_signs_not_twice_and_only_deputies_sign(world: World) -> None:
    id = created(world)
    assert world.refused(DEPUTY, said.CoSignTopic(topic_id=id)) == "lead_needs_no_signature"
    for actor in (HEAD, OFFICE, CITIZEN):
        assert world.refused(actor, said.CoSignTopic(topic_id=id)) == "wrong_role"


def test_who_was_named_without_wanting_it_takes_the_name_off(world: World) -> None:
    id = created(world, OTHER_DEPUTY.id)
    world.must(OTHER_DEPUTY, said.WithdrawCoSignature(topic_id=id))
    assert world.topic(id).co_signers == ()
    assert world.refused(OTHER_DEPUTY, said.WithdrawCoSignature(topic_id=id)) == "not_a_co_signer"


def test_enough_confirmed_co_signers_take_it_over_the_threshold_and_named_ones_do_not(world: World) -> None:
    deputies = [Actor(f"deputy-0{n}", Role.DEPUTY) for n in range(2, 2 + load_rule_set().topics.co_signers)]
    id = created(world, *(deputy.id for deputy in deputies))
    for deputy in deputies:
        assert world.due() == []
        world.must(deputy, said.CoSignTopic(topic_id=id))
    ((moment, due),) = world.due()
    assert (moment, due) == (NOW, said.ThresholdReached(topic_id=id))


def test_the_lead_is_handed_to_a_co_signer_and_the_others_confirm_anew(world: World) -> None:
    id = created(world, OTHER_DEPUTY.id, THIRD_DEPUTY.id)
    for deputy in (OTHER_DEPUTY, THIRD_DEPUTY):
        world.must(deputy, said.CoSignTopic(topic_id=id))
    assert world.refused(OTHER_DEPUTY, said.HandOverTopic(topic_id=id, to=OTHER_DEPUTY.id)) == "not_the_topics_lead"
    assert world.refused(DEPUTY, said.HandOverTopic(topic_id=id, to="deputy-08")) == "next_lead_not_co_signer"
    world.must(DEPUTY, said.HandOverTopic(topic_id=id, to=OTHER_DEPUTY.id))
    assert world.topic(id).lead_id == OTHER_DEPUTY.id
    assert world.topic(id).co_signers == (DEPUTY.id, THIRD_DEPUTY.id)
    assert world.topic(id).confirmed_by == (DEPUTY.id,)
    world.must(THIRD_DEPUTY, said.CoSignTopic(topic_id=id))


def test_who_keeps_out_loses_the_signature_and_neither_signs_nor_leads(world: World) -> None:
    id = created(world, OTHER_DEPUTY.id)
    recuse = said.RecuseDeputy(topic_id=id, deputy_id=OTHER_DEPUTY.id, reason="自家鱼塘")
    assert world.refused(THIRD_DEPUTY, recuse) == "recusal_of_other"
    world.must(OTHER_DEPUTY, recuse)
    assert world.topic(id).co_signers == ()
    assert [(r.deputy_id, r.recorded_by) for r in world.topic(id).recusals] == [(OTHER_DEPUTY.id, OTHER_DEPUTY.id)]
    assert world.refused(OFFICE, recuse) == "recused_from_topic"
    assert world.refused(OTHER_DEPUTY, said.CoSignTopic(topic_id=id)) == "recused_from_topic"
    assert world.refused(DEPUTY, said.HandOverTopic(topic_id=id, to=OTHER_DEPUTY.id)) == "recused_from_topic"


def test_the_office_records_a_recusal_but_of_a_lead_only_after_it_is_handed_over(world: World) -> None:
    id = created(world)
    assert world.refused(OFFICE, said.RecuseDeputy(topic_id=id, deputy_id="nobody", reason="亲属")) == "unknown_deputy"
    lead = said.RecuseDeputy(topic_id=id, deputy_id=DEPUTY.id, reason="亲属")
    assert world.refused(OFFICE, lead) == "lead_hands_over_first"
    world.must(OFFICE, said.RecuseDeputy(topic_id=id, deputy_id=FOURTH_DEPUTY.id, reason="亲属承包"))


def test_words_change_and_the_earlier_ones_stay_to_be_seen(world: World) -> None:
    id = created(world)
    amend = said.AmendTopic(topic_id=id, text="三盏路灯不亮", why="现场核实")
    assert world.refused(OTHER_DEPUTY, amend) == "not_the_topics_lead"
    event = world.must(DEPUTY, amend, NOW + timedelta(hours=1))
    assert isinstance(event, said.TopicAmended)
    assert (event.topic.title, event.topic.text) == ("议题", "三盏路灯不亮")
    (change,) = event.topic.text_changes
    assert (change.title, change.text, change.changed_by, change.why) == ("议题", "路灯不亮", DEPUTY.id, "现场核实")
    assert change.diff == "议题\n〔+三盏+〕路灯不亮"
    assert world.refused(DEPUTY, amend) == "nothing_to_change"


@given(st.text("路灯不亮三盏，", max_size=30), st.text("路灯不亮三盏，", max_size=30))
def test_a_difference_holds_both_texts(before: str, after: str) -> None:
    shown = difference(before, after)
    out = [part.split("-〕") for part in shown.split("〔-")]
    assert "".join(part[-1] for part in out).replace("〔+", "").replace("+〕", "") == after
    into = [part.split("+〕") for part in shown.split("〔+")]
    assert "".join(part[-1] for part in into).replace("〔-", "").replace("-〕", "") == before


def test_submissions_are_let_go_with_a_reason_and_may_join_another_topic(world: World) -> None:
    topic_id, (one, other) = world.collected()
    release = said.ReleaseSubmissions(topic_id=topic_id, submission_ids=(one,), reason="说的是另一处")
    assert world.refused(OTHER_DEPUTY, release) == "not_the_topics_lead"
    world.must(DEPUTY, release)
    assert world.types()[-2:] == ["topic.released", "submission.released"]
    assert world.topic(topic_id).submission_ids == (other,)
    assert (world.submission(one).state, world.submission(one).released_reason) == ("accepted", "说的是另一处")
    assert world.refused(DEPUTY, release) == "submission_not_in_topic"
    world.must(OTHER_DEPUTY, said.CreateTopic(title="议题", submission_ids=(one,)))
    assert world.submission(one).released_reason == ""
