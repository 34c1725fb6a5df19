"""The behaviour of items."""

from services.handling.domain.answer_rows import ANSWER
from services.handling.domain.assignment_rows import ASSIGNMENT
from services.handling.domain.item import STATES, Item
from services.handling.domain.item_events import EVENTS, IGNORED
from services.handling.domain.work_rows import WORK
from shared.state_machine import Table

ITEM_TABLE: Table[Item] = Table("item", STATES, (*ASSIGNMENT, *WORK, *ANSWER, *EVENTS), IGNORED)
