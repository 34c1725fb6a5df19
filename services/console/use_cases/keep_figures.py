"""Keep the published figures whole, beside their row of the timeline."""

from typing import Any

from services.console.storage.tables import FIGURES
from services.console.use_cases.record import record
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.evaluation import FiguresPublished


async def keep_figures(message: Message[Any], work: Work) -> Refusal | None:
    """A second copy changes nothing."""
    event: FiguresPublished = message.data
    work.insert(
        FIGURES,
        unless_there=True,
        figures_id=event.figures_id,
        first_day=event.first_day,
        last_day=event.last_day,
        published_at=message.envelope.time,
        figures=event.figures.model_dump(mode="json", exclude_computed_fields=True),
    )
    return await record(message, work)
