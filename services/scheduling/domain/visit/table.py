"""A visit's life: its chapters."""

from services.scheduling.domain.visit.cancelling import CANCELLING
from services.scheduling.domain.visit.completing import COMPLETING
from services.scheduling.domain.visit.duplicating import DUPLICATING
from services.scheduling.domain.visit.planning import PLANNING
from services.scheduling.domain.visit.redacting import REDACTING
from services.scheduling.domain.visit.settling import SETTLING
from services.scheduling.domain.visit.visit import STATES, Visit
from shared.language.behaviour import StateTable
from shared.language.contracts.scheduling import VisitReminded, VisitWaitDue
from shared.language.waiting import Reminders

VISIT_TABLE = StateTable[Visit](
    "visit",
    STATES,
    (*PLANNING, *COMPLETING, *SETTLING, *DUPLICATING, *CANCELLING, *REDACTING),
    Reminders(VisitWaitDue, VisitReminded),
)
