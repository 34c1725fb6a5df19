"""The proofs that the story's raisers keep."""

from random import Random

from demo.steps import Step
from shared.language.codes.proof import PROOF_CODE


def secret_of(name: str) -> str:
    """The proof that the story's raiser of that name keeps; made up like everything else in it."""
    return PROOF_CODE.new(Random(name).randrange)


def proof_of_reading(step: Step) -> str:
    """Raisers who read their answer show their proof; whoever told them another way has none."""
    return secret_of(step.id) if step.data["how"] == "read" else ""
