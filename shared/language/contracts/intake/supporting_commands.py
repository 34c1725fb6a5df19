"""The commands by which others say that a matter concerns them too (我也一样), or does not any more."""

from typing import Annotated

from pydantic import StringConstraints

from shared.kernel.messages.base import Command, Id
from shared.language.codes.phone import Phone

_Person = Annotated[str, StringConstraints(max_length=128, pattern=r"^[!-~]*$")]


class SupportSubmission(Command, type="intake.submission.support.v1"):
    """A person says that the matter concerns them too (我也一样). Each person counts once, by
    any channel, and who raised the matter is not counted once more."""

    submission_id: Id
    """The matter that concerns them too."""
    person: _Person = ""
    """What tells this person from all others at the sender's, and says nothing private: an account's or
    device's opaque key. The person named counts, whoever enters it; a deputy who names nobody counts as who
    they are."""
    phone: Phone = ""
    """Instead: their number, by which they are known at every sender's. It is not kept; a hash of it is."""


class WithdrawSupport(Command, type="intake.submission.withdraw_support.v1"):
    """A person says that the matter does not concern them any more."""

    submission_id: Id
    """The matter that they had said concerns them."""
    person: _Person = ""
    """What was said then."""
    phone: Phone = ""
    """What was said then."""
