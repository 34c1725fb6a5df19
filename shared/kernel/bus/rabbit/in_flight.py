"""Counts what is being handled, so that a shutdown can wait for its end."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class InFlight:
    """Deliveries being handled now."""

    def __init__(self) -> None:
        self.count = 0
        self._none = asyncio.Event()
        self._none.set()

    @contextmanager
    def one(self) -> Iterator[None]:
        """While this lasts, one more."""
        self.count += 1
        self._none.clear()
        try:
            yield
        finally:
            self.count -= 1
            if not self.count:
                self._none.set()

    async def ended(self, seconds: float) -> bool:
        """Wait until there are none, at most so long; whether there are none."""
        try:
            async with asyncio.timeout(seconds):
                await self._none.wait()
        except TimeoutError:
            return False
        return True
