"""The lead of a topic may change it, put it, give it up, and hand it over to another supporter."""

from dataclasses import replace

from services.intake.domain.topic.recusing import next_lead_is_not_recused, signer_is_not_recused
from services.intake.domain.topic.threshold import counted_anew
from services.intake.domain.topic.topic import BEFORE_THE_MEETING, BY_DEPUTY, Topic
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import HandOverTopic, TopicHandedOver
from shared.language.directory.choosing import hold_posts, people_named
from shared.language.named import names
from shared.language.waiting import Awaited

LEADS = (Role.DEPUTY, Role.HEAD, Role.LEADER)
"""The roles that may lead a topic: deputies (代表出题), the head and leaders (政府点题)."""
LEADS_AND_OFFICE = (*LEADS, Role.OFFICE)


@names(deputy="lead_id", head="lead_id", leader="lead_id")
def leads_the_topic(topic: Topic, message: object, situation: Situation) -> Refusal | None:
    """The actor is the topic's lead (practice: a topic is its lead's), and does not keep out of it."""
    if situation.actor.id == topic.lead_id:
        return signer_is_not_recused(topic, message, situation)
    lead = people_named(situation.directory, topic.lead_id)
    return refuse("not_the_topics_lead", "actorid", lead=lead)


@names(deputy="lead_id", head="lead_id", leader="lead_id")
def leads_the_topic_or_is_the_office(topic: Topic, message: object, situation: Situation) -> Refusal | None:
    """The office may, and of all others the one who leads the topic (practice: the office keeps topics in
    order)."""
    if situation.actor.role is Role.OFFICE:
        return None
    return leads_the_topic(topic, message, situation)


def next_lead_is_a_co_signer(topic: Topic, message: HandOverTopic, situation: Situation) -> Refusal | None:
    """The lead goes to somebody who has said that they stand behind the topic (practice: nobody is made to
    lead another's cause)."""
    if message.to in topic.confirmed_by:
        return None
    among = people_named(situation.directory, *topic.confirmed_by) or "-"
    return refuse("next_lead_not_co_signer", "data.to", co_signers=among, one_of=topic.confirmed_by)


def next_lead_may_lead(topic: Topic, message: HandOverTopic, situation: Situation) -> Refusal | None:
    """The new lead is a deputy, the head or a leader on that day (practice: a topic outlasts its lead's
    term)."""
    return hold_posts((message.to,), situation.directory, "data.to", LEADS)


def lead_has_left(topic: Topic, _message: HandOverTopic, situation: Situation) -> bool:
    """Whoever leads it may lead no topic any more: their seat or post has ended."""
    return not situation.directory.in_office(topic.lead_id, *LEADS)


def take_over(topic: Topic, message: HandOverTopic, situation: Situation) -> Topic:
    """The co-signers who are still in office are asked anew; who has left stands behind nothing."""
    others = (id for id in topic.co_signers if id != message.to)
    there = tuple(id for id in others if situation.directory.in_office(id, *LEADS))
    return counted_anew(replace(topic, lead_id=message.to, co_signers=there, confirmed_by=()), situation)


def hand_over(topic: Topic, message: HandOverTopic, situation: Situation) -> Topic:
    """The old lead becomes a co-signer, and thereby supports the new lead; the others are asked anew."""
    others = tuple(id for id in topic.co_signers if id != message.to)
    handed = replace(
        topic, lead_id=message.to, co_signers=(topic.lead_id, *others), confirmed_by=(topic.lead_id,)
    )
    return counted_anew(handed, situation)


def its_lead(topic: Topic, situation: Situation) -> Awaited:
    """The one who leads the topic has to act, in the role that they hold."""
    usual = Role.DEPUTY if topic.origin == BY_DEPUTY else Role.HEAD
    roles = (role for role in LEADS if situation.directory.holds(topic.lead_id, role))
    return Awaited(next(roles, usual), person=topic.lead_id)


LEADING: tuple[Clause[Topic], ...] = (
    Transition(
        BEFORE_THE_MEETING,
        HandOverTopic,
        None,
        TopicHandedOver,
        by=(Role.OFFICE,),
        why="practice: a topic outlasts its lead's term; for one who has left the office finds another lead",
        when=lead_has_left,
        guards=(next_lead_is_not_recused, next_lead_may_lead),
        change=take_over,
    ),
    Transition(
        BEFORE_THE_MEETING,
        HandOverTopic,
        None,
        TopicHandedOver,
        by=(Role.DEPUTY, Role.OFFICE),
        why="practice: a topic outlasts its lead; who signed for the old one confirms the new one",
        guards=(
            leads_the_topic_or_is_the_office,
            next_lead_is_not_recused,
            next_lead_is_a_co_signer,
            next_lead_may_lead,
        ),
        change=hand_over,
    ),
)
