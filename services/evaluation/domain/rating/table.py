"""A rating's life: it is given, and as confidential as its matter."""

from services.evaluation.domain.rating.confiding import CONFIDING
from services.evaluation.domain.rating.giving import GIVING
from services.evaluation.domain.rating.rating import STATES, Rating
from shared.language.behaviour import StateTable

RATING_TABLE = StateTable[Rating]("rating", STATES, (*GIVING, *CONFIDING))
