"""What is said by word of mouth (口头意见) at a meeting, a visit or a reception is a matter like others:
answered on the spot, or within a month."""

from dataclasses import replace
from datetime import datetime

from services.intake.domain.submission.answering import no_item_deals_with_it
from services.intake.domain.submission.asking_back import stop_waiting_and_keep_for_a_time
from services.intake.domain.submission.submission import Submission
from services.intake.domain.submission.telling import to_tell
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import end_of_day, local_day
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import (
    AnswerOnTheSpot,
    SpokenAnswer,
    SubmissionAnsweredByWord,
    SubmitSubmission,
)
from shared.language.contracts.intake.submission_states import (
    ACCEPTED,
    CLOSED,
    FAST_LANE,
    FORWARDED,
    MERGED,
    NEED_INFO,
    RECEIVED,
)
from shared.language.directory.choosing import people_are_listed
from shared.language.waiting import anybody, within

CONSULTATION, PRAISE = "consultation", "praise"
"""The kinds of a matter that only asks for information, and of one that only thanks."""


def remark_is_by_people_of_the_township(
    _: None, message: SubmitSubmission, situation: Situation
) -> Refusal | None:
    """Deputies and the office write down what was said; a citizen writes for themselves (practice)."""
    if message.remark and situation.actor.role not in (Role.DEPUTY, Role.OFFICE):
        return refuse("remark_not_recorded_by_staff", "data.remark")
    return None


def remark_was_made(_: None, message: SubmitSubmission, situation: Situation) -> Refusal | None:
    """It has been said already, and not before there were lists of who could have heard it (no law: a slip in
    the year would make it late by years)."""
    if message.remark is None:
        return None
    day, first = message.remark.day, situation.directory.begins
    if day > local_day(situation.now):
        return refuse("remark_in_future", "data.remark.day", day=day)
    return refuse("day_before_the_lists", "data.remark.day", day=day, first=first) if day < first else None


def can_be_answered_by_word(
    submission: Submission, _message: AnswerOnTheSpot, _situation: Situation
) -> Refusal | None:
    """It was said by word of mouth, or only asks for information, or thanks: for all else a department
    answers (代表法 2025 art. 51)."""
    if submission.remark or kind_of(submission) in (CONSULTATION, PRAISE):
        return None
    return refuse("not_for_the_spot", "data.submission_id")


def kind_of(submission: Submission) -> str | None:
    """Its kind; until somebody says it, praise is what triage takes for praise."""
    suggested = submission.triage.kind.value if submission.triage else None
    return submission.kind or (PRAISE if suggested == PRAISE else None)


def who_answered_is_listed(_: Submission, message: AnswerOnTheSpot, situation: Situation) -> Refusal | None:
    """Whoever answered is in the township's list of people (platform)."""
    return (
        people_are_listed((message.by_whom,), situation.directory, "data.by_whom")
        if message.by_whom
        else None
    )


def answer_by_word(submission: Submission, message: AnswerOnTheSpot, situation: Situation) -> Submission:
    """What was said is the raiser's answer; that they heard it has to be said (``TellRaiser``)."""
    spoken = SpokenAnswer(text=message.text, by=message.by_whom or situation.actor.id, at=situation.now)
    answered = replace(submission, kind=kind_of(submission), spoken_answer=spoken, closed_at=situation.now)
    return to_tell(answered, situation)


def remarked_at(submission: Submission) -> datetime:
    """24:00 of its day: a period counts whole days after it."""
    assert submission.remark
    return end_of_day(submission.remark.day)


def is_an_open_remark(submission: Submission) -> bool:
    """It was said by word of mouth, and has no answer."""
    return submission.remark is not None and not submission.answers


REMARKING: tuple[Clause[Submission], ...] = (
    Transition(
        (RECEIVED, NEED_INFO, ACCEPTED),
        AnswerOnTheSpot,
        CLOSED,
        SubmissionAnsweredByWord,
        by=(Role.DEPUTY, Role.OFFICE),
        why="practice of the liaison stations: what can be answered on the spot is, and it is written down",
        guards=(no_item_deals_with_it, can_be_answered_by_word, who_answered_is_listed),
        change=answer_by_word,
        timers=stop_waiting_and_keep_for_a_time,
    ),
    within(
        lambda rules: rules.intake.remark_answered_within,
        (RECEIVED, NEED_INFO, ACCEPTED, MERGED, FAST_LANE, FORWARDED),
        "answer_remark",
        anybody(Role.OFFICE),
        why="rule intake.remark_answered_within (青岛: 口头意见 are answered on the spot or within a month)",
        since=remarked_at,
        when=is_an_open_remark,
    ),
)
