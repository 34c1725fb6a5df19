"""An alarm's life: the chapters in which it is raised; nothing happens to it afterwards."""

from services.evaluation.domain.alarm.alarm import STATES, Alarm
from services.evaluation.domain.alarm.raising import RAISING
from services.evaluation.domain.alarm.repeating import REPEATING
from shared.language.behaviour import StateTable

ALARM_TABLE = StateTable[Alarm]("alarm", STATES, (*RAISING, *REPEATING))
