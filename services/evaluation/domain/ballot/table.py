"""A ballot's life: its chapters."""

from services.evaluation.domain.ballot.ballot import STATES, Ballot
from services.evaluation.domain.ballot.closing import CLOSING
from services.evaluation.domain.ballot.counting_anew import COUNTING_ANEW
from services.evaluation.domain.ballot.opening import OPENING
from services.evaluation.domain.ballot.recusing import RECUSING
from services.evaluation.domain.ballot.redacting import REDACTING
from services.evaluation.domain.ballot.reminding import REMINDING
from services.evaluation.domain.ballot.voting import VOTING
from shared.language.behaviour import StateTable
from shared.language.contracts.evaluation import BallotReminded, BallotWaitDue
from shared.language.waiting import Reminders

BALLOT_TABLE = StateTable[Ballot](
    "ballot",
    STATES,
    (*OPENING, *RECUSING, *VOTING, *REMINDING, *CLOSING, *COUNTING_ANEW, *REDACTING),
    Reminders(BallotWaitDue, BallotReminded),
)
