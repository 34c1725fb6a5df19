"""What a use case looks up before an item is made."""

from dataclasses import dataclass

from shared.contracts.scheduling import MeetingSnapshot, Outcome


@dataclass(frozen=True, slots=True)
class AssignFacts:
    """About an assignment: the meeting whose published minutes hold the outcome, and what is known of the rest."""

    meeting: MeetingSnapshot | None
    outcome: Outcome | None
    known_submission_ids: frozenset[str]
    assigned: bool
    """Whether an item was already made of the outcome."""
