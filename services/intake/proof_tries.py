"""Who guesses proofs waits; who does not is answered, also while others guess at the same code.

Counted in memory, as trace codes are (``shared/kernel/service/http/guesses.py``). Why these numbers:
docs/adr/0029.
"""

from collections.abc import Callable
from time import monotonic
from typing import NamedTuple

from shared.kernel.service.http.customers import customer_of
from shared.kernel.service.http.guesses import Guesses

AT_A_CODE = 200
"""Wrong proofs for one code within ``WITHIN``, from all addresses together: more is many who guess."""
THEN_EACH = 3
"""Wrong proofs for such a code that each address may still try."""


class Wait(NamedTuple):
    """Seconds until this is answered again, and the key of the sentence that says why."""

    seconds: float
    why: str


class ProofTries:
    """The wrong proofs of each address, and at each code. ``clock`` gives seconds that never go back."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._of_addresses = Guesses(clock)
        self._at_codes = Guesses(clock)
        self._of_both = Guesses(clock)

    def wait(self, address: str, code: str) -> Wait | None:
        """None: the code is looked up for this address now."""
        if seconds := self._of_addresses.wait(address):
            return Wait(seconds, "mine.too_many_guesses")
        if self._at_codes.wait(code, AT_A_CODE) and (
            seconds := self._of_both.wait(_both(address, code), THEN_EACH)
        ):
            return Wait(seconds, "mine.guessed_by_many")
        return None

    def was_wrong(self, address: str, code: str, proof: str) -> None:
        """The code is nobody's, or the proof is not that of its raiser."""
        self._of_addresses.was_wrong(address, f"{code} {proof}")
        self._of_both.was_wrong(_both(address, code), proof)
        if not self._at_codes.wait(code, AT_A_CODE):
            self._at_codes.was_wrong(code, f"{customer_of(address)} {proof}")


def _both(address: str, code: str) -> str:
    return f"{customer_of(address)} {code}"
