"""The account of a fuzz run: what went in, what became of it, and whether the sums are the same."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

import httpx
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.kernel.bus.delivery.recoverability import ATTEMPTS_SPENT
from shared.kernel.bus.delivery.statistics import NOTHING
from shared.language.topology import CONSUMERS, TOPOLOGY
from tests.support.waiting import until

_LATER = "later"
_PAUSE = 0.3


class Ended(NamedTuple):
    """How deliveries ended. ``gone``: given up, and nothing kept of them, for want of room."""

    outcomes: Counter[str]
    gone: int


@dataclass
class Account:
    """``engine`` sees every service's schema; ``http`` is the platform's."""

    http: httpx.AsyncClient
    engine: AsyncEngine
    user: str
    """The broker user who sends, and is answered."""
    sent: Counter[str] = field(default_factory=Counter)
    """To inboxes (``inbox``) and to parking lots (``lot``)."""

    async def ended(self) -> Ended:
        """Deliveries that ended, as the services' metrics say."""
        outcomes: Counter[str] = Counter()
        gone = 0
        for service in CONSUMERS:
            answer = (await self.http.get(f"/ops/{service}/metrics")).raise_for_status()
            for family in text_string_to_metric_families(answer.text):
                for name, labels, value, *_ in family.samples:
                    if name == "youyue_deliveries_total" and labels["outcome"] != _LATER:
                        outcomes[labels["outcome"]] += int(value)
                    elif name == "youyue_parked_without_room_total" and labels["kept"] == NOTHING:
                        gone += int(value)
        return Ended(outcomes, gone)

    async def relayed(self) -> int:
        """Copies of events that the services sent to each other's inboxes."""
        accounts = (await self.http.get("/ops/flow")).raise_for_status().json()
        return sum(
            count * len(TOPOLOGY.heard_by(type))
            for account in accounts
            for type, count in account["sent"].items()
        )

    async def parked(self) -> Counter[str]:
        """Parked messages by reason."""
        found: Counter[str] = Counter()
        async with self.engine.connect() as connection:
            for service in CONSUMERS:
                rows = await connection.execute(
                    text(f'SELECT reason, count(*) FROM "{service}".parked_messages GROUP BY reason')
                )
                found.update({row[0]: row[1] for row in rows})
        return found

    async def failures(self) -> list[str]:
        """What was given up for an error that nobody foresaw: service, type and error of each."""
        found: list[str] = []
        async with self.engine.connect() as connection:
            for service in CONSUMERS:
                query = (
                    f'SELECT type, detail FROM "{service}".parked_messages '
                    f"WHERE reason = '{ATTEMPTS_SPENT}'"
                )
                found.extend(
                    f"{service} {row.type}: {row.detail}" for row in await connection.execute(text(query))
                )
        return found

    async def answers(self) -> int:
        """Refusals that are told, without those of what was given up; the same bytes again are told by the
        same row."""
        found = 0
        async with self.engine.connect() as connection:
            for service in CONSUMERS:
                query = (
                    f"SELECT count(*) FROM \"{service}\".journal WHERE type LIKE '%.command.refused.v1' "
                    "AND body::jsonb #>> '{data,code}' <> 'not_kept'"
                )
                found += int(await connection.scalar(text(query)) or 0)
        return found

    async def ids(self, limit: int) -> list[str]:
        """Of things that exist."""
        async with self.engine.connect() as connection:
            found: list[str] = []
            for service in CONSUMERS:
                query = (
                    f'SELECT DISTINCT subject FROM "{service}".journal WHERE subject IS NOT NULL LIMIT :limit'
                )
                found.extend(await connection.scalars(text(query), {"limit": limit}))
            return found

    async def behind(self) -> int:
        """Messages that are neither answered nor parked yet, and events that are not sent."""
        ended = await self.ended()
        to_park = await self._to_park(ended)
        unsent: int = sum(
            account["unsent"] for account in (await self.http.get("/ops/flow")).raise_for_status().json()
        )
        handled = self.sent["inbox"] + await self.relayed() - sum(ended.outcomes.values())
        return unsent + handled + max(to_park, 0)

    async def doubled(self) -> int:
        """Parked messages beyond what was given up."""
        return max(-await self._to_park(await self.ended()), 0)

    async def _to_park(self, ended: Ended) -> int:
        """Given up, and neither in a parking lot nor without room there; less than 0: parked twice."""
        given_up = ended.outcomes["parked"] + self.sent["lot"]
        return given_up - sum((await self.parked()).values()) - ended.gone

    async def summary(self) -> str:
        """All the sums, for reading."""
        return (
            f"sent {dict(self.sent)}, followed {await self.relayed()}, "
            f"ended {await self.ended()}, parked {dict(await self.parked())}, "
            f"behind {await self.behind()}"
        )

    async def caught_up(self, within: int) -> None:
        """Wait until no more than so many are open. Raises TimeoutError with all the sums."""
        try:
            await until(lambda: self._within(within), 300, _PAUSE)
        except TimeoutError:
            raise TimeoutError(await self.summary()) from None

    async def _within(self, within: int) -> bool:
        return await self.behind() <= within

    async def settled(self, seconds: float) -> bool:
        """Whether the sums come out the same in time, twice in a row."""
        well = 0
        try:
            async with asyncio.timeout(seconds):
                while well < 2:
                    well = well + 1 if await self.behind() == 0 else 0
                    await asyncio.sleep(_PAUSE)
        except TimeoutError:
            return False
        return True
