"""Open items count their due dates anew, when the rules or the year's holidays are others."""

from services.handling.domain.item.item import OPEN, Item
from services.handling.storage.tables import ITEM
from shared.kernel.journal.sweep import sweeping
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.deadlines import DeadlineMoved
from shared.language.contracts.directory import NoticeTaken, RulesChanged
from shared.language.contracts.handling import CountItemsAnew
from shared.language.directory.counting_anew import first_timer, key


async def begin_to_count(message: Message[RulesChanged | NoticeTaken], work: Work) -> Refusal | None:
    """Now, or with the first day of the rules; not at all if open deadlines stay as they are."""
    work.set_timers(first_timer(message.data, work.now, CountItemsAnew))
    return None


def _told(before: Item, after: Item, message: CountItemsAnew) -> dict[str, object]:
    return {"moved": DeadlineMoved(was=before.due_at, now=after.due_at, because=message.because)}


count_anew = sweeping(ITEM, OPEN, key, _told)
