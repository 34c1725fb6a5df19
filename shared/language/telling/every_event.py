"""Every event that the console hears of, with its entry or the reason for having none."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from shared.kernel.messages.base import Event
from shared.language.contracts import directory, evaluation, handling, intake, scheduling
from shared.language.subscriptions import SUBSCRIPTIONS
from shared.language.telling.discussing import DISCUSSING
from shared.language.telling.handling import HANDLING
from shared.language.telling.raising import RAISING
from shared.language.telling.rating import RATING
from shared.language.telling.supervising import SUPERVISING
from shared.language.telling.told import Telling
from shared.language.telling.visiting import VISITING
from shared.language.telling.watching import WATCHING

TELLINGS: tuple[Telling, ...] = (
    *RAISING,
    *VISITING,
    *DISCUSSING,
    *HANDLING,
    *SUPERVISING,
    *WATCHING,
    *RATING,
)
"""In the order in which they follow from each other when they happen at the same moment."""

_LISTS = (
    "no step of the loop: it says by what lists, rules and holidays the township decides; the copy has it"
)
_STANDS = "no step of the loop: the day stands, and everybody's copy knows how certain it is"
UNTOLD: Mapping[type[Event], str] = MappingProxyType(
    {
        directory.TownshipAdded: _LISTS,
        directory.TownshipAmended: _LISTS,
        directory.RulesChanged: _LISTS,
        directory.NoticeTaken: _LISTS,
        intake.SubmissionDueConfirmed: _STANDS,
        scheduling.MeetingDueConfirmed: _STANDS,
        handling.ItemDueConfirmed: _STANDS,
        evaluation.BallotDueConfirmed: _STANDS,
        intake.IntakeClockMoved: "no step of the loop: it says what day it is in the story",
    }
)
"""Event → the reason why nothing is kept of it."""


def disagreements(
    tellings: Sequence[Telling], untold: Iterable[type[Event]], heard: Collection[type[Event]]
) -> Iterator[str]:
    """The faults of the entries: an event heard of without exactly one entry, an entry for another event, an
    echo of an event that is not told."""
    told = [telling.event for telling in tellings]
    entries = [*told, *untold]
    for event in dict.fromkeys((*heard, *entries)):
        count = entries.count(event)
        if event not in heard:
            yield f"{event.type} has an entry, but the console does not hear of it"
        elif count == 0:
            yield f"{event.type} is heard of: say how it is told, or in UNTOLD why it is not"
        elif count > 1:
            yield f"{event.type} has {count} entries"
    for telling in tellings:
        for echoed in set(telling.echoes) - set(told):
            yield f"{telling.event.type} echoes {echoed.type}, which is not told"


_HEARD = tuple(event for events in SUBSCRIPTIONS["console"].values() for event in events)
if _WRONG := tuple(disagreements(TELLINGS, UNTOLD, _HEARD)):
    raise LookupError("; ".join(_WRONG))

TOLD: Mapping[str, Telling] = MappingProxyType({telling.event.type: telling for telling in TELLINGS})
"""Event type → its entry."""

RANK_OF: Mapping[str, int] = MappingProxyType({type: rank for rank, type in enumerate(TOLD)})
"""Event type → its place among events of the same moment."""

ECHOES = tuple(type for type, telling in TOLD.items() if telling.echoes)
"""The types that only repeat what another event has said."""
