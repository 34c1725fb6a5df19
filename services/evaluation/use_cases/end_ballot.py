"""The closing time of a ballot has come."""

from dataclasses import replace

from services.evaluation.domain.alarm import A_BUT_DISSATISFIED, Divergence, diverges
from services.evaluation.domain.ballot import Ballot
from services.evaluation.domain.vote import counted
from services.evaluation.storage.tables import ALARM, BALLOT
from services.evaluation.storage.votes import votes_of
from shared.contracts.base import Bilingual
from shared.contracts.envelope import Message
from shared.contracts.evaluation import BallotDue
from shared.errors import NotYetKnown, Refusal
from shared.i18n import bilingual
from shared.ids import derived_id
from shared.journal.work import Work
from shared.state_machine import Transition


async def end_ballot(message: Message[BallotDue], work: Work) -> Refusal | None:
    """Count, or give more time; a result that contradicts the answer raises an alarm."""
    # The ballot is read before the votes: a vote in between makes our version of it stale, and we start again.
    ballot = await work.load(BALLOT, message.data.ballot_id)
    if ballot is None:
        raise NotYetKnown(f"ballot {message.data.ballot_id}")
    votes = await votes_of(work.reading, work.township, ballot.ballot_id)
    decision = BALLOT.table.decide(ballot, message.data, work.situation(votes))
    refusal = work.carry_out(BALLOT, decision)
    if isinstance(decision, Transition) and diverges(decision.after):
        await _raise_alarm(decision.after, message.data, work)
    return refusal


async def _raise_alarm(ballot: Ballot, timer: BallotDue, work: Work) -> None:
    """Once per item and round: the id follows from both."""
    alarm_id = derived_id(A_BUT_DISSATISFIED, work.township, ballot.item_id, str(ballot.round))
    situation = replace(work.situation(Divergence(ballot, _why(ballot))), new_id=alarm_id)
    alarm = await work.load(ALARM, alarm_id)
    work.carry_out(ALARM, ALARM.table.decide(alarm, timer, situation))


def _why(ballot: Ballot) -> Bilingual:
    assert ballot.result
    axis = ballot.result.result
    return bilingual(f"alarm.{A_BUT_DISSATISFIED}", dissatisfied=axis.dissatisfied, counted=counted(axis))
