"""Knowing when the platform has come to rest: every service's account of messages sent and handled must add
up."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from shared.kernel.messages.base import Event
from shared.language.contracts.registry import TYPES
from shared.language.topology import TOPOLOGY

_PAUSE = 0.01
_PAUSE_AT_MOST = 0.25


class NotSettled(Exception):
    """The platform did not come to rest in time. The error's text names the open work."""


@dataclass
class Accounts:
    """Asks ``/ops/flow`` of each process."""

    client: httpx.AsyncClient
    urls: tuple[str, ...]
    timeout: float = 60.0

    async def settle(self) -> datetime | None:
        """Wait until nothing is unsent and everything sent was handled, seen twice in a row.

        Returns the moment of the next timer that any service waits for. Raises NotSettled.
        """
        pause, before, open_ends = _PAUSE, None, ["not asked"]
        try:
            async with asyncio.timeout(self.timeout):
                while True:
                    seen = await self._read()
                    open_ends = _open_ends(seen)
                    if not open_ends and seen == before:
                        return _next_timer(seen)
                    before = seen
                    if open_ends:
                        await asyncio.sleep(pause)
                        pause = min(pause * 2, _PAUSE_AT_MOST)
        except TimeoutError as error:
            raise NotSettled("; ".join(open_ends[:5])) from error

    async def _read(self) -> list[dict[str, Any]]:
        try:
            answers = await asyncio.gather(*(self.client.get(f"{url}/ops/flow") for url in self.urls))
        except httpx.TransportError:
            return []
        return [account for answer in answers if answer.is_success for account in answer.json()]


def _next_timer(accounts: list[dict[str, Any]]) -> datetime | None:
    moments = [account["next_timer"] for account in accounts if account["next_timer"]]
    return min(map(datetime.fromisoformat, moments), default=None)


def _open_ends(accounts: list[dict[str, Any]]) -> list[str]:
    if not accounts:
        return ["no service answers"]
    sent: Counter[str] = Counter()
    withheld: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    present = {account["service"] for account in accounts}
    open_ends = [f"{a['service']} has {a['unsent']} unsent" for a in accounts if a["unsent"]]
    for account in accounts:
        sent.update(account["sent"])
        withheld.update(account["withheld"])
        taken.update(account["handled"])
        taken.update(account["parked"])
    for type, count in sent.items():
        message = TYPES[type]
        if issubclass(message, Event):
            readers = [queue.split(".", 1)[0] for queue in TOPOLOGY.heard_by(type)]
            due = sum(
                count - (withheld[type] if reader in TOPOLOGY.public else 0)
                for reader in readers
                if reader in present
            )
            if taken[type] < due:
                open_ends.append(f"{type}: {taken[type]} of {due} handled")
    return open_ends
