"""Suggestions go out with the event that they belong to; decisions of the office are kept to learn from."""

from typing import Any

from services.intake.domain.similar.sighting import sighting_of
from services.intake.domain.triaging import lesson, words_of
from services.intake.storage.similar import forget, row_of
from services.intake.storage.tables import DECISIONS, SIGHTINGS, SUBMISSION
from shared.contracts.envelope import Message
from shared.contracts.intake import EditSubmission, SubmissionEdited, SubmissionReceived
from shared.errors import Refusal, refuse
from shared.journal.work import Work
from shared.state_machine import Decision, Transition


def tell_with_triage(decision: Decision, work: Work) -> Refusal | None:
    """Carry a decision on a submission out; an event that brings a new suggestion carries it."""
    if isinstance(decision, Transition) and decision.emits in (SubmissionReceived, SubmissionEdited):
        return work.carry_out(SUBMISSION, decision, triage=decision.after.triage)
    return work.carry_out(SUBMISSION, decision)


async def edit(message: Message[EditSubmission], work: Work) -> Refusal | None:
    """The raiser's new words are triaged anew, and from now on found by others instead of the earlier ones."""
    submission = await work.load(SUBMISSION, message.data.submission_id)
    if submission is None:
        return refuse("unknown_thing", "data.submission_id", thing="submission", id=message.data.submission_id)
    decision = SUBMISSION.table.decide(submission, message.data, work.situation())
    if isinstance(decision, Transition):
        seen = sighting_of(words_of(decision.after), decision.after.submitted_at)
        await forget(await work.writing(), work.township, submission.submission_id)
        work.insert(SIGHTINGS, submission_id=submission.submission_id, **row_of(work.township, seen))
    return tell_with_triage(decision, work)


async def decide(message: Message[Any], work: Work) -> Refusal | None:
    """The office takes a matter on, sends it down the fast lane or refuses it: that is a lesson for triage."""
    submission = await work.load(SUBMISSION, message.data.submission_id)
    if submission is None:
        return refuse("unknown_thing", "data.submission_id", thing="submission", id=message.data.submission_id)
    decision = SUBMISSION.table.decide(submission, message.data, work.situation())
    if isinstance(decision, Transition):
        example = lesson(decision.after, message.envelope.actorid, work.now)
        work.insert(
            DECISIONS,
            submission_id=submission.submission_id,
            version=decision.after.version,
            decided_at=work.now,
            example=example,
        )
    return work.carry_out(SUBMISSION, decision)
