"""A township's life: its chapters."""

from services.directory.domain.township.adding import ADDING
from services.directory.domain.township.amending import AMENDING
from services.directory.domain.township.changing_rules import CHANGING_RULES
from services.directory.domain.township.taking_notice import TAKING_NOTICE
from services.directory.domain.township.township import STATES, Township
from shared.language.behaviour import StateTable

TOWNSHIP_TABLE = StateTable[Township](
    "township", STATES, (*ADDING, *AMENDING, *CHANGING_RULES, *TAKING_NOTICE)
)
