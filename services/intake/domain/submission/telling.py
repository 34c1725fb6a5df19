"""The telling of answers: by whom and how each raiser got theirs, and the raisers still to be told."""

from dataclasses import replace
from datetime import datetime

from services.intake.domain.submission.raiser import RAISERS, speaks_for_the_raiser
from services.intake.domain.submission.submission import STATES, Submission
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Ignore, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.evaluation import RatingGiven
from shared.language.contracts.intake import Posted, PostReply, SubmissionPosted, SubmissionTold, TellRaiser
from shared.language.contracts.intake.submission_states import (
    ACCEPTED,
    ANSWERED,
    CLOSED,
    FAST_LANE,
    FORWARDED,
    MERGED,
    NEED_INFO,
    RECEIVED,
    REJECTED,
    SPLIT,
)
from shared.language.waiting import anybody, within

READ = "read"
BY_OTHERS = ("phone", "visit", "message", "letter")


def to_tell(submission: Submission, situation: Situation) -> Submission:
    """There is something new that the raiser has to be told, unless what leads to them is erased."""
    if submission.erased_at:
        return submission
    return replace(
        submission,
        untold_since=submission.untold_since or situation.now,
        news_at=situation.now,
        told_at=None,
        told_how=None,
        posted=None,
    )


def way_is_known(_: Submission, message: TellRaiser, situation: Situation) -> Refusal | None:
    """Raisers read; others tell, and say how (practice: the person told and the way of telling can be looked
    up)."""
    ways = (READ,) if situation.actor.role is Role.CITIZEN else BY_OTHERS
    if message.how in ways:
        return None
    return refuse("unknown_way", "data.how", how=message.how, ways=", ".join(ways), one_of=ways)


def tells_or_speaks_for_the_raiser(
    submission: Submission, message: TellRaiser, situation: Situation
) -> Refusal | None:
    """A raiser who has read it proves to be one; deputies, departments and the office say that they told them
    (ADR 0029)."""
    if situation.actor.role is not Role.CITIZEN:
        return None
    return speaks_for_the_raiser(submission, message, situation)


def there_is_something_to_tell(
    submission: Submission, _message: object, _situation: Situation
) -> Refusal | None:
    """There is something that the raiser is not known to have heard (practice: only a raiser who was told
    counts as told)."""
    return None if submission.untold_since else refuse("nothing_to_tell", "data.submission_id")


def told(submission: Submission, message: TellRaiser, situation: Situation) -> Submission:
    """The raiser has been told."""
    return replace(submission, untold_since=None, told_at=situation.now, told_how=message.how)


def has_read_the_last_answer(submission: Submission, message: RatingGiven, _situation: Situation) -> bool:
    """What is still to be told is the answer that the raiser has rated, and nothing came after it."""
    if not (submission.untold_since and submission.answers):
        return False
    last, rated = submission.answers[-1], message.rating
    heard_of = submission.news_at or submission.untold_since
    return (last.item_id, last.round) == (rated.item_id, rated.round) and heard_of <= rated.at


def told_as_rated(submission: Submission, message: RatingGiven, _situation: Situation) -> Submission:
    """Who rates an answer has read it."""
    return replace(submission, untold_since=None, told_at=message.rating.at, told_how=READ)


def post(submission: Submission, message: PostReply, situation: Situation) -> Submission:
    """Nobody waits for the telling any more, and it stays visible that the raiser was not told."""
    posted = Posted(where=message.where, why=message.why, by=situation.actor.id, at=situation.now)
    return replace(submission, untold_since=None, posted=posted)


def is_untold(submission: Submission) -> bool:
    """Its raiser is to be told something."""
    return submission.untold_since is not None


def _untold_since(submission: Submission) -> datetime:
    assert submission.untold_since
    return submission.untold_since


TOLD_IN = (RECEIVED, NEED_INFO, ACCEPTED, MERGED, FAST_LANE, FORWARDED, ANSWERED, CLOSED, REJECTED, SPLIT)
"""Where a raiser may not know yet what has become of the matter: answered or refused, let go by a topic,
handed up, given back, open again, or several."""

TELLING: tuple[Clause[Submission], ...] = (
    Transition(
        TOLD_IN,
        TellRaiser,
        None,
        SubmissionTold,
        by=(*RAISERS, Role.DEPARTMENT),
        why="practice: every raiser is answered separately, and who has not been told yet stays visible",
        guards=(way_is_known, tells_or_speaks_for_the_raiser, there_is_something_to_tell),
        change=told,
    ),
    Transition(
        TOLD_IN,
        PostReply,
        None,
        SubmissionPosted,
        by=(Role.OFFICE,),
        why="practice of 公告送达: what cannot be brought to somebody is posted, and it is said that it is",
        guards=(there_is_something_to_tell,),
        change=post,
    ),
    Transition(
        (ANSWERED, CLOSED),
        RatingGiven,
        None,
        SubmissionTold,
        why="practice: a raiser who rates an answer has read it, so nobody need tell it any more",
        when=has_read_the_last_answer,
        change=told_as_rated,
    ),
    Ignore(STATES, RatingGiven, "the raiser is known to have been told, or something came after the answer"),
    within(
        lambda rules: rules.waits.tell_within,
        TOLD_IN,
        "tell",
        anybody(Role.OFFICE),
        why="rule waits.tell_within (no law gives a time): only who was told has an answer",
        since=_untold_since,
        when=is_untold,
    ),
)
