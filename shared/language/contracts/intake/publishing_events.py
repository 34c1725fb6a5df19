"""The events about what everybody reads of a submission."""

from shared.language.contracts.intake.events import SubmissionEvent


class SubmissionPublished(SubmissionEvent, type="intake.submission.published.v1"):
    """The office decided what everybody may read of it; ``published`` is empty if that is nothing."""


class SubmissionMadeConfidential(SubmissionEvent, type="intake.submission.made_confidential.v1"):
    """From now on nobody but the house hears of it. This is the last that others hear: ``published`` is
    empty, and ``confidential`` is true."""

    def withheld(self) -> bool:
        """Others have heard of it before, so they hear that there is no more."""
        return self.submission.made_confidential > 1


class SubmissionConfidentialityLifted(SubmissionEvent, type="intake.submission.confidentiality_lifted.v1"):
    """Everybody hears of it again, and reads what the office publishes."""
