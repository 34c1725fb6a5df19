"""The values of events that several sentences ask for."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import TypeVar

from shared.kernel.machine import Waiting
from shared.language.contracts import evaluation, handling, intake, scheduling
from shared.language.telling.told import WHY, Detail

T = TypeVar("T")
DueMoved = (
    handling.ItemDueMoved | intake.SubmissionDueMoved | scheduling.MeetingDueMoved | evaluation.BallotDueMoved
)


def newest(entries: Sequence[T], **values: Callable[[T], object]) -> Detail:
    """Values of the newest entry of one of a thing's lists, which the event added or changed.

    Empty texts where the list is empty: a contract allows it.
    """
    return {name: value(entries[-1]) if entries else "" for name, value in values.items()}


def called(waiting: Sequence[Waiting]) -> Detail:
    """Whose turn it is, to do what, by when, and which roles hear of it besides: of the rung that was taken
    last."""
    taken = [(one.called.at, one.what, one, one.called) for one in waiting if one.called]
    if not taken:
        return {"awaited": ["", ""], "what": "", "by_when": "", "besides": ()}
    *_, last, rung = max(taken, key=itemgetter(0, 1))
    return {
        "awaited": [last.role, last.department or ""],
        "what": last.what,
        "by_when": last.due_at,
        "besides": [role for role in rung.reach if role != last.role],
    }


def title(event: intake.TopicEvent) -> Detail:
    """The topic's title."""
    return {"title": event.topic.title}


def lead(event: handling.ItemEvent) -> Detail:
    """The department that leads."""
    return {"lead": event.item.lead}


def moved(event: DueMoved) -> Detail:
    """When time was up and is now, and what is other than it was."""
    return {"was": event.moved.was, "now": event.moved.now, "because": event.moved.because}


def reached(waiting: Sequence[Waiting]) -> Detail:
    """Which roles heard of the rungs that were taken last."""
    taken = [one.called for one in waiting if one.called]
    last = max((rung.at for rung in taken), default=None)
    return {"reach": sorted({role for rung in taken if rung.at == last for role in rung.reach})}


def assigned(event: handling.ItemEvent) -> Detail:
    """The title, the departments, the due date and its rule."""
    item = event.item
    return {
        "title": item.title,
        "lead": item.lead,
        "co_handlers": item.co_handlers,
        "due_on": item.due_on,
        "round": item.round,
        "hops": item.hops,
        WHY: item.due_why,
    }
