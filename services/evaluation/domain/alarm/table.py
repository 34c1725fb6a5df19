"""An alarm's life: the chapters in which it is raised; afterwards it may become the house's alone."""

from services.evaluation.domain.alarm.alarm import STATES, Alarm
from services.evaluation.domain.alarm.confiding import CONFIDING
from services.evaluation.domain.alarm.raising import RAISING
from services.evaluation.domain.alarm.repeating import REPEATING
from shared.language.behaviour import StateTable

ALARM_TABLE = StateTable[Alarm]("alarm", STATES, (*RAISING, *REPEATING, *CONFIDING))
