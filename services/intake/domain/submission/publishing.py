"""The office decides what everybody reads of a matter: none of its words is public before (ADR 0072)."""

from dataclasses import replace

from services.intake.domain.submission.submission import STATES, Submission
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.confiding import sentences
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import (
    SUBMISSION_WITHDRAWN,
    AcceptSubmission,
    FastLaneSubmission,
    Publication,
    Published,
    PublishSubmission,
    SubmissionPublished,
    SubmissionSnapshot,
)
from shared.language.contracts.intake.submission_states import (
    ACCEPTED,
    ANSWERED,
    CLOSED,
    FAST_LANE,
    FORWARDED,
    MERGED,
    NEED_INFO,
    RECEIVED,
    SPLIT,
)
from shared.language.waiting import anybody, within

FULL, SUMMARY, NO = "full", "summary", "no"
UNDECIDED = "undecided"
"""Nobody has decided: not the same as ``no``, which somebody has."""
GOING_ON = (ACCEPTED, NEED_INFO, MERGED, FAST_LANE, FORWARDED, ANSWERED, CLOSED)
"""The states of a matter that the office has dealt with and did not turn away."""
TO_DECIDE = (RECEIVED, *GOING_ON)
"""The states in which somebody still has to decide. What was refused, taken back or split up is not published
unless the office says so by itself."""


def chosen(matter: Submission | SubmissionSnapshot) -> str:
    """How far everybody reads it, as it was decided: ``full``, ``summary``, ``no`` or ``undecided``."""
    if matter.published:
        return matter.published.extent
    return NO if matter.unpublished_why or matter.confidential else UNDECIDED


def nobody_decided(submission: Submission) -> bool:
    """The office has dealt with it, and not said what of it is public: a question to the raiser of a matter
    that is not taken on yet comes first."""
    asked_first = submission.state == NEED_INFO and submission.accepted_at is None
    return chosen(submission) == UNDECIDED and not (asked_first or submission.erased_at)


def publication_is_possible(
    submission: Submission, message: PublishSubmission, _situation: Situation
) -> Refusal | None:
    """It says what it needs to, and the raiser's words are there to be published (ADR 0072)."""
    return _problem(submission, message, "data")


def publication_with_it_is_possible(
    submission: Submission, message: AcceptSubmission | FastLaneSubmission, _situation: Situation
) -> Refusal | None:
    """What is published in the same act could be published by itself (ADR 0072)."""
    return _problem(submission, message.publish, "data.publish") if message.publish else None


def publication_is_another(
    submission: Submission, message: PublishSubmission, situation: Situation
) -> Refusal | None:
    """Everybody reads something else than before (no law: the same again is a slip)."""
    after = decide(submission, message, situation)
    if (_read(after), after.unpublished_why) != (_read(submission), submission.unpublished_why):
        return None
    return refuse("nothing_to_change", "data.extent")


def publish(submission: Submission, message: PublishSubmission, situation: Situation) -> Submission:
    """From now on everybody reads this."""
    return decide(submission, message, situation)


def decide(submission: Submission, choice: Publication | None, situation: Situation) -> Submission:
    """With what the office chose; it chose nothing: as it was."""
    if choice is None:
        return submission
    before = (submission.published,) if submission.published else ()
    earlier = (*submission.earlier_published, *before)
    if choice.extent == NO:
        return replace(submission, published=None, earlier_published=earlier, unpublished_why=choice.why)
    shown = as_published(submission, choice, situation)
    return replace(submission, published=shown, earlier_published=earlier, unpublished_why="")


def as_published(submission: Submission, choice: Publication, situation: Situation) -> Published:
    """What everybody would read: the preview, and the thing itself."""
    theirs = choice.extent == FULL
    # A summary says what the office wants to be read; where that is, on purpose or not at all.
    hidden = choice.without_address or submission.anonymous or not (theirs or choice.with_address)
    return Published(
        extent=choice.extent,
        title=submission.title if theirs else choice.title,
        text=submission.text if theirs else choice.text,
        address="" if hidden else submission.address,
        by=situation.actor.id,
        at=situation.now,
    )


def taken_back(before: Submission, after: Submission) -> tuple[str, ...]:
    """The sentences that everybody read before and is to read no more."""
    return tuple(word for word in _sentences(before) if word not in _sentences(after))


def differs(submission: Submission) -> bool:
    """The raiser has put their words right since they were published: the office may publish them anew."""
    shown = submission.published
    return bool(
        shown and shown.extent == FULL and (shown.title, shown.text) != (submission.title, submission.text)
    )


def _problem(submission: Submission, choice: Publication, at: str) -> Refusal | None:
    if choice.extent == NO:
        return None if choice.why else refuse("unpublished_without_reason", f"{at}.why")
    if submission.state == SUBMISSION_WITHDRAWN:
        return refuse("withdrawn_not_published", f"{at}.extent")
    if submission.confidential:
        return refuse("confidential_not_published", f"{at}.extent")
    if choice.extent == SUMMARY:
        if choice.title and choice.text:
            return None
        return refuse("summary_without_words", f"{at}.text" if choice.title else f"{at}.title")
    if choice.title or choice.text:
        return refuse("words_not_the_raisers", f"{at}.title" if choice.title else f"{at}.text")
    if submission.state == SPLIT:
        return refuse("split_not_published", f"{at}.extent")
    return refuse("erased_not_published", f"{at}.extent") if submission.erased_at else None


def _read(submission: Submission) -> tuple[str, ...]:
    shown = submission.published
    return (shown.extent, shown.title, shown.text, shown.address) if shown else ()


def _sentences(submission: Submission) -> tuple[str, ...]:
    shown = submission.published
    return sentences(shown.title, shown.text, shown.address) if shown else ()


PUBLISHING: tuple[Clause[Submission], ...] = (
    Transition(
        STATES,
        PublishSubmission,
        None,
        SubmissionPublished,
        by=(Role.OFFICE,),
        why="practice of 12345 (公开须经审核): a person decides what everybody reads; ADR 0072",
        guards=(publication_is_possible, publication_is_another),
        change=publish,
    ),
    within(
        lambda rules: rules.waits.decide_publication_within,
        GOING_ON,
        "decide_publication",
        anybody(Role.OFFICE),
        why="政府信息公开条例 2019 art. 26: what is public is so in time (waits.decide_publication_within)",
        when=nobody_decided,
    ),
)
