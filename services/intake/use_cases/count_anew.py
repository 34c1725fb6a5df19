"""Matters that wait for somebody's answer count that time anew, when the rules or the holidays are others."""

from services.intake.domain.submission.counting_anew import WAITING, due_at
from services.intake.domain.submission.submission import Submission
from services.intake.storage.tables import SUBMISSION
from shared.kernel.journal.sweep import sweeping
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.deadlines import DeadlineMoved
from shared.language.contracts.directory import NoticeTaken, RulesChanged
from shared.language.contracts.intake import CountSubmissionsAnew
from shared.language.directory.counting_anew import first_timer, key


async def begin_to_count(message: Message[RulesChanged | NoticeTaken], work: Work) -> Refusal | None:
    """Now, or with the first day of the rules; not at all if open deadlines stay as they are."""
    work.set_timers(first_timer(message.data, work.now, CountSubmissionsAnew))
    return None


def _told(before: Submission, after: Submission, message: CountSubmissionsAnew) -> dict[str, object]:
    return {"moved": DeadlineMoved(was=due_at(before), now=due_at(after), because=message.because)}


count_anew = sweeping(SUBMISSION, WAITING, key, _told)
