"""A rating's life: its one chapter."""

from services.evaluation.domain.rating.giving import GIVING
from services.evaluation.domain.rating.rating import STATES, Rating
from shared.language.behaviour import StateTable

RATING_TABLE = StateTable[Rating]("rating", STATES, GIVING)
