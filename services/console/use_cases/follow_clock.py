"""Keep time with the services: where a story's clock moves, "today" on the pages moves with it."""

from typing import Any

from services.console.storage.tables import JOURNAL
from shared.clock import StoryClock
from shared.contracts.envelope import Message
from shared.errors import Refusal
from shared.journal.work import Work


async def follow_clock(message: Message[Any], work: Work) -> Refusal | None:
    """Move the console's own story clock to where another service's stands; only forward."""
    moved_to = message.data.at
    await StoryClock(JOURNAL.story_clock, moved_to).move(work.connection, moved_to)
    return None
