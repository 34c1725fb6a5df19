"""The tables of the desk."""

from shared.kernel.journal.tables import journal_tables
from shared.kernel.store.database import new_metadata
from shared.kernel.store.kind import Kind, thing_table
from tests.kernel.library.contracts import NoticeSnapshot
from tests.kernel.library.desk.notice import NOTICE_TABLE, Notice

METADATA = new_metadata()
JOURNAL = journal_tables(METADATA)
NOTICE = Kind("notice", Notice, NoticeSnapshot, NOTICE_TABLE, thing_table("notice", METADATA))
