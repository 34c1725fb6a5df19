"""The timers by which intake wakes itself."""

from shared.kernel.messages.base import Id, Instant, Timer
from shared.language.contracts.deadlines import CountAnew


class ThresholdReached(Timer, type="intake.topic.threshold_reached.v1"):
    """The last change took the topic over a threshold."""

    topic_id: Id


class RetentionOver(Timer, type="intake.submission.retention_over.v1"):
    """The retention time after the end is over: the data that leads to the raiser must be erased."""

    submission_id: Id


class QuestionDue(Timer, type="intake.submission.question_due.v1"):
    """The raiser's time to answer is over, for the question asked at ``asked_at``."""

    submission_id: Id
    asked_at: Instant


class SubmissionWaitDue(Timer, type="intake.submission.wait_due.v1"):
    """The next rung of a submission's ladders is due."""

    submission_id: Id


class TopicWaitDue(Timer, type="intake.topic.wait_due.v1"):
    """The next rung of a topic's ladders is due."""

    topic_id: Id


class CountSubmissionsAnew(CountAnew, type="intake.submission.count_anew.v1"):
    """Matters that wait for their raisers or for the county count that time anew."""
