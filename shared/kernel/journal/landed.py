"""What became of events that the relay had left on their way, told when it is known."""

import asyncio
from collections.abc import Callable


class Landed:
    """Collects until it is taken; ``wake`` is called when there is something to take."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._confirmed: list[int] = []
        self._lost: list[int] = []
        self._expected: set[asyncio.Task[None]] = set()

    def expect(self, task: "asyncio.Task[None]", limit: float) -> None:
        """It is on its way, and given up after ``limit`` seconds."""
        self._expected.add(task)
        giving_up = asyncio.get_running_loop().call_later(limit, task.cancel)

        def ended(task: "asyncio.Task[None]") -> None:
            self._expected.discard(task)
            giving_up.cancel()

        task.add_done_callback(ended)

    def confirm(self, position: int) -> None:
        """It has arrived after all."""
        self._confirmed.append(position)
        self._wake()

    def lose(self, position: int) -> None:
        """It has not, and whoever sends it again need not wait."""
        self._lost.append(position)
        self._wake()

    def take(self) -> tuple[list[int], list[int]]:
        """(confirmed, lost) positions since the last time."""
        taken = self._confirmed, self._lost
        self._confirmed, self._lost = [], []
        return taken

    async def stop(self) -> None:
        """Wait for nothing any more: what is on its way will be sent again."""
        expected = tuple(self._expected)
        for task in expected:
            task.cancel()
        await asyncio.gather(*expected, return_exceptions=True)
