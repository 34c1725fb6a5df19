"""How topics come about, by whom, of what, and what they let go."""

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import intake as said
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import MeetingFrozen
from tests.unit.intake.news import meeting
from tests.unit.intake.world import CITIZEN, DEPUTY, HEAD, NOW, OFFICE, OTHER_DEPUTY, IntakeWorld


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def proposed(world: IntakeWorld) -> str:
    topic_id, _ = world.collected()
    world.must(NOW, DEPUTY, said.ProposeTopic(topic_id=topic_id))
    return topic_id


def test_a_deputys_topic_takes_its_submissions_with_it(world: IntakeWorld) -> None:
    topic_id, ids = world.collected(3)
    assert world.topic(topic_id).origin == "deputy"
    assert world.topic(topic_id).lead_id == "deputy-01"
    assert world.topic(topic_id).submission_ids == ids
    assert {world.submission(id).topic_id for id in ids} == {topic_id}
    assert world.types()[-4:] == ["topic.created", *["submission.merged"] * 3]


def test_the_head_and_leaders_set_topics_for_the_government(world: IntakeWorld) -> None:
    for actor in (HEAD, Actor("leader-2", Role.LEADER)):
        event = world.must(NOW, actor, said.CreateTopic(title="水库输水管道改造", project_id="P1"))
        assert isinstance(event, said.TopicCreated)
        assert event.topic.origin == "government"


def test_citizens_set_no_topics_and_the_office_for_the_head_or_a_leader_alone(world: IntakeWorld) -> None:
    assert world.refused(NOW, CITIZEN, said.CreateTopic(title="议题")) == "wrong_role"
    for lead in (None, "deputy-01", "nobody"):
        assert world.refused(NOW, OFFICE, said.CreateTopic(title="议题", lead_id=lead)) == "lead_not_named"
    event = world.must(NOW, OFFICE, said.CreateTopic(title="议题", lead_id="head-1", project_id="P1"))
    assert isinstance(event, said.TopicCreated)
    assert (event.topic.lead_id, event.topic.origin) == ("head-1", "government")


def test_nobody_sets_a_topic_in_anothers_name(world: IntakeWorld) -> None:
    event = world.must(NOW, DEPUTY, said.CreateTopic(title="议题", lead_id="head-1"))
    assert isinstance(event, said.TopicCreated)
    assert (event.topic.lead_id, event.topic.origin) == (DEPUTY.id, "deputy")


@pytest.mark.parametrize(
    ("co_signers", "code"),
    [
        (("deputy-99",), "unknown_deputy"),
        (("deputy-01",), "co_signer_twice"),
        (("deputy-06", "deputy-06"), "co_signer_twice"),
    ],
)
def test_co_signers_are_other_deputies_named_once(
    world: IntakeWorld, co_signers: tuple[str, ...], code: str
) -> None:
    assert world.refused(NOW, DEPUTY, said.CreateTopic(title="议题", co_signers=co_signers)) == code


def test_only_accepted_submissions_are_collated(world: IntakeWorld) -> None:
    refused = said.CreateTopic(title="议题", submission_ids=(world.submitted(),))
    assert world.refused(NOW, DEPUTY, refused) == "submission_not_free"
    unknown = said.CreateTopic(title="议题", submission_ids=("no-such",))
    assert world.refused(NOW, DEPUTY, unknown) == "unknown_submission"


@pytest.mark.parametrize(("extent", "called"), [("full", "夜里没有灯"), ("no", "东岙村 · 路灯照明")])
def test_who_names_a_taken_submission_is_told_what_everybody_may_call_it(
    world: IntakeWorld, extent: str, called: str
) -> None:
    taken, free = world.submitted(title="夜里没有灯", village="V01"), world.accepted()
    accept = said.AcceptSubmission(
        submission_id=taken, category="town.lighting", publish=said.Publication(extent=extent, why="涉及他人")
    )
    world.must(NOW, OFFICE, accept)
    world.must(NOW, DEPUTY, said.CreateTopic(title="议题", submission_ids=(taken,)))
    kept = world.submitted(title="邻居的事")
    world.must(NOW, OFFICE, said.MakeConfidential(submission_id=kept, why="涉及隐私"))
    create = said.CreateTopic(title="议题", submission_ids=(taken, kept, free))
    refusal = world.refusal(NOW, DEPUTY, create)
    assert refusal.code == "submission_not_free"
    assert dict(refusal.values)["titles"] == f"“{called}”、{kept}"
    assert refusal.one_of == (free,)


def test_the_lead_and_the_office_merge_until_a_meeting_has_the_topic(world: IntakeWorld) -> None:
    topic_id = proposed(world)
    for actor in (DEPUTY, OFFICE):
        world.must(NOW, actor, said.MergeSubmissions(topic_id=topic_id, submission_ids=(world.accepted(),)))
    more = said.MergeSubmissions(topic_id=topic_id, submission_ids=(world.accepted(),))
    assert world.refused(NOW, OTHER_DEPUTY, more) == "not_the_topics_lead"
    world.hears(NOW, MeetingFrozen(meeting=meeting(topic_id)))
    assert world.refused(NOW, OFFICE, more) == "wrong_state"


def test_submissions_are_let_go_with_a_reason_and_may_join_another_topic(world: IntakeWorld) -> None:
    topic_id, (one, other) = world.collected()
    release = said.ReleaseSubmissions(topic_id=topic_id, submission_ids=(one,), reason="说的是另一处")
    assert world.refused(NOW, OTHER_DEPUTY, release) == "not_the_topics_lead"
    world.must(NOW, DEPUTY, release)
    assert world.types()[-2:] == ["topic.released", "submission.released"]
    assert world.topic(topic_id).submission_ids == (other,)
    assert (world.submission(one).state, world.submission(one).released_reason) == (
        "accepted",
        "说的是另一处",
    )
    assert world.refused(NOW, DEPUTY, release) == "submission_not_in_topic"
    world.must(NOW, OTHER_DEPUTY, said.CreateTopic(title="议题", submission_ids=(one,)))
    assert world.submission(one).released_reason == ""
