"""Ways in which a topic, its raisers or those who signed it fell out of the loop, over intake's real tables
and use cases."""

from datetime import timedelta

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import intake as said
from shared.language.contracts.envelope import Role
from shared.language.contracts.handling import ItemAnswered, ItemAssigned, ItemSatisfied
from shared.language.contracts.scheduling import MeetingCalled, MeetingHeld, MeetingMissed
from tests.unit.intake.news import item, meeting
from tests.unit.intake.world import DEPUTY, HEAD, NOW, OFFICE, OTHER_DEPUTY, IntakeWorld

DANGER = "电线掉在路上，小孩在旁边玩，随时会触电"
DAYS = timedelta(days=1)


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def proposed(world: IntakeWorld) -> tuple[str, tuple[str, ...]]:
    topic, ids = world.collected()
    world.must(NOW, DEPUTY, said.ProposeTopic(topic_id=topic))
    return topic, ids


def discussed(world: IntakeWorld) -> tuple[str, tuple[str, ...]]:
    topic, ids = proposed(world)
    world.hears(NOW, MeetingHeld(meeting=meeting(topic)))
    return topic, ids


def test_l01_a_topic_that_a_meeting_left_open_is_asked_after_until_it_is_settled(world: IntakeWorld) -> None:
    topic, _ = discussed(world)

    world.advance(NOW + 400 * DAYS)
    assert {"head", "presidium"} <= {role for *_, reach in world.rungs("settle") for role in reach}
    event = world.must(NOW + 400 * DAYS, DEPUTY, said.ProposeTopic(topic_id=topic))
    assert isinstance(event, said.TopicCarriedOver)
    assert (event.topic.state, event.topic.met_in) == ("proposed", ("M1",))
    again = meeting(topic, id="M2", frozen_at=NOW + 420 * DAYS)
    why = world.hears(NOW + 401 * DAYS, MeetingHeld(meeting=meeting(topic)))
    assert why[0] == "it came back from that meeting"
    world.hears(NOW + 430 * DAYS, MeetingHeld(meeting=again))
    assert world.topic(topic).state == "discussed"


def test_l01_what_a_meeting_carries_over_comes_back_by_itself(world: IntakeWorld) -> None:
    topic, _ = proposed(world)

    for times, id in enumerate(("M1", "M2"), 1):
        world.hears(NOW, MeetingHeld(meeting=meeting(topic, id=id, result="carried_over")))
        assert (world.topic(topic).state, len(world.topic(topic).met_in)) == ("proposed", times)
    assert "bring_up" in world.awaited(world.topic(topic))


def test_l01_what_a_meeting_drops_is_free_and_its_raisers_are_to_hear_why(world: IntakeWorld) -> None:
    topic, ids = proposed(world)

    world.hears(NOW, MeetingHeld(meeting=meeting(topic, result="dropped", said="县里已立项")))
    assert (world.topic(topic).state, world.topic(topic).dropped_reason) == ("dropped", "县里已立项")
    for submission in map(world.submission, ids):
        assert (submission.state, submission.released_reason) == ("accepted", "县里已立项")
        assert "tell" in world.awaited(submission)


def test_l01_what_a_meeting_answers_on_the_spot_is_the_answer_of_each_raiser(world: IntakeWorld) -> None:
    topic, ids = proposed(world)
    alone = world.accepted()

    world.hears(NOW, MeetingHeld(meeting=meeting(topic, result="answered", said="今晚就修")))
    answered = meeting(alone, kind="submission", result="answered", said="已修好")
    world.hears(NOW, MeetingHeld(meeting=answered))
    assert world.topic(topic).state == "closed"
    for id, said_there in ((ids[0], "今晚就修"), (ids[1], "今晚就修"), (alone, "已修好")):
        submission = world.submission(id)
        assert submission.spoken_answer
        assert (submission.state, submission.spoken_answer.text) == ("closed", said_there)
        assert set(world.awaited(submission)) == {"tell", "decide_publication"}


def test_l01_a_topic_that_a_meeting_left_open_may_be_given_up_and_its_raisers_are_told(
    world: IntakeWorld,
) -> None:
    topic, ids = discussed(world)

    world.must(NOW, OFFICE, said.DropTopic(topic_id=topic, reason="已由县里统一安排"))
    for id in ids:
        assert world.submission(id).released_reason == "已由县里统一安排"
        assert "tell" in world.awaited(world.submission(id))


def test_l01_what_a_department_has_is_neither_given_up_nor_met_about_anew(world: IntakeWorld) -> None:
    topic, _ = discussed(world)
    world.hears(NOW, ItemAssigned(item=item("I1", (), topic, rounds=0)))

    for command in (said.DropTopic(topic_id=topic, reason="重复"), said.ProposeTopic(topic_id=topic)):
        assert world.refused(NOW, OFFICE, command) == "topic_has_items"


def test_l02_an_item_that_names_nobody_answers_all_whose_topic_it_came_of(world: IntakeWorld) -> None:
    topic, ids = discussed(world)

    for news in (
        ItemAssigned(item=item("I1", (), topic, rounds=0)),
        ItemAnswered(item=item("I1", (), topic)),
        ItemSatisfied(item=item("I1", (), topic, closed=True)),
    ):
        world.hears(NOW, news)
    assert world.topic(topic).state == "closed"
    assert [world.submission(id).state for id in ids] == ["closed", "closed"]
    assert all("tell" in world.awaited(world.submission(id)) for id in ids)


@pytest.mark.parametrize("settled", ["another item", "released"])
def test_l02_a_topic_with_an_unanswered_raiser_does_not_close(world: IntakeWorld, settled: str) -> None:
    topic, (answered, left) = discussed(world)
    for news in (
        ItemAssigned(item=item("I1", (answered,), topic, rounds=0)),
        ItemSatisfied(item=item("I1", (answered,), topic, closed=True)),
    ):
        world.hears(NOW, news)
    assert world.topic(topic).state == "discussed"
    assert "settle" in world.awaited(world.topic(topic))

    if settled == "released":
        world.must(
            NOW, OFFICE, said.ReleaseSubmissions(topic_id=topic, submission_ids=(left,), reason="另办")
        )
    else:
        world.hears(NOW, ItemAssigned(item=item("I2", (left,), topic, rounds=0)))
        world.hears(NOW, ItemSatisfied(item=item("I2", (left,), topic, closed=True)))
    assert world.topic(topic).state == "closed"


@pytest.mark.parametrize("state", ["collecting", "proposed"])
def test_l06_a_topic_that_nobody_takes_further_reaches_the_head(world: IntakeWorld, state: str) -> None:
    topic, _ = world.collected()
    if state == "proposed":
        world.must(NOW, DEPUTY, said.ProposeTopic(topic_id=topic))

    world.advance(NOW + 200 * DAYS)
    (waiting,) = world.topic(topic).waiting
    assert waiting.called
    assert "head" in waiting.called.reach


def test_l21_unconfirmed_names_do_not_count_and_new_words_need_new_signatures(world: IntakeWorld) -> None:
    names = ("deputy-02", "deputy-03", OTHER_DEPUTY.id)
    event = world.must(NOW, DEPUTY, said.CreateTopic(title="议题", text="路灯不亮", co_signers=names))
    topic = str(world.snapshot_of(event).topic_id)
    assert world.topic(topic).over_threshold_at is None
    for name in names:
        world.must(NOW, Actor(name, Role.DEPUTY), said.CoSignTopic(topic_id=topic))
    world.advance(NOW)
    assert world.topic(topic).over_threshold_at is not None

    world.must(NOW, DEPUTY, said.AmendTopic(topic_id=topic, text="改建停车场", why="另有想法"))
    assert (world.topic(topic).co_signers, world.topic(topic).confirmed_by) == (names, ())
    assert world.topic(topic).over_threshold_at is None
    for name in names:
        world.must(NOW, Actor(name, Role.DEPUTY), said.CoSignTopic(topic_id=topic))
    world.advance(NOW)
    assert world.topic(topic).over_threshold_at is not None


@pytest.mark.parametrize("by", [HEAD, OFFICE])
def test_l18_a_theme_of_the_government_needs_a_title_and_a_text_and_has_its_end(
    world: IntakeWorld, by: Actor
) -> None:
    lead = "head-1" if by is OFFICE else None
    bare = said.CreateTopic(title="旅游旺季停车怎么管", lead_id=lead)
    without = world.must(NOW, by, bare)
    assert isinstance(without, said.TopicCreated)
    put = said.ProposeTopic(topic_id=without.topic.topic_id)
    assert world.refused(NOW, HEAD, put) == "topic_is_empty"
    written = bare.model_copy(update={"text": "旺季车位不足，请代表听取群众意见。"})
    created = world.must(NOW, by, written)
    assert isinstance(created, said.TopicCreated)
    topic = created.topic.topic_id
    assert created.topic.origin == "government"
    world.must(NOW, HEAD, said.ProposeTopic(topic_id=topic))
    world.hears(NOW, MeetingHeld(meeting=meeting(topic, result="answered")))
    assert world.topic(topic).state == "closed"


def test_l18_a_deputys_topic_still_stands_on_what_people_raised(world: IntakeWorld) -> None:
    created = world.must(NOW, DEPUTY, said.CreateTopic(title="停车", text="车位不足"))
    assert isinstance(created, said.TopicCreated)
    put = said.ProposeTopic(topic_id=created.topic.topic_id)
    assert world.refused(NOW, DEPUTY, put) == "topic_is_empty"


def test_l16_a_meeting_that_the_head_called_and_that_was_missed_leaves_its_topic_open(
    world: IntakeWorld,
) -> None:
    topic, _ = proposed(world)
    called = meeting(topic, requested_at=NOW + DAYS)
    world.hears(NOW + DAYS, MeetingCalled(meeting=called))
    assert world.topic(topic).state == "meeting_requested"
    missed = called.model_copy(update={"ended_at": NOW + 9 * DAYS, "state": "missed"})
    world.hears(NOW + 9 * DAYS, MeetingMissed(meeting=missed))
    assert world.topic(topic).state == "proposed"
    assert "bring_up" in world.awaited(world.topic(topic))
