"""Who speaks as the raiser of a matter: whoever shows its proof, and who sees the raiser before them
(ADR 0029)."""

from typing import Protocol

from services.intake.domain.submission.submission import Submission
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Situation
from shared.language.codes.proof import proves
from shared.language.contracts.envelope import Role

RAISERS = (Role.CITIZEN, Role.DEPUTY, Role.OFFICE)
"""The raiser, and who speaks for one at the door or at the station."""


class ByRaiser(Protocol):
    """What is said as the raiser: it may carry their secret."""

    @property
    def proof(self) -> str:
        """The raiser's secret, as it was given to them; empty from who needs none."""
        ...


def speaks_for_the_raiser(submission: Submission, message: ByRaiser, situation: Situation) -> Refusal | None:
    """Who acts is the raiser, by their secret; or the office, which sees whom it has before it; or the deputy
    who entered the matter (ADR 0029)."""
    actor = situation.actor
    if actor.role is Role.OFFICE or (actor.role is Role.DEPUTY and actor.id == submission.entered_by):
        return None
    if submission.proof is None:
        return refuse("no_proof_kept", "data.submission_id")
    return None if proves(message.proof, submission.proof) else refuse("wrong_proof", "data.proof")
