"""A topic's words change. The earlier words stay visible, and the difference can be read at a glance."""

from dataclasses import replace

from services.intake.domain.topic.leading import LEADS_AND_OFFICE, leads_the_topic_or_is_the_office
from services.intake.domain.topic.threshold import counted_anew
from services.intake.domain.topic.topic import OPEN_TO_CHANGE, Topic
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.intake import AmendTopic, TextChange, TopicAmended


def amendment_changes_words(topic: Topic, message: AmendTopic, _situation: Situation) -> Refusal | None:
    """Something is different afterwards (no law: a change that changes nothing is a mistake)."""
    after = (message.title or topic.title, message.text or topic.text)
    return refuse("nothing_to_change", "data.text") if after == (topic.title, topic.text) else None


def amend(topic: Topic, message: AmendTopic, situation: Situation) -> Topic:
    """The given words replace the earlier ones. Who signed those is asked again, and does not count until
    then."""
    title, text = message.title or topic.title, message.text or topic.text
    change = TextChange(
        title=topic.title,
        text=topic.text,
        changed_by=situation.actor.id,
        changed_at=situation.now,
        why=message.why,
    )
    amended = replace(
        topic, title=title, text=text, text_changes=(*topic.text_changes, change), confirmed_by=()
    )
    return counted_anew(amended, situation)


AMENDING: tuple[Clause[Topic], ...] = (
    Transition(
        OPEN_TO_CHANGE,
        AmendTopic,
        None,
        TopicAmended,
        by=LEADS_AND_OFFICE,
        why="practice: words are improved until a meeting has them; the earlier ones stay to be seen",
        guards=(leads_the_topic_or_is_the_office, amendment_changes_words),
        change=amend,
    ),
)
