"""The people who may speak as the raiser of a matter: the one who shows its proof, and those who see the
raiser before them (ADR 0029)."""

from typing import Protocol

from services.intake.domain.submission.submission import Submission
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Situation
from shared.language.codes.proof import proves
from shared.language.contracts.envelope import Role

RAISERS = (Role.CITIZEN, Role.DEPUTY, Role.OFFICE)
"""The raiser, and the roles that speak for one at the door or at the station."""


class ByRaiser(Protocol):
    """A command given as the raiser: it may carry the raiser's secret."""

    @property
    def proof(self) -> str:
        """The raiser's secret, as it was given to them; empty from a sender who needs none."""
        ...


def speaks_for_the_raiser(submission: Submission, message: ByRaiser, situation: Situation) -> Refusal | None:
    """The actor is the raiser, by their secret; or the office, which sees the raiser before it; or the deputy
    who entered the matter (ADR 0029)."""
    actor = situation.actor
    if actor.role is Role.OFFICE or (actor.role is Role.DEPUTY and actor.id == submission.entered_by):
        return None
    if submission.proof is None:
        return refuse("no_proof_kept", "data.submission_id")
    return None if proves(message.proof, submission.proof) else refuse("wrong_proof", "data.proof")
