"""Scheduling's tables and kinds."""

from typing import Any

from services.scheduling.domain.meeting.meeting import Meeting
from services.scheduling.domain.meeting.table import MEETING_TABLE
from services.scheduling.domain.visit.table import VISIT_TABLE
from services.scheduling.domain.visit.visit import Visit
from shared.kernel.journal.tables import journal_tables
from shared.kernel.store.database import new_metadata
from shared.kernel.store.kind import Kind, thing_table
from shared.language.contracts.scheduling import MeetingSnapshot, VisitSnapshot

METADATA = new_metadata()
JOURNAL = journal_tables(METADATA)
MEETING = Kind("meeting", Meeting, MeetingSnapshot, MEETING_TABLE, thing_table("meeting", METADATA))
VISIT = Kind("visit", Visit, VisitSnapshot, VISIT_TABLE, thing_table("visit", METADATA))
KINDS: tuple[Kind[Any], ...] = (MEETING, VISIT)
