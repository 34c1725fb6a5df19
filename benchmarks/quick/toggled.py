"""A measured process: it works while it is told to, by lines on its standard input, and answers each with a
line."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any

Action = Callable[[], Awaitable[Any]]


async def toggled(*actions: Action) -> None:
    """Say "ready"; then run the action whose number comes in and say what it returned, until the input
    ends."""
    print("ready", flush=True)
    while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
        print(await actions[int(line)](), flush=True)
