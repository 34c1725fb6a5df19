"""One run of the load over servers of its own: calm, or with faults."""

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import httpx
from sqlalchemy.ext.asyncio import create_async_engine

from demo.settle import Accounts, NotSettled
from shared.language.contracts.evaluation import PublishFigures
from tests.chaos import people
from tests.chaos.author import TOWNSHIP, Author
from tests.chaos.compare import Fact
from tests.chaos.faults import Scene
from tests.chaos.injector import Injected, Injector
from tests.chaos.instances import Instance, open_instances
from tests.chaos.knowledge import Knowledge
from tests.chaos.load import play
from tests.chaos.partner import Partner, open_partner
from tests.chaos.quiet import Quiet
from tests.chaos.schedule import plan
from tests.chaos.servers import Servers, open_servers
from tests.chaos.size import Size
from tests.chaos.soundness import Soundness, sound, waiting
from tests.chaos.state import read_state
from tests.support.waiting import until

_REST_SECONDS = 900.0
"""Longer than all retry tiers together; the run's own limit is usually shorter."""


@dataclass
class Result:
    """What a run leaves behind. Seconds are of the event loop's clock."""

    finished: bool
    """Whether the load got all its answers and the platform came to rest in time."""
    facts: list[Fact]
    soundness: Soundness
    answered: int
    disordered: int
    seconds: float
    resting: float
    """Seconds from the load's end until the platform was at rest."""
    injected: list[Injected] = field(default_factory=list)
    caught_at_work: int = 0
    slow_stops: int = 0


async def run(size: Size, told: Callable[[str], None], expected: int | None, limit: float) -> Result:
    """Play the load; with faults when ``expected``, the number of commands that a calm run took, is given.

    ``limit``: seconds; then what has come about so far is the result, and what was still waited for is told.
    """
    clock = asyncio.get_running_loop().time
    async with (
        open_servers() as servers,
        open_instances(servers, people.EPOCHS[0].isoformat()) as instances,
        open_partner(servers) as partner,
        httpx.AsyncClient(trust_env=False, timeout=5) as client,
    ):
        engine = create_async_engine(servers.database_url(), pool_pre_ping=True)
        knowledge = Knowledge(engine, TOWNSHIP)
        watching = asyncio.create_task(knowledge.watch(), name="knowledge")
        reporting = asyncio.create_task(_report(partner, told), name="report")
        quiet = Quiet(engine, TOWNSHIP)
        author, scene = Author(size.seed, partner, knowledge), Scene(servers, instances, client)
        faults = plan(size.faults, size.seed, size.outage) if expected else ()
        injector = Injector(scene, faults, lambda: partner.answered / (expected or 1), size.seed, told)
        try:
            began = loaded = rested = clock()
            finished = False
            try:
                async with asyncio.timeout(limit):
                    async with asyncio.TaskGroup() as group:
                        group.create_task(injector.run())
                        group.create_task(play(author, size, quiet))
                    await partner.copies_are_out()
                    loaded = clock()
                    told(
                        f"loaded {partner.answered} commands in {loaded - began:.0f} s; "
                        "waiting until all rest"
                    )
                    await _rest(client, instances, servers)
                    rested = clock()
                    first, last = people.EPOCHS[0].date(), date(2026, 11, 30)
                    await author.settle(
                        PublishFigures(first_day=first, last_day=last), people.OFFICE, "figures"
                    )
                    await _rest(client, instances, servers)
                    finished = True
            except (TimeoutError, NotSettled) as error:
                told(f"not finished: {error}")
                for awaited in (*partner.awaited(), *knowledge.awaited(), *quiet.awaited):
                    told(f"still waiting for {awaited}")
                _keep_logs(instances, told)
            return Result(
                finished=finished,
                facts=await read_state(engine),
                soundness=await sound(engine, servers),
                answered=partner.answered,
                disordered=partner.disordered,
                seconds=loaded - began,
                resting=rested - loaded,
                injected=injector.injected,
                caught_at_work=scene.caught_at_work,
                slow_stops=sum(instance.slow_stops for instance in instances),
            )
        except BaseException:
            _keep_logs(instances, told)
            raise
        finally:
            for task in (watching, reporting):
                task.cancel()
            await asyncio.gather(watching, reporting, return_exceptions=True)
            await engine.dispose()


async def _rest(client: httpx.AsyncClient, instances: tuple[Instance, ...], servers: Servers) -> None:
    """Everything sent was handled, by the accounts of one process a service, and nothing waits in any
    queue."""
    urls = tuple(instance.url for instance in instances if instance.number == 1)
    await Accounts(client, urls, _REST_SECONDS).settle()

    async def all_empty() -> bool:
        return not any([count async for _, count in waiting(servers)])

    await until(all_empty, _REST_SECONDS)


async def _report(partner: Partner, told: Callable[[str], None]) -> None:
    while True:
        await asyncio.sleep(10)
        told(f"{partner.answered} commands answered, {partner.confirmed} published")


def _keep_logs(instances: tuple[Instance, ...], told: Callable[[str], None]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="youyue-chaos-logs-"))
    for instance in instances:
        (folder / f"{instance.name}.log").write_text(instance.said(), "utf-8")
    told(f"what the services said is in {folder}")
