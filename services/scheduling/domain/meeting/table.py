"""A meeting's life: its chapters."""

from services.scheduling.domain.meeting.answering import ANSWERING
from services.scheduling.domain.meeting.attending import ATTENDING
from services.scheduling.domain.meeting.cancelling import CANCELLING
from services.scheduling.domain.meeting.convening import CONVENING
from services.scheduling.domain.meeting.correcting import CORRECTING
from services.scheduling.domain.meeting.counting_anew import COUNTING_ANEW
from services.scheduling.domain.meeting.delegating import DELEGATING
from services.scheduling.domain.meeting.freezing import FREEZING
from services.scheduling.domain.meeting.holding import HOLDING
from services.scheduling.domain.meeting.meeting import STATES, Meeting
from services.scheduling.domain.meeting.minutes import MINUTES
from services.scheduling.domain.meeting.moving import MOVING
from services.scheduling.domain.meeting.outcomes import OUTCOMES
from services.scheduling.domain.meeting.planning import PLANNING
from services.scheduling.domain.meeting.redacting import REDACTING
from services.scheduling.domain.meeting.repeating import REPEATING, missed
from services.scheduling.domain.meeting.requesting import REQUESTING
from shared.language.behaviour import StateTable
from shared.language.contracts.scheduling import MeetingReminded, MeetingWaitDue
from shared.language.waiting import Reminders

MEETING_TABLE = StateTable[Meeting](
    "meeting",
    STATES,
    (
        *PLANNING,
        *REQUESTING,
        *ANSWERING,
        *CANCELLING,
        *CONVENING,
        *DELEGATING,
        *ATTENDING,
        *MOVING,
        *FREEZING,
        *HOLDING,
        *MINUTES,
        *OUTCOMES,
        *CORRECTING,
        *REPEATING,
        *COUNTING_ANEW,
        *REDACTING,
    ),
    Reminders(MeetingWaitDue, MeetingReminded, record=missed),
)
