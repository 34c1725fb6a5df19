"""What happens to a topic by command: pure changes; state and version are set by the table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from services.intake.domain.submission import Submission
from services.intake.domain.topic import BY_DEPUTY, BY_GOVERNMENT, Topic
from shared.contracts.base import Role
from shared.contracts.intake import CreateTopic, DropTopic, MergeSubmissions, ReleaseSubmissions
from shared.state_machine import Situation


@dataclass(frozen=True, slots=True)
class CollatingFacts:
    """The submissions that a command names and that exist, by id; how many people are then behind the topic."""

    submissions: Mapping[str, Submission]
    supporters: int = 0


def create(_: None, message: CreateTopic, situation: Situation) -> Topic:
    """A topic of whoever creates it: a deputy (代表出题), or the head or a leader (政府点题)."""
    return Topic(
        topic_id=situation.new_id,
        title=message.title,
        text=message.text,
        origin=BY_DEPUTY if situation.actor.role is Role.DEPUTY else BY_GOVERNMENT,
        lead_id=lead_of(message, situation),
        created_at=situation.now,
        co_signers=message.co_signers,
        submission_ids=_once(message.submission_ids),
        supporters=situation.facts.supporters,
        project_id=message.project_id,
    )


def lead_of(message: CreateTopic, situation: Situation) -> str:
    """Whoever creates it; the office creates it for the head or a leader."""
    return message.lead_id or "" if situation.actor.role is Role.OFFICE else situation.actor.id


def merge(topic: Topic, message: MergeSubmissions, situation: Situation) -> Topic:
    """More submissions belong to it."""
    ids = _once((*topic.submission_ids, *message.submission_ids))
    return replace(topic, submission_ids=ids, supporters=situation.facts.supporters)


def release(topic: Topic, message: ReleaseSubmissions, situation: Situation) -> Topic:
    """Fewer submissions belong to it."""
    ids = tuple(id for id in topic.submission_ids if id not in message.submission_ids)
    return replace(topic, submission_ids=ids, supporters=situation.facts.supporters)


def drop(topic: Topic, message: DropTopic, _situation: Situation) -> Topic:
    """Given up; it keeps the list of what it collected, as history."""
    return replace(topic, dropped_reason=message.reason)


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
