"""Assigning directly: a topic that needs no meeting, or whose matter cannot wait for one. Whoever decides so
says by what duty, and why."""

from dataclasses import replace

from services.handling.domain.item.assigning import (
    AssignFacts,
    begun,
    deputies_of,
    kept_out_of,
    most_urgent,
    reply_rule_exists,
    rule_is_said_once,
)
from services.handling.domain.item.item import ASSIGNED, Item
from services.handling.domain.item.lead import departments_exist
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Creation, Situation
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake.topic_states import CLOSED, COLLECTING, DROPPED
from shared.language.redacting import as_published


def topic_is_known(
    _item: None, message: said.AssignDirectly, situation: Situation[AssignFacts]
) -> Refusal | None:
    """Intake has told of the topic (platform rule)."""
    if situation.facts.topic:
        return None
    return refuse("unknown_thing", "data.topic_id", thing="topic", id=message.topic_id)


def topic_is_open(
    _item: None, _message: said.AssignDirectly, situation: Situation[AssignFacts]
) -> Refusal | None:
    """Its deputies have put it forward, and it is not over (practice of 代表出题)."""
    topic = situation.facts.topic
    assert topic
    if topic.state == COLLECTING:
        return refuse("topic_is_collecting", "data.topic_id")
    if topic.state in (CLOSED, DROPPED):
        return refuse("topic_is_over", "data.topic_id")
    return None


def topic_is_not_assigned(
    _item: None, _message: said.AssignDirectly, situation: Situation[AssignFacts]
) -> Refusal | None:
    """One topic is assigned directly once, however often it is asked for (platform rule)."""
    return refuse("topic_already_assigned", "data.topic_id") if situation.facts.assigned else None


def assign_directly(_item: None, message: said.AssignDirectly, situation: Situation[AssignFacts]) -> Item:
    """An item of the topic, with all of its matters."""
    topic = situation.facts.topic
    assert topic
    title = as_published(topic.title, topic.redactions)
    return replace(
        begun(message, situation, title, topic.submission_ids, most_urgent(situation)),
        topic_id=topic.topic_id,
        basis=message.basis,
        assigned_because=message.reason,
        deputies=deputies_of(topic),
        recused=kept_out_of(topic),
    )


ASSIGNING_DIRECTLY: tuple[Clause[Item], ...] = (
    Creation(
        said.AssignDirectly,
        ASSIGNED,
        said.ItemAssigned,
        by=(Role.OFFICE,),
        why="practice of 交办: what needs no meeting, or cannot wait, is assigned with its basis and reason",
        facts=AssignFacts,
        guards=(
            topic_is_known,
            topic_is_open,
            topic_is_not_assigned,
            departments_exist,
            reply_rule_exists,
            rule_is_said_once,
        ),
        change=assign_directly,
    ),
)
