"""A topic takes a matter in, and lets it go. The topics' own table holds the submissions of each topic."""

from dataclasses import dataclass, replace

from services.intake.domain.submission.coming_back import came_back
from services.intake.domain.submission.submission import Submission
from services.intake.domain.submission.telling import to_tell
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import (
    CreateTopic,
    DropTopic,
    MergeSubmissions,
    ReleaseSubmissions,
    SubmissionMerged,
    SubmissionReleased,
)
from shared.language.contracts.intake.submission_states import ACCEPTED, MERGED
from shared.language.waiting import anybody, within

COLLATING = (Role.DEPUTY, Role.HEAD, Role.LEADER, Role.OFFICE)
"""The roles whose commands about topics move submissions."""


@dataclass(frozen=True, slots=True)
class MergeFacts:
    """``topic_id``: the topic that takes the submission in."""

    topic_id: str


def merge(
    submission: Submission, _message: CreateTopic | MergeSubmissions, situation: Situation[MergeFacts]
) -> Submission:
    """Now part of the topic."""
    return replace(submission, topic_id=situation.facts.topic_id, released_reason="")


def release(
    submission: Submission, message: DropTopic | ReleaseSubmissions, situation: Situation
) -> Submission:
    """Its topic was dropped or let it go; the raiser is to be told why."""
    topics = dict.fromkeys((*submission.released_from, *filter(None, (submission.topic_id,))))
    free = replace(submission, topic_id=None, released_from=tuple(topics), released_reason=message.reason)
    return to_tell(free, situation)


def is_free(submission: Submission) -> bool:
    """No item deals with it, and it did not come back from the county, which has a time of its own."""
    return not (submission.in_hand or came_back(submission))


_TAKES_IN: tuple[type[CreateTopic] | type[MergeSubmissions], ...] = (CreateTopic, MergeSubmissions)
_LETS_GO: tuple[type[DropTopic] | type[ReleaseSubmissions], ...] = (DropTopic, ReleaseSubmissions)

MERGING: tuple[Clause[Submission], ...] = (
    *(
        Transition(
            (ACCEPTED,),
            command,
            MERGED,
            SubmissionMerged,
            by=COLLATING,
            why="practice of 乡长有约: what several people raise is put to a meeting as one topic",
            facts=MergeFacts,
            change=merge,
        )
        for command in _TAKES_IN
    ),
    *(
        Transition(
            (MERGED,),
            command,
            ACCEPTED,
            SubmissionReleased,
            by=COLLATING,
            why="practice: what a topic lets go is free for another one, and its raiser learns why",
            change=release,
        )
        for command in _LETS_GO
    ),
    within(
        lambda rules: rules.waits.collate_within,
        (ACCEPTED,),
        "collate",
        anybody(Role.OFFICE),
        why="rule waits.collate_within (no law gives a time): what is taken on goes on",
        when=is_free,
    ),
)
