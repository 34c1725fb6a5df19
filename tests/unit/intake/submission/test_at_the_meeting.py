"""What a meeting settles of a matter itself; whole stories are in tests/loop/test_intake_topics.py."""

from shared.language.contracts.handling import ItemAssigned
from shared.language.contracts.intake import AskRaiser
from shared.language.contracts.scheduling import MeetingHeld
from tests.unit.intake.news import item, meeting
from tests.unit.intake.world import NOW, OFFICE, IntakeWorld


def test_a_matter_that_a_meeting_only_spoke_of_goes_on() -> None:
    world = IntakeWorld()
    id = world.accepted()

    world.hears(NOW, MeetingHeld(meeting=meeting(id, kind="submission", result="carried_over")))
    assert set(world.awaited(world.submission(id))) == {"collate", "decide_publication"}


def test_a_matter_that_a_department_has_waits_for_its_answer_whatever_a_meeting_says() -> None:
    world = IntakeWorld()
    id = world.accepted()
    world.hears(NOW, ItemAssigned(item=item("I1", (id,), rounds=0)))

    held = MeetingHeld(meeting=meeting(id, kind="submission", result="answered", said="已修好"))
    assert world.hears(NOW, held) == ["it goes on with its topic, or waits on"]
    assert world.submission(id).state == "accepted"


def test_what_is_said_of_a_matter_reaches_it_though_a_topic_has_it_by_now_or_it_was_asked() -> None:
    world = IntakeWorld()
    _, (merged, _) = world.collected()
    asked = world.accepted()
    world.must(NOW, OFFICE, AskRaiser(submission_id=asked, question="哪一盏"))
    for id in (merged, asked):
        held = MeetingHeld(meeting=meeting(id, kind="submission", result="answered", said="已修好"))
        world.hears(NOW, held)
        assert world.submission(id).state == "closed"
        assert world.submission(id).untold_since == NOW
