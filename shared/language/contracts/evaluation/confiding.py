"""What is told when a matter becomes the house's alone, or is so no more: its rating is as the matter is, and
an alarm about it is kept for good."""

from shared.language.contracts.confiding import LAST
from shared.language.contracts.evaluation.events import AlarmEvent, RatingEvent


class RatingConfidentialityChanged(RatingEvent, type="evaluation.rating.confidentiality_changed.v1"):
    """The rating is ``confidential`` as its matter is from now on, or is as others are again."""

    def withheld(self) -> bool:
        """Others knew of it until now, or know of it from now on."""
        return False

    def says_last(self) -> tuple[str, ...]:
        """That there is no more."""
        return LAST if self.rating.confidential else ()


class AlarmMadeConfidential(AlarmEvent, type="evaluation.alarm.made_confidential.v1"):
    """Its item, or the matter that was raised again, is the house's alone: so is the alarm, for good. This is
    the last that others hear."""

    def withheld(self) -> bool:
        """Others knew of it until now."""
        return False

    def says_last(self) -> tuple[str, ...]:
        """That there is no more."""
        return LAST
