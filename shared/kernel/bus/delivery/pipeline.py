"""The way of one delivery: each concern is a file of its own, and this one is their order.

Both transports call the function that ``way_of`` makes and obey the outcome; neither knows more about
messages than bytes.

| concern | what it does | where |
|---|---|---|
| patient | waits while the database is away; spends no attempt | ``retrying`` |
| counted | counts deliveries and how they ended | ``statistics`` |
| judged | again at once, later, or parked | ``retrying``, by the verdicts of ``recoverability`` |
| answered | tells the sender of an unreadable command what is wrong with it | ``unreadable`` |
| opened | bytes to an envelope | ``reading`` |
| traced | a span around the attempt | ``tracing`` |
| timed | how long the attempt took | ``statistics`` |
| logged | the message's ids in every line of the log | ``log_context`` |
| understood | the data as the class that the type names | ``reading`` |
| trusted | whether its publisher may say so, and how much | ``trusting`` |
| tokened | whether a token says who acts | ``tokened`` |

The last step is ``CarryingOut``: session, use case, statement, duplicates, refusals.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shared.kernel.bus.access.trust import Trust
from shared.kernel.bus.delivery.allowance import UNREADABLE_TOLD, Allowance
from shared.kernel.bus.delivery.answering import Answering
from shared.kernel.bus.delivery.delivery import Handle, Wrap
from shared.kernel.bus.delivery.log_context import logged
from shared.kernel.bus.delivery.reading import Spares, opened, spare_nothing, understood
from shared.kernel.bus.delivery.retrying import Away, judged, patient
from shared.kernel.bus.delivery.statistics import Statistics, counted, timed
from shared.kernel.bus.delivery.tokened import tokened
from shared.kernel.bus.delivery.tracing import Untraced, traced
from shared.kernel.bus.delivery.trusting import trusted
from shared.kernel.bus.delivery.unreadable import answered
from shared.kernel.messages.topology import Topology
from shared.kernel.store.key_ring import KeyRing


@dataclass(frozen=True, slots=True)
class Station:
    """The parts that the concerns of one service need."""

    service: str
    topology: Topology
    trust: Trust
    statistics: Statistics
    tracing: Untraced
    answering: Answering
    ring: KeyRing
    spares: Spares = spare_nothing


def concerns(station: Station) -> Mapping[str, Wrap]:
    """The concerns by name, the outermost first. ``patient`` stands before them: see ``way_of``."""
    return {
        "counted": counted(station.statistics),
        "judged": judged(station.statistics.again_at_once),
        "answered": answered(station.service, station.answering, station.trust, Allowance(UNREADABLE_TOLD)),
        "opened": opened(station.topology.registry),
        "traced": traced(station.tracing),
        "timed": timed(station.statistics),
        "logged": logged(station.service),
        "understood": understood(station.topology, station.spares),
        "trusted": trusted(station.trust),
        "tokened": tokened(station.trust, station.ring),
    }


def way_of(handle: Handle, station: Station, away: Away, faults: tuple[Wrap, ...] = ()) -> Handle:
    """The whole way to ``handle`` and back. Never raises but for cancellation.

    ``away`` tells whether the database is away, and waits until it is back. ``faults`` are faults that tests
    inject: they stand before all concerns of this process, except ``patient``.
    """
    return wrapped(handle, (patient(away), *faults, *concerns(station).values()))


def wrapped(handle: Handle, wraps: Iterable[Wrap]) -> Handle:
    """``handle`` within all of them, the first of them outermost."""
    for wrap in reversed(tuple(wraps)):
        handle = wrap(handle)
    return handle
