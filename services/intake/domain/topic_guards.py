"""Why a command about a topic is refused."""

from services.intake.domain.submission import ACCEPTED, MERGED
from services.intake.domain.topic import Topic
from services.intake.domain.topic_changes import CollatingFacts, lead_of
from shared.contracts.base import Data, Role
from shared.contracts.intake import CreateTopic, MergeSubmissions, ReleaseSubmissions
from shared.errors import Refusal, refuse
from shared.reference import reference
from shared.state_machine import Situation


def by_lead_or_office(topic: Topic, _message: Data, situation: Situation) -> Refusal | None:
    """The office may, and of all others the one who leads the topic."""
    if situation.actor.role is Role.OFFICE:
        return None
    return by_lead(topic, _message, situation)


def by_lead(topic: Topic, _message: Data, situation: Situation) -> Refusal | None:
    """The one who leads the topic."""
    if situation.actor.id == topic.lead_id:
        return None
    return refuse("not_the_topics_lead", "actorid", lead=topic.lead_id)


def office_names_the_lead(_: None, message: CreateTopic, situation: Situation) -> Refusal | None:
    """The office sets topics for the head or a leader alone, and says for whom."""
    if situation.actor.role is not Role.OFFICE or message.lead_id in reference().leaders:
        return None
    return refuse("lead_not_named", "data.lead_id", leaders=", ".join(reference().leaders))


def submissions_are_in_it(topic: Topic, message: ReleaseSubmissions, _situation: Situation) -> Refusal | None:
    """Every submission named is part of the topic."""
    foreign = [id for id in message.submission_ids if id not in topic.submission_ids]
    return refuse("submission_not_in_topic", "data.submission_ids", ids=", ".join(foreign)) if foreign else None


def submissions_are_unanswered(_: Topic, _message: ReleaseSubmissions, situation: Situation) -> Refusal | None:
    """No item deals with any of them yet."""
    facts: CollatingFacts = situation.facts
    gone = [id for id, found in facts.submissions.items() if found.state != MERGED or found.item_ids]
    return refuse("submission_not_free", "data.submission_ids", ids=", ".join(gone)) if gone else None


def co_signers_are_other_deputies(_: None, message: CreateTopic, situation: Situation) -> Refusal | None:
    """Co-signers are deputies, each named once, and the lead is none of them."""
    unknown = [id for id in message.co_signers if id not in reference().deputies]
    if unknown:
        return refuse("unknown_deputy", "data.co_signers", ids=", ".join(unknown))
    people = (lead_of(message, situation), *message.co_signers)
    twice = sorted({id for id in people if people.count(id) > 1})
    return refuse("co_signer_twice", "data.co_signers", ids=", ".join(twice)) if twice else None


def submissions_are_known(
    _: Topic | None, message: CreateTopic | MergeSubmissions, situation: Situation
) -> Refusal | None:
    """Every submission named exists."""
    facts: CollatingFacts = situation.facts
    unknown = [id for id in message.submission_ids if id not in facts.submissions]
    return refuse("unknown_submission", "data.submission_ids", ids=", ".join(unknown)) if unknown else None


def submissions_are_free(
    _: Topic | None, _message: CreateTopic | MergeSubmissions, situation: Situation
) -> Refusal | None:
    """Every submission named is accepted, and no topic and no item has it yet."""
    facts: CollatingFacts = situation.facts
    taken = [id for id, found in facts.submissions.items() if found.state != ACCEPTED or found.item_ids]
    return refuse("submission_not_free", "data.submission_ids", ids=", ".join(taken)) if taken else None


def has_substance(topic: Topic, _message: Data, _situation: Situation) -> Refusal | None:
    """A topic stands on what was raised, or on a project."""
    if topic.submission_ids or topic.project_id:
        return None
    return refuse("topic_is_empty", "data.topic_id")
