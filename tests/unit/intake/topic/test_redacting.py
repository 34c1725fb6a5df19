"""The office strikes words out of a topic, and of the matters that say the same."""

from services.intake.domain.topic.topic import STATES
from shared.language.contracts import intake as said
from shared.language.contracts.handling import ItemRedacted
from shared.language.contracts.scheduling import MeetingRedacted
from tests.unit.intake.world import DEPUTY, NOW, OFFICE, IntakeWorld
from tests.unit.redacting import WHY, examples_of, read

EXAMPLES = examples_of(
    said.RedactTopic(topic_id="T1", words="议题", why=WHY),
    (said.SubmissionRedacted, said.SubmissionMadeConfidential, MeetingRedacted, ItemRedacted),
    STATES,
)


def test_neither_the_topic_nor_its_earlier_words_are_read_with_what_was_struck_out() -> None:
    world = IntakeWorld()
    event = world.must(NOW, DEPUTY, said.CreateTopic(title="议题", text="东岙村王某家门口路灯不亮"))
    assert isinstance(event, said.TopicCreated)
    id = event.topic.topic_id
    world.must(NOW, DEPUTY, said.AmendTopic(topic_id=id, text="东岙村王姓人家门口路灯不亮", why="更准"))
    told = world.must(NOW, OFFICE, said.RedactTopic(topic_id=id, words="王某", why=WHY))
    assert isinstance(told, said.TopicRedacted)
    assert "王某" not in read(told)
    assert "某" not in read(told), "nor in pieces, in the difference of its words"
    assert told.topic.text_changes[0].text == "东岙村王某家门口路灯不亮"


def test_a_topic_that_let_a_matter_go_does_not_say_its_words_once_it_is_confidential() -> None:
    world = IntakeWorld()
    id = world.accepted()
    full = said.PublishSubmission(submission_id=id, extent="full")
    world.must(NOW, OFFICE, full)
    shown = world.submission(id).published
    assert shown
    text = f"群众反映：{shown.text}"
    event = world.must(NOW, DEPUTY, said.CreateTopic(title="路灯", text=text, submission_ids=(id,)))
    assert isinstance(event, said.TopicCreated)
    topic = event.topic.topic_id
    release = said.ReleaseSubmissions(topic_id=topic, submission_ids=(id,), reason="怕被报复")
    world.must(NOW, DEPUTY, release)
    world.must(NOW, OFFICE, said.MakeConfidential(submission_id=id, why="怕被报复"))
    told = world.events[-1]
    assert isinstance(told, said.TopicRedacted)
    assert shown.text not in read(told)
    assert "群众反映：██" in read(told)
    assert "怕被报复" not in read(told)
