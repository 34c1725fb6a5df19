"""What happens to a topic by command: pure changes; state and version are set by the table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from services.intake.domain.submission import Submission
from services.intake.domain.topic import BY_DEPUTY, BY_GOVERNMENT, Topic
from shared.contracts.base import Role
from shared.contracts.intake import CreateTopic, DropTopic, MergeSubmissions
from shared.state_machine import Situation


@dataclass(frozen=True, slots=True)
class CollatingFacts:
    """The submissions that a command names and that exist, by id."""

    submissions: Mapping[str, Submission]


def create(_: None, message: CreateTopic, situation: Situation) -> Topic:
    """A topic of whoever creates it: a deputy (代表出题), or the head or a leader (政府点题)."""
    return Topic(
        topic_id=situation.new_id,
        title=message.title,
        text=message.text,
        origin=BY_DEPUTY if situation.actor.role is Role.DEPUTY else BY_GOVERNMENT,
        lead_id=situation.actor.id,
        created_at=situation.now,
        co_signers=message.co_signers,
        submission_ids=_once(message.submission_ids),
        project_id=message.project_id,
    )


def merge(topic: Topic, message: MergeSubmissions, _situation: Situation) -> Topic:
    """More submissions belong to it."""
    return replace(topic, submission_ids=_once((*topic.submission_ids, *message.submission_ids)))


def drop(topic: Topic, message: DropTopic, _situation: Situation) -> Topic:
    """Given up; it keeps the list of what it collected, as history."""
    return replace(topic, dropped_reason=message.reason)


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
