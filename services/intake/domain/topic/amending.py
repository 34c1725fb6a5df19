"""A topic's words change. The earlier words stay visible, and the difference can be read at a glance."""

from dataclasses import replace
from difflib import SequenceMatcher

from services.intake.domain.topic.leading import LEADS_AND_OFFICE, leads_the_topic_or_is_the_office
from services.intake.domain.topic.threshold import enough
from services.intake.domain.topic.topic import OPEN_TO_CHANGE, Topic
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.intake import AmendTopic, TextChange, TopicAmended

DIFF_LIMIT = 10_000
"""Characters of a difference that are kept; a longer one is cut."""


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
        diff=difference(f"{topic.title}\n{topic.text}".strip(), f"{title}\n{text}".strip()),
    )
    amended = replace(
        topic, title=title, text=text, text_changes=(*topic.text_changes, change), confirmed_by=()
    )
    return amended if enough(amended, situation.rules) else replace(amended, over_threshold_at=None)


def difference(before: str, after: str) -> str:
    """``after`` with deleted words in 〔-…-〕 and added words in 〔+…+〕, character by character."""
    parts = []
    for how, start, end, new_start, new_end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if how == "equal":
            parts.append(before[start:end])
            continue
        parts.append(f"〔-{before[start:end]}-〕" if end > start else "")
        parts.append(f"〔+{after[new_start:new_end]}+〕" if new_end > new_start else "")
    return "".join(parts)[:DIFF_LIMIT]


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
