"""A topic is given up with a reason: before any meeting, or after one that brought nothing about."""

from dataclasses import replace

from services.intake.domain.topic.carrying_over import nothing_came_of_it
from services.intake.domain.topic.leading import LEADS_AND_OFFICE, leads_the_topic_or_is_the_office
from services.intake.domain.topic.topic import OPEN_TO_CHANGE, Topic
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.intake import DropTopic, TopicDropped
from shared.language.contracts.intake.topic_states import DISCUSSED, DROPPED
from shared.language.waiting import Final


def drop(topic: Topic, message: DropTopic, _situation: Situation) -> Topic:
    """The topic is given up; it keeps the list of its submissions, as history."""
    return replace(topic, dropped_reason=message.reason)


DROPPING: tuple[Clause[Topic], ...] = (
    Transition(
        (*OPEN_TO_CHANGE, DISCUSSED),
        DropTopic,
        DROPPED,
        TopicDropped,
        by=LEADS_AND_OFFICE,
        why="practice: a topic is given up openly and with a reason, and what it held is free for another",
        guards=(leads_the_topic_or_is_the_office, nothing_came_of_it),
        change=drop,
    ),
    Final((DROPPED,), "it was given up, with a reason; what it held is free for another"),
)
