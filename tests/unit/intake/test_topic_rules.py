"""How topics come about, who may change them, and how meetings move them."""

from datetime import timedelta
from itertools import permutations

import pytest

from shared.contracts import intake as said
from shared.contracts.base import Event, Role
from shared.contracts.envelope import Actor
from shared.contracts.handling import ItemAssigned, ItemSatisfied
from shared.contracts.scheduling import MeetingFrozen, MeetingHeld, MeetingRequested
from shared.errors import NotYetKnown
from tests.unit.intake.news import FROZEN_AT, item, meeting, requested
from tests.unit.intake.world import CITIZEN, DEPUTY, HEAD, OFFICE, OTHER_DEPUTY, World


@pytest.fixture
def world() -> World:
    return World()


def proposed(world: World) -> str:
    topic_id, _ = world.collected()
    world.must(DEPUTY, said.ProposeTopic(topic_id=topic_id))
    return topic_id


def test_a_deputys_topic_takes_its_submissions_with_it(world: World) -> None:
    topic_id, ids = world.collected(3)
    assert world.topic(topic_id).origin == "deputy"
    assert world.topic(topic_id).lead_id == "deputy-01"
    assert world.topic(topic_id).submission_ids == ids
    assert {world.submission(id).topic_id for id in ids} == {topic_id}
    assert world.types()[-4:] == ["topic.created", *["submission.merged"] * 3]


def test_the_head_and_leaders_set_topics_for_the_government(world: World) -> None:
    for actor in (HEAD, Actor("leader-2", Role.LEADER)):
        event = world.must(actor, said.CreateTopic(title="水库输水管道改造", project_id="P1"))
        assert isinstance(event, said.TopicCreated)
        assert event.topic.origin == "government"


def test_citizens_set_no_topics_and_the_office_for_the_head_or_a_leader_alone(world: World) -> None:
    assert world.refused(CITIZEN, said.CreateTopic(title="议题")) == "wrong_role"
    for lead in (None, "deputy-01", "nobody"):
        assert world.refused(OFFICE, said.CreateTopic(title="议题", lead_id=lead)) == "lead_not_named"
    event = world.must(OFFICE, said.CreateTopic(title="议题", lead_id="head-1", project_id="P1"))
    assert isinstance(event, said.TopicCreated)
    assert (event.topic.lead_id, event.topic.origin) == ("head-1", "government")


def test_nobody_sets_a_topic_in_anothers_name(world: World) -> None:
    event = world.must(DEPUTY, said.CreateTopic(title="议题", lead_id="head-1"))
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
def test_co_signers_are_other_deputies_named_once(world: World, co_signers: tuple[str, ...], code: str) -> None:
    assert world.refused(DEPUTY, said.CreateTopic(title="议题", co_signers=co_signers)) == code


def test_only_accepted_submissions_are_collated(world: World) -> None:
    refused = said.CreateTopic(title="议题", submission_ids=(world.submitted(),))
    assert world.refused(DEPUTY, refused) == "submission_not_free"
    unknown = said.CreateTopic(title="议题", submission_ids=("no-such",))
    assert world.refused(DEPUTY, unknown) == "unknown_submission"


def test_a_submission_is_part_of_one_topic_at_most(world: World) -> None:
    topic_id, (id, _) = world.collected()
    other_id, _ = world.collected()
    for merge in (
        said.MergeSubmissions(topic_id=other_id, submission_ids=(id,)),
        said.MergeSubmissions(topic_id=topic_id, submission_ids=(world.accepted(), id)),
    ):
        assert world.refused(OFFICE, merge) == "submission_not_free"


def test_a_submission_named_twice_is_merged_once(world: World) -> None:
    topic_id, ids = world.collected()
    id = world.accepted()
    world.must(OFFICE, said.MergeSubmissions(topic_id=topic_id, submission_ids=(id, id)))
    assert world.topic(topic_id).submission_ids == (*ids, id)
    assert world.types()[-2:] == ["topic.merged", "submission.merged"]


def test_the_lead_and_the_office_merge_until_a_meeting_has_the_topic(world: World) -> None:
    topic_id = proposed(world)
    for actor in (DEPUTY, OFFICE):
        world.must(actor, said.MergeSubmissions(topic_id=topic_id, submission_ids=(world.accepted(),)))
    more = said.MergeSubmissions(topic_id=topic_id, submission_ids=(world.accepted(),))
    assert world.refused(OTHER_DEPUTY, more) == "not_the_topics_lead"
    world.hear(MeetingFrozen(meeting=meeting(topic_id)))
    assert world.refused(OFFICE, more) == "wrong_state"


def test_only_the_lead_proposes_and_only_what_has_substance(world: World) -> None:
    empty = world.must(DEPUTY, said.CreateTopic(title="议题"))
    assert isinstance(empty, said.TopicCreated)
    assert world.refused(DEPUTY, said.ProposeTopic(topic_id=empty.topic.topic_id)) == "topic_is_empty"
    topic_id, _ = world.collected()
    assert world.refused(OTHER_DEPUTY, said.ProposeTopic(topic_id=topic_id)) == "not_the_topics_lead"
    assert world.refused(OFFICE, said.ProposeTopic(topic_id=topic_id)) == "wrong_role"
    world.must(DEPUTY, said.ProposeTopic(topic_id=topic_id))
    project = world.must(HEAD, said.CreateTopic(title="议题", project_id="P1"))
    assert isinstance(project, said.TopicCreated)
    world.must(HEAD, said.ProposeTopic(topic_id=project.topic.topic_id))


def test_a_dropped_topic_releases_its_submissions_for_another(world: World) -> None:
    topic_id, ids = world.collected()
    drop = said.DropTopic(topic_id=topic_id, reason="与另一议题重复")
    assert world.refused(OTHER_DEPUTY, drop) == "not_the_topics_lead"
    world.must(DEPUTY, drop)
    assert world.types()[-3:] == ["topic.dropped", "submission.released", "submission.released"]
    assert world.topic(topic_id).dropped_reason == "与另一议题重复"
    assert {world.submission(id).released_reason for id in ids} == {"与另一议题重复"}
    world.must(OTHER_DEPUTY, said.CreateTopic(title="议题", submission_ids=ids))


def test_dropping_a_topic_takes_nothing_from_who_is_answered_already(world: World) -> None:
    topic_id, (answered, waiting) = world.collected()
    world.hear(ItemSatisfied(item=item("I9", (answered,), closed=True)))
    world.must(OFFICE, said.DropTopic(topic_id=topic_id, reason="重复"))
    assert world.submission(answered).state == "closed"
    assert world.submission(waiting).state == "accepted"


def test_a_topic_goes_through_request_agenda_and_meeting(world: World) -> None:
    topic_id = proposed(world)
    for event, state in (
        (MeetingRequested(meeting=requested(topic_id)), "meeting_requested"),
        (MeetingFrozen(meeting=meeting(topic_id)), "scheduled"),
        (MeetingHeld(meeting=meeting(topic_id)), "discussed"),
    ):
        world.hear(event)
        assert world.topic(topic_id).state == state
        assert world.topic(topic_id).meeting_id == "M1"


def test_one_agenda_moves_all_its_topics(world: World) -> None:
    topics = [proposed(world), proposed(world)]
    world.hear(MeetingFrozen(meeting=meeting(*topics)))
    assert {world.topic(id).state for id in topics} == {"scheduled"}


def test_the_news_of_one_meeting_end_alike_in_any_order(world: World) -> None:
    topic_id = proposed(world)
    news = (
        MeetingRequested(meeting=requested(topic_id)),
        MeetingFrozen(meeting=meeting(topic_id)),
        MeetingHeld(meeting=meeting(topic_id)),
    )
    for order in permutations(news):
        other = World(things=dict(world.things))
        for event in (*order, *order):
            other.hear(event)
        assert other.topic(topic_id).state == "discussed"


def test_a_later_meeting_takes_a_topic_over_and_an_older_one_does_not(world: World) -> None:
    topic_id = proposed(world)
    world.hear(MeetingFrozen(meeting=meeting(topic_id, id="M2", frozen_at=FROZEN_AT + timedelta(days=60))))
    ignored = world.hear(MeetingFrozen(meeting=meeting(topic_id, id="M1")))
    assert ignored == ["it knows of a later meeting"]
    assert world.topic(topic_id).meeting_id == "M2"
    world.hear(MeetingRequested(meeting=requested(topic_id, "M3", FROZEN_AT + timedelta(days=61))))
    assert world.topic(topic_id).meeting_id == "M3"
    assert world.topic(topic_id).state == "meeting_requested"


def test_a_meeting_about_a_topic_that_has_not_arrived_waits(world: World) -> None:
    with pytest.raises(NotYetKnown):
        world.hear(MeetingFrozen(meeting=meeting("no-such")))


def test_a_topic_closes_with_its_last_item(world: World) -> None:
    topic_id = proposed(world)
    world.hear(MeetingHeld(meeting=meeting(topic_id)))
    for name in ("I1", "I2"):
        world.hear(ItemAssigned(item=item(name, (), topic_id)))
    world.hear(ItemSatisfied(item=item("I1", (), topic_id)))
    assert world.topic(topic_id).state == "discussed"
    world.hear(ItemSatisfied(item=item("I2", (), topic_id)))
    assert world.topic(topic_id).state == "closed"
    assert world.types()[-4:] == ["topic.item_assigned", "topic.item_assigned", "topic.item_closed", "topic.closed"]


def test_a_further_item_opens_a_closed_topic_again(world: World) -> None:
    topic_id = proposed(world)
    for event in (
        MeetingHeld(meeting=meeting(topic_id)),
        ItemSatisfied(item=item("I1", (), topic_id)),
        ItemAssigned(item=item("I2", (), topic_id)),
    ):
        world.hear(event)
    assert world.topic(topic_id).state == "discussed"
    assert world.topic(topic_id).item_ids == ("I1", "I2")


def test_meetings_and_items_end_alike_in_any_order(world: World) -> None:
    topic_id = proposed(world)
    news: tuple[Event, ...] = (
        MeetingHeld(meeting=meeting(topic_id)),
        ItemAssigned(item=item("I1", (), topic_id)),
        ItemAssigned(item=item("I2", (), topic_id)),
        ItemSatisfied(item=item("I1", (), topic_id)),
        ItemSatisfied(item=item("I2", (), topic_id)),
    )
    for order in permutations(news):
        other = World(things=dict(world.things))
        for event in (*order, *order):
            other.hear(event)
        assert other.topic(topic_id).state == "closed"
        assert set(other.topic(topic_id).closed_item_ids) == {"I1", "I2"}
