"""The account of a fuzz run: what went in, what became of it, and whether the sums are the same."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field

import httpx
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.kernel.bus.delivery.recoverability import ATTEMPTS_SPENT
from shared.language.topology import CONSUMERS, TOPOLOGY
from tests.support.waiting import until

_LATER = "later"
_PAUSE = 0.3


@dataclass
class Account:
    """``engine`` sees every service's schema; ``http`` is the platform's."""

    http: httpx.AsyncClient
    engine: AsyncEngine
    user: str
    """The broker user who sends, and is answered."""
    sent: Counter[str] = field(default_factory=Counter)
    """To inboxes (``inbox``) and to parking lots (``lot``)."""

    async def outcomes(self) -> Counter[str]:
        """Deliveries that ended, by how."""
        found: Counter[str] = Counter()
        for service in CONSUMERS:
            answer = (await self.http.get(f"/ops/{service}/metrics")).raise_for_status()
            for family in text_string_to_metric_families(answer.text):
                for sample in family.samples:
                    if sample.name == "youyue_deliveries_total" and sample.labels["outcome"] != _LATER:
                        found[sample.labels["outcome"]] += int(sample.value)
        return found

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
        """Refusals that are told; the same bytes again are told by the same row."""
        found = 0
        async with self.engine.connect() as connection:
            for service in CONSUMERS:
                query = f"SELECT count(*) FROM \"{service}\".journal WHERE type LIKE '%.command.refused.v1'"
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
        outcomes, parked = await self.outcomes(), await self.parked()
        unsent: int = sum(
            account["unsent"] for account in (await self.http.get("/ops/flow")).raise_for_status().json()
        )
        handled = self.sent["inbox"] + await self.relayed() - sum(outcomes.values())
        return unsent + handled + max(outcomes["parked"] + self.sent["lot"] - sum(parked.values()), 0)

    async def summary(self) -> str:
        """All the sums, for reading."""
        return (
            f"sent {dict(self.sent)}, followed {await self.relayed()}, "
            f"ended {dict(await self.outcomes())}, parked {dict(await self.parked())}, "
            f"behind {await self.behind()}"
        )

    async def caught_up(self, within: int) -> None:
        """Wait until no more than so many are open."""
        await until(lambda: self._within(within), 600)

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
