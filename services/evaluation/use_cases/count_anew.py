"""Open ballots count their closing times anew, when the rules or the year's holidays are others."""

from services.evaluation.domain.ballot.ballot import OPEN, Ballot
from services.evaluation.storage.tables import BALLOT
from shared.kernel.journal.sweep import sweeping
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.deadlines import DeadlineMoved
from shared.language.contracts.directory import NoticeTaken, RulesChanged
from shared.language.contracts.evaluation import CountBallotsAnew
from shared.language.directory.counting_anew import first_timer, key


async def begin_to_count(message: Message[RulesChanged | NoticeTaken], work: Work) -> Refusal | None:
    """Now, or with the first day of the rules; not at all if open deadlines stay as they are."""
    work.set_timers(first_timer(message.data, work.now, CountBallotsAnew))
    return None


def _told(before: Ballot, after: Ballot, message: CountBallotsAnew) -> dict[str, object]:
    return {"moved": DeadlineMoved(was=before.closes_at, now=after.closes_at, because=message.because)}


count_anew = sweeping(BALLOT, (OPEN,), key, _told)
