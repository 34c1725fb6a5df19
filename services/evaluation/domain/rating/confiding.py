"""A rating is the house's alone as long as its matter is."""

from services.evaluation.domain.rating.rating import STATES, Rating
from shared.language.behaviour import Clause
from shared.language.confiding import confiding
from shared.language.contracts.evaluation import RatingConfidentialityChanged
from shared.language.contracts.intake import SubmissionConfidentialityLifted, SubmissionMadeConfidential

_HEARD = (SubmissionMadeConfidential, SubmissionConfidentialityLifted)

CONFIDING: tuple[Clause[Rating], ...] = confiding(
    STATES, RatingConfidentialityChanged, _HEARD, ignored=_HEARD
)
