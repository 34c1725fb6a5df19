"""An alarm's life: its one chapter."""

from services.evaluation.domain.alarm.alarm import STATES, Alarm
from services.evaluation.domain.alarm.raising import RAISING
from shared.language.behaviour import StateTable

ALARM_TABLE = StateTable[Alarm]("alarm", STATES, RAISING)
