"""The threshold: so many people support a topic that a meeting may be asked for."""

from collections.abc import Iterator
from dataclasses import replace

from services.intake.domain.topic.topic import BEFORE_THE_MEETING, STATES, Topic
from shared.language.behaviour import Clause, Ignore, Situation, TimerChange, Transition
from shared.language.contracts.intake import ThresholdReached, TopicOverThreshold
from shared.language.rules import RuleSet


def enough(topic: Topic, rules: RuleSet) -> bool:
    """Whether so many stand behind it that a meeting may be asked for (rules.topics); each number is
    enough."""
    return (
        len(topic.confirmed_by) >= rules.topics.co_signers
        or topic.supporters >= rules.topics.supporters
        or len(topic.submission_ids) >= rules.topics.submissions
    )


def counted_anew(topic: Topic, situation: Situation) -> Topic:
    """After those who stand behind it are others: enough do, or it is over the threshold no more."""
    return topic if enough(topic, situation.rules) else replace(topic, over_threshold_at=None)


def crosses(topic: Topic, _message: ThresholdReached, situation: Situation) -> bool:
    """Enough stand behind it, for the first time."""
    return topic.over_threshold_at is None and enough(topic, situation.rules)


def cross(topic: Topic, _message: ThresholdReached, situation: Situation) -> Topic:
    """From now on a meeting may be asked for. A supporter who leaves later changes nothing about that."""
    return replace(topic, over_threshold_at=situation.now)


def watch(topic: Topic, situation: Situation) -> Iterator[TimerChange]:
    """Tell ourselves at once when enough stand behind it."""
    if topic.over_threshold_at is None and enough(topic, situation.rules):
        reached = ThresholdReached(topic_id=topic.topic_id)
        yield TimerChange(f"threshold:{topic.topic_id}", situation.now, reached)


THRESHOLD: tuple[Clause[Topic], ...] = (
    Transition(
        BEFORE_THE_MEETING,
        ThresholdReached,
        None,
        TopicOverThreshold,
        why="rules topics.* (no law gives a number): co-signers, supporters or submissions, any is enough",
        when=crosses,
        change=cross,
    ),
    Ignore(STATES, ThresholdReached, "a meeting has it, or it is over the threshold already"),
)
