"""How much each address has sent that no submission uses: files are kept for a while, and cost room."""

from collections import OrderedDict
from collections.abc import Callable, Collection
from time import monotonic
from typing import NamedTuple

from shared.kernel.service.http.customers import customer_of

AT_MOST = 200_000_000
"""Bytes within ``WITHIN`` that belong to no submission: some twenty large photos, where a hall shares an
address."""
WITHIN = 3600.0
"""Seconds."""
ADDRESSES = 4096
"""The number of addresses that are remembered; those that sent longest ago are forgotten first."""


class Sent(NamedTuple):
    """A file that was taken."""

    township: str
    id: str
    size: int
    at: float


class Volume:
    """What each address sent lately, in the memory of this process. ``clock`` gives seconds that never go
    back."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._sent: OrderedDict[str, list[Sent]] = OrderedDict()

    def excess(self, address: str) -> list[Sent]:
        """What this address sent lately, if it is too much; else nothing."""
        recent = self._recent(customer_of(address))
        return recent if sum(one.size for one in recent) >= AT_MOST else []

    def used(self, address: str, ids: Collection[tuple[str, str]]) -> None:
        """Those files, by township and id, belong to submissions now: they count no more."""
        customer = customer_of(address)
        self._sent[customer] = [one for one in self._recent(customer) if (one.township, one.id) not in ids]

    def took(self, address: str, township: str, id: str, size: int) -> None:
        """A file was taken; the same one again counts once."""
        customer = customer_of(address)
        others = [one for one in self._recent(customer) if (one.township, one.id) != (township, id)]
        self._sent[customer] = [*others, Sent(township, id, size, self._clock())]
        self._sent.move_to_end(customer)
        if len(self._sent) > ADDRESSES:
            self._sent.popitem(last=False)

    def wait(self, address: str) -> float:
        """Seconds until the oldest of what counts for this address counts no more."""
        recent = self._recent(customer_of(address))
        return max(0.0, recent[0].at + WITHIN - self._clock()) if recent else 0.0

    def _recent(self, customer: str) -> list[Sent]:
        since = self._clock() - WITHIN
        return [one for one in self._sent.get(customer, ()) if one.at > since]
