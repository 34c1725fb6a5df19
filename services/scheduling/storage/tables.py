"""Scheduling's tables and kinds."""

from services.scheduling.domain.meeting import Meeting
from services.scheduling.domain.meeting_table import MEETING_TABLE
from services.scheduling.domain.visit import Visit
from services.scheduling.domain.visit_table import VISIT_TABLE
from shared.contracts.scheduling import MeetingSnapshot, VisitSnapshot
from shared.database import new_metadata
from shared.journal.tables import journal_tables
from shared.storage import Kind, thing_table

METADATA = new_metadata()
JOURNAL = journal_tables(METADATA)
MEETING = Kind("meeting", Meeting, MeetingSnapshot, MEETING_TABLE, thing_table("meeting", METADATA))
VISIT = Kind("visit", Visit, VisitSnapshot, VISIT_TABLE, thing_table("visit", METADATA))
KINDS = (MEETING, VISIT)
