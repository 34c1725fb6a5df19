"""The events about what everybody reads of a submission."""

from shared.language.contracts.confiding import LAST, sentences
from shared.language.contracts.intake.events import SubmissionEvent


class SubmissionPublished(SubmissionEvent, type="intake.submission.published.v1"):
    """The office decided what everybody may read of it; ``published`` is empty if that is nothing."""


class SubmissionMadeConfidential(SubmissionEvent, type="intake.submission.made_confidential.v1"):
    """From now on nobody but the house hears of it. This is the last that others hear: that it is
    ``confidential``, and no word of it."""

    def withheld(self) -> bool:
        """Others have heard of it before, so they hear that there is no more."""
        return self.submission.made_confidential > 1

    def says_last(self) -> tuple[str, ...]:
        """That there is no more, if they knew of it."""
        return () if self.withheld() else LAST

    def taken_back(self) -> tuple[str, ...]:
        """What was published of it at any time, and what the office called it."""
        shown = self.submission.earlier_published
        said = (text for one in shown for text in (one.title, one.text, one.address))
        return sentences(*said, self.submission.item_title)


class SubmissionConfidentialityLifted(SubmissionEvent, type="intake.submission.confidentiality_lifted.v1"):
    """Everybody hears of it again, and reads what the office publishes."""
