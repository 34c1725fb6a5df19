"""A meeting had the topic and brought nothing about: it goes to another one, or is given up with a reason."""

from dataclasses import replace

from services.intake.domain.topic.leading import LEADS_AND_OFFICE, leads_the_topic_or_is_the_office
from services.intake.domain.topic.topic import Topic
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.intake import ProposeTopic, TopicCarriedOver
from shared.language.contracts.intake.topic_states import DISCUSSED, PROPOSED


def nothing_came_of_it(topic: Topic, _message: object, _situation: Situation) -> Refusal | None:
    """No item came of it (practice: what a department has is not met about anew, it is answered)."""
    return refuse("topic_has_items", "data.topic_id") if topic.item_ids else None


def carry_over(topic: Topic, _message: ProposeTopic, _situation: Situation) -> Topic:
    """It is open to another meeting."""
    return back_from(topic, topic.meeting_id or "")


def back_from(topic: Topic, meeting_id: str) -> Topic:
    """It came back from that meeting; how often it has been met about stays to be seen."""
    met_in = tuple(filter(None, (*topic.met_in, meeting_id)))
    return replace(topic, meeting_id=None, met_in=met_in)


CARRYING_OVER: tuple[Clause[Topic], ...] = (
    Transition(
        (DISCUSSED,),
        ProposeTopic,
        PROPOSED,
        TopicCarriedOver,
        by=LEADS_AND_OFFICE,
        why="practice: what a meeting leaves open comes back, until it is dealt with or given up",
        guards=(leads_the_topic_or_is_the_office, nothing_came_of_it),
        change=carry_over,
    ),
)
