"""A ballot's life: its chapters."""

from services.evaluation.domain.ballot.ballot import STATES, Ballot
from services.evaluation.domain.ballot.closing import CLOSING
from services.evaluation.domain.ballot.counting_anew import COUNTING_ANEW
from services.evaluation.domain.ballot.opening import OPENING
from services.evaluation.domain.ballot.voting import VOTING
from shared.language.behaviour import StateTable

BALLOT_TABLE = StateTable[Ballot]("ballot", STATES, (*OPENING, *VOTING, *CLOSING, *COUNTING_ANEW))
