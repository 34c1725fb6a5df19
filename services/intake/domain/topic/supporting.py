"""The number of people who support the submissions of a topic. A person who supports several counts once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from services.intake.domain.submission.raiser import RAISERS, RAISERS_AND_AGENTS
from services.intake.domain.submission.submission import Submission
from services.intake.domain.topic.threshold import watch
from services.intake.domain.topic.topic import BEFORE_THE_MEETING, Topic
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import SupportSubmission, TopicSupported, WithdrawSupport
from shared.language.contracts.intake.topic_states import BEING_HANDLED, DISCUSSED


@dataclass(frozen=True, slots=True)
class TopicSupportFacts:
    """``supporters``: how many people support its submissions now."""

    supporters: int


def people_behind(submissions: Iterable[Submission]) -> int:
    """How many people support any of them."""
    return len({person for submission in submissions for person in submission.supported_by})


def count_supporters(topic: Topic, _message: object, situation: Situation[TopicSupportFacts]) -> Topic:
    """So many support it now."""
    return replace(topic, supporters=situation.facts.supporters)


_COUNTED_AFTER: Mapping[type[SupportSubmission] | type[WithdrawSupport], tuple[Role, ...]] = {
    SupportSubmission: RAISERS_AND_AGENTS,
    WithdrawSupport: RAISERS,
}
"""Whom the submission has let count one more, or one less."""

SUPPORTING: tuple[Clause[Topic], ...] = tuple(
    Transition(
        (*BEFORE_THE_MEETING, DISCUSSED, BEING_HANDLED),
        command,
        None,
        TopicSupported,
        by=by,
        why="practice of 我也一样: how many a topic concerns helps to choose what is met about; ADR 0031",
        facts=TopicSupportFacts,
        change=count_supporters,
        timers=watch,
    )
    for command, by in _COUNTED_AFTER.items()
)
