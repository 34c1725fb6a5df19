"""A meeting answers a matter on the spot, or drops the topic that has it with a reason."""

from dataclasses import replace

from services.intake.domain.points import OF_A_SUBMISSION, point_about
from services.intake.domain.submission.asking_back import stop_waiting_and_keep_for_a_time
from services.intake.domain.submission.submission import STATES, Submission
from services.intake.domain.submission.telling import to_tell
from shared.language.behaviour import Clause, Ignore, Situation, Transition
from shared.language.contracts.intake import SpokenAnswer, SubmissionAnsweredThere, SubmissionReleased
from shared.language.contracts.intake.submission_states import ACCEPTED, CLOSED, MERGED, NEED_INFO, RECEIVED
from shared.language.contracts.scheduling import (
    AGENDA_TOPIC,
    ANSWERED_THERE,
    DROPPED_THERE,
    AgendaEntry,
    MeetingHeld,
)

_BEFORE_IT = (RECEIVED, NEED_INFO, ACCEPTED, MERGED)
"""It may have come before the meeting, by itself or with its topic."""


def answered_there(submission: Submission, message: MeetingHeld, _situation: Situation) -> bool:
    """It, or the topic that has it, was answered on the spot, and no department deals with it."""
    point = _point(submission, message)
    return point is not None and point.result == ANSWERED_THERE and not submission.in_hand


def topic_dropped_there(submission: Submission, message: MeetingHeld, _situation: Situation) -> bool:
    """The topic that has it was dropped, and no department deals with it."""
    point = _point(submission, message)
    return point is not None and point.result == DROPPED_THERE and not submission.in_hand


def answer_there(submission: Submission, message: MeetingHeld, situation: Situation) -> Submission:
    """What was said is the raiser's answer; nothing more follows here."""
    point = _point(submission, message)
    answer = SpokenAnswer(
        meeting_id=message.meeting.meeting_id, text=point.said if point else "", at=situation.now
    )
    return to_tell(replace(submission, spoken_answer=answer, closed_at=situation.now), situation)


def release_there(submission: Submission, message: MeetingHeld, situation: Situation) -> Submission:
    """It is free for another topic, and its raiser is to be told why."""
    point = _point(submission, message)
    released = replace(submission, topic_id=None, released_reason=point.said if point else "")
    return to_tell(released, situation)


def _point(submission: Submission, message: MeetingHeld) -> AgendaEntry | None:
    """Its own, even if a topic has taken it in since; else that of its topic."""
    own = point_about(message.meeting, OF_A_SUBMISSION, submission.submission_id)
    if own is None and submission.state == MERGED:
        return point_about(message.meeting, AGENDA_TOPIC, submission.topic_id)
    return own


AT_THE_MEETING: tuple[Clause[Submission], ...] = (
    Transition(
        _BEFORE_IT,
        MeetingHeld,
        CLOSED,
        SubmissionAnsweredThere,
        why="practice of 乡长有约: what can be answered on the spot is, and every raiser hears it",
        when=answered_there,
        change=answer_there,
        timers=stop_waiting_and_keep_for_a_time,
    ),
    Transition(
        (MERGED,),
        MeetingHeld,
        ACCEPTED,
        SubmissionReleased,
        why="practice: what a meeting drops is dropped with a reason, which reaches the raisers",
        when=topic_dropped_there,
        change=release_there,
    ),
    Ignore(_BEFORE_IT, MeetingHeld, "it goes on with its topic, or waits on"),
    Ignore(
        tuple(state for state in STATES if state not in _BEFORE_IT),
        MeetingHeld,
        "no meeting has to settle it",
    ),
)
