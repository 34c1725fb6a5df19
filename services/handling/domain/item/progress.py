"""Progress: the lead department says how far it is; the first word of it means that work has begun."""

from dataclasses import replace

from services.handling.domain.departments import DEPARTMENT
from services.handling.domain.item.item import EXTENSION_REQUESTED, IN_PROGRESS, WORKING, Item
from services.handling.domain.item.lead import lead_asks
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts import handling as said


def report_progress(item: Item, message: said.ReportProgress, situation: Situation) -> Item:
    """A report of progress on an item."""
    entry = said.Progress(text=message.text, by=situation.actor.id, at=situation.now)
    return replace(item, progress=(*item.progress, entry), news_at=situation.now)


PROGRESS: tuple[Clause[Item], ...] = (
    Transition(
        WORKING,
        said.ReportProgress,
        IN_PROGRESS,
        said.ItemProgressed,
        by=DEPARTMENT,
        why="practice of 乡长有约: everybody sees the progress while the congress supervises (人大督)",
        guards=(lead_asks,),
        change=report_progress,
    ),
    Transition(
        (EXTENSION_REQUESTED,),
        said.ReportProgress,
        None,
        said.ItemProgressed,
        by=DEPARTMENT,
        why="platform rule: work goes on while more time is asked for",
        guards=(lead_asks,),
        change=report_progress,
    ),
)
