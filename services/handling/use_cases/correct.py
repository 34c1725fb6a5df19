"""Corrections that look something up, or reach a promise."""

from services.handling.domain.item.correcting_assignments import CorrectingFacts
from services.handling.storage.tables import ITEM
from services.handling.use_cases.promises import promises_follow
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Moved
from shared.language.contracts.handling import CorrectAnswer, CorrectAssignment
from shared.language.contracts.intake import SubmissionSnapshot


async def correct_answer(message: Message[CorrectAnswer], work: Work) -> Refusal | None:
    """Correct the answer; with another class its promise ends, or one is made."""
    item = await work.require(ITEM, message.data.item_id)

    decision = ITEM.behaviour.decide(item, message.data, work.situation())
    refusal = work.carry_out(ITEM, decision)

    if isinstance(decision, Moved):
        return await promises_follow(item, decision.after, message.data, work)
    return refusal


async def correct_assignment(message: Message[CorrectAssignment], work: Work) -> Refusal | None:
    """Look up the submissions that are named; let the table decide."""
    command = message.data
    item = await work.require(ITEM, command.item_id)
    ids = command.submission_ids or ()

    named = await work.known_all("submission", SubmissionSnapshot, work.tables.known.c.id.in_(ids))
    situation = work.situation(CorrectingFacts(tuple(named)))
    return work.carry_out(ITEM, ITEM.behaviour.decide(item, command, situation))
