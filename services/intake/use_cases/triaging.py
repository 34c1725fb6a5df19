"""Suggestions go out with the event that they belong to; decisions of the office are kept to learn from."""

from services.intake.domain.similar.sighting import sighting_of
from services.intake.domain.submission.alarming import call_now
from services.intake.domain.submission.submission import Submission
from services.intake.domain.submission.triaging import lesson, told_of, triaged, words_of
from services.intake.storage.similar import forget, row_of
from services.intake.storage.tables import DECISIONS, SIGHTINGS, SUBMISSION
from services.intake.use_cases.examining import examined
from services.intake.use_cases.publishing import take_back
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Decision, Moved, lawful
from shared.language.contracts.intake import (
    AcceptSubmission,
    EditSubmission,
    FastLaneSubmission,
    ReclassifySubmission,
    RejectSubmission,
)

_Decision = AcceptSubmission | FastLaneSubmission | RejectSubmission | ReclassifySubmission


async def take_with_triage(decision: Decision[Submission], work: Work) -> Refusal | None:
    """Carry a decision out that brings new words: its event carries a suggestion, and later submissions about
    the same matter find them.

    The words are looked at once, and only when the table has taken them: what is refused costs no triage.
    """
    if not isinstance(decision, Moved):
        return work.carry_out(SUBMISSION, decision)
    words = words_of(decision.after)
    assessed = await examined(words, lawful(work).directory)
    after = triaged(decision.after, assessed, lawful(work).rules.intake.suggestion_followed_from)
    complete = SUBMISSION.behaviour.completed(decision, after, work.situation())
    seen = sighting_of(words, after.submitted_at, assessed)
    work.insert(SIGHTINGS, submission_id=after.submission_id, **row_of(work.tenant, seen))
    work.note(told_of(assessed.result))
    return work.carry_out(SUBMISSION, complete, triage=after.triage, call_now=call_now(after))


async def edit(message: Message[EditSubmission], work: Work) -> Refusal | None:
    """The raiser's new words are triaged anew, and from now on found by others instead of the earlier
    ones."""
    submission = await work.require(SUBMISSION, message.data.submission_id)
    decision = SUBMISSION.behaviour.decide(submission, message.data, work.situation())
    if isinstance(decision, Moved):
        await work.write(forget, submission.submission_id)
    return await take_with_triage(decision, work)


async def decide(
    message: Message[_Decision],
    work: Work,
) -> Refusal | None:
    """The office takes a matter on, sends it down the fast lane, refuses it or sorts it anew: that is a
    lesson for triage."""
    submission = await work.require(SUBMISSION, message.data.submission_id)
    decision = SUBMISSION.behaviour.decide(submission, message.data, work.situation())
    if isinstance(decision, Moved):
        await take_back(submission, decision.after, work)
        work.insert(
            DECISIONS,
            submission_id=submission.submission_id,
            version=decision.after.version,
            decided_at=work.now,
            example=lesson(decision.after, message.envelope.actorid, work.now),
        )
        if isinstance(message.data, AcceptSubmission | ReclassifySubmission):
            return work.carry_out(SUBMISSION, decision, call_now=call_now(decision.after))
    return work.carry_out(SUBMISSION, decision)
