"""What is asked and told when words are struck out of a submission or a topic."""

from shared.kernel.messages.base import Id
from shared.language.contracts.intake.events import SubmissionEvent
from shared.language.contracts.intake.topic_events import TopicEvent
from shared.language.contracts.redacting import Redact


class RedactSubmission(Redact, type="intake.submission.redact.v1"):
    """The office strikes words out of what is public of a submission, and of what names it. Its raiser is to
    be told."""

    submission_id: Id


class RedactTopic(Redact, type="intake.topic.redact.v1"):
    """The office strikes words out of a topic, and of what names it."""

    topic_id: Id


class SubmissionRedacted(SubmissionEvent, type="intake.submission.redacted.v1"):
    """Words were struck out of what is public of the submission, and its raiser is to be told. Which and why
    stays with the office."""


class TopicRedacted(TopicEvent, type="intake.topic.redacted.v1"):
    """Words were struck out of the topic. Which and why stays with the office."""
