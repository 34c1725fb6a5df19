"""The console's queries of meetings. They return plain values."""

from sqlalchemy.ext.asyncio import AsyncConnection

from services.console.laws import NamesOf
from services.console.storage.reading import is_one_of, latest_meetings, snapshots, townships_with
from services.console.views.loop import title_of
from services.console.views.meeting import MeetingView, meeting_view
from shared.language.contracts.handling import ProjectSnapshot
from shared.language.contracts.scheduling import MEETING_PUBLISHED, MeetingSnapshot
from shared.language.directory.naming import NO_NAMES
from shared.language.telling.words import CHINESE

PROJECT = "project"
"""The kind of an agenda entry about a project."""
_LATEST = 6
"""A year of regular meetings."""


async def meeting(
    connection: AsyncConnection,
    township: str | None,
    meeting_id: str,
    names_of: NamesOf,
    locale: str = CHINESE,
) -> MeetingView | None:
    """The meeting of that id, with the reports of the projects on its agenda; None when there is none, or
    none that is the only one."""
    found = (township,) if township else await townships_with(connection, "meeting", meeting_id)
    if len(found) != 1:
        return None
    (here,) = found
    meetings = await snapshots(connection, here, "meeting", MeetingSnapshot, is_one_of([meeting_id]))
    if not meetings:
        return None
    ids = [entry.id for entry in meetings[0].agenda if entry.kind == PROJECT]
    projects = await snapshots(connection, here, "project", ProjectSnapshot, is_one_of(ids))
    reports = {one.project_id: one.reports for one in projects}
    return meeting_view(here, meetings[0], reports, locale, await names_of(connection, here))


async def latest(connection: AsyncConnection, township: str, locale: str = CHINESE) -> list[tuple[str, str]]:
    """Id and name of the latest meetings whose minutes are public: no stage lists them any more."""
    found = await latest_meetings(connection, township, (MEETING_PUBLISHED,), _LATEST)
    return [(id, title_of("meeting", document, locale, NO_NAMES)) for id, document in found]
