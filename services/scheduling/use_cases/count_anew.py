"""Meetings count their days anew, when the rules or the year's holidays are others."""

from services.scheduling.domain.meeting.counting_anew import COUNTED, due_at
from services.scheduling.domain.meeting.meeting import Meeting
from services.scheduling.storage.tables import MEETING
from shared.kernel.journal.sweep import sweeping
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.deadlines import DeadlineMoved
from shared.language.contracts.directory import NoticeTaken, RulesChanged
from shared.language.contracts.scheduling import CountMeetingsAnew
from shared.language.directory.counting_anew import first_timer, key


async def begin_to_count(message: Message[RulesChanged | NoticeTaken], work: Work) -> Refusal | None:
    """Now, or with the first day of the rules; not at all if open deadlines stay as they are."""
    work.set_timers(first_timer(message.data, work.now, CountMeetingsAnew))
    return None


def _told(before: Meeting, after: Meeting, message: CountMeetingsAnew) -> dict[str, object]:
    return {"moved": DeadlineMoved(was=due_at(before), now=due_at(after), because=message.because)}


count_anew = sweeping(MEETING, COUNTED, key, _told)
