"""What intake answers to whoever sent it a command."""

from collections.abc import Mapping
from typing import Any

from shared.kernel.messages.base import Bilingual, CommandAccepted, CommandRefused, Event
from shared.language.contracts.intake.events import SubmissionKnown, SubmissionReceived


class IntakeCommandAccepted(CommandAccepted, type="intake.command.accepted.v1"):
    """Intake has carried out a command.

    Whoever raised a matter has its code from here: of a confidential one no event goes out.
    """

    trace_code: str | None = None
    """The code of the matter that was raised."""
    call_now: Bilingual | None = None
    """Whom its raiser is told to call at once, when it is a danger."""

    @classmethod
    def says_of(cls, event: Event) -> Mapping[str, Any]:
        """The code, of a matter that was raised, now or before."""
        if not isinstance(event, SubmissionReceived | SubmissionKnown):
            return {}
        call_now = event.call_now if isinstance(event, SubmissionReceived) else None
        return {"trace_code": event.submission.trace_code, "call_now": call_now}


class IntakeCommandRefused(CommandRefused, type="intake.command.refused.v1"):
    """Intake refused a command."""
