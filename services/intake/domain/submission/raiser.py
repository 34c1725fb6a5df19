"""The people who may speak as the raiser of a matter: the one who shows its proof, those who see the raiser
before them (ADR 0029), and a partner's agent who entered it."""

from typing import Protocol

from services.intake.domain.submission.submission import Submission
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Situation
from shared.language.codes.proof import proves
from shared.language.contracts.envelope import Role
from shared.language.named import names

RAISERS = (Role.CITIZEN, Role.DEPUTY, Role.OFFICE)
"""The raiser, and the roles that speak for one at the door or at the station."""
RAISERS_AND_AGENTS = (*RAISERS, Role.AGENT)
"""An agent hands in for others, and may go on with what they entered themselves; nothing else."""


class ByRaiser(Protocol):
    """A command given as the raiser: it may carry the raiser's secret."""

    @property
    def proof(self) -> str:
        """The raiser's secret, as it was given to them; empty from a sender who needs none."""
        ...


@names(deputy="entered_by")
def speaks_for_the_raiser(submission: Submission, message: ByRaiser, situation: Situation) -> Refusal | None:
    """The actor is the raiser, by their secret; or the township's office, which sees the raiser before it; or
    the deputy or the partner's agent who entered the matter (ADR 0029)."""
    actor = situation.actor
    if actor.role is Role.OFFICE or _entered_it(submission, actor):
        return None
    if actor.role is Role.AGENT:
        return refuse("not_entered_by_agent", "data.submission_id")
    if submission.proof is None:
        return refuse("no_proof_kept", "data.submission_id")
    return None if proves(message.proof, submission.proof) else refuse("wrong_proof", "data.proof")


def sender_of_agent(actor: Actor) -> str | None:
    """Agents are known by their sender as well: two partners may call theirs the same. None: no agent."""
    return actor.source if actor.role == Role.AGENT else None


def _entered_it(submission: Submission, actor: Actor) -> bool:
    """Of deputies and agents only: what a citizen calls themselves is their sender's word."""
    if actor.role not in (Role.DEPUTY, Role.AGENT):
        return False
    return (actor.id, sender_of_agent(actor)) == (submission.entered_by, submission.entered_from)
