"""A person who asks for one code after another that nobody has is guessing and has to wait.

The different wrong codes of each address are counted in the memory of one process; a restart forgets the
counts, and requests at the very same moment may go beyond the limit: a handful of tries more, out of 31^8.
"""

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

from shared.kernel.service.http.customers import customer_of

AT_MOST = 20
"""Wrong codes within ``WITHIN``: more than people misread from their slips, also where a hall shares an
address."""
WITHIN = 600.0
"""Seconds."""
ADDRESSES = 4096
"""The number of addresses that are remembered, some kilobytes each at most. Beyond it the addresses that were
wrong longest ago are forgotten."""


class Guesses:
    """The wrong codes that each address has asked for. ``clock`` gives seconds that never go back."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._wrong: OrderedDict[str, dict[str, float]] = OrderedDict()
        """Address → wrong code → when it was first asked for, in that order."""

    def wait(self, address: str, at_most: int = AT_MOST) -> float:
        """Seconds until this address is answered again; 0: it is now."""
        wrong = list(self._recent(customer_of(address)).values())
        if len(wrong) < at_most:
            return 0.0
        return max(0.0, wrong[-at_most] + WITHIN - self._clock())

    def was_wrong(self, address: str, code: str) -> None:
        """Nobody has that code. The same one again, as from a page that is loaded anew, is no further
        guess."""
        customer = customer_of(address)
        wrong = self._recent(customer)
        wrong.setdefault(code, self._clock())
        self._wrong[customer] = wrong
        self._wrong.move_to_end(customer)
        if len(self._wrong) > ADDRESSES:
            self._wrong.popitem(last=False)

    def __len__(self) -> int:
        return len(self._wrong)

    def _recent(self, customer: str) -> dict[str, float]:
        since = self._clock() - WITHIN
        return {code: at for code, at in self._wrong.get(customer, {}).items() if at > since}
