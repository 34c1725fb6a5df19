"""Waiting for something to come true, with an end."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")
_PAUSE = 0.02


async def until(probe: Callable[[], Awaitable[T]], seconds: float = 20.0, pause: float = _PAUSE) -> T:
    """What ``probe`` returns as soon as it is true; asked every ``pause`` seconds. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while True:
            if found := await probe():
                return found
            await asyncio.sleep(pause)
