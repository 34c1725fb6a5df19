"""How long does it take to import many townships, and a large one? ``make bench-directory``

Fills in workbooks and hands them to ``youyue township import``, one process each time: 100 townships with
together 3,000 people and 200 departments, then one with 3,000 people, then that one with a single new entry.
All services run in one process, over a PostgreSQL that waits for the disk and a RabbitMQ node of their own.
An import is over when every service has its copy. The longest wait for an answer of ``/health/live`` shows
for how long the loop was busy; the one before, with nothing to do, shows what the machine adds.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path

import asyncpg
import httpx

from cli.services import schema_of
from demo.townships import XIUSHAN, read_sample
from shared.embedded import EmbeddedPostgres
from shared.embedded.free_ports import free_ports
from shared.kernel.bus.rabbit.provision import provision
from shared.kernel.store.migrations import migrate
from shared.language.contracts.directory import Department, Person, Post, Room, TownshipLists
from shared.language.contracts.envelope import Role
from shared.language.directory.sheets.files import write_sheets
from shared.language.directory.sheets.writing import written
from shared.language.topology import CONSUMERS, TOPOLOGY
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.waiting import until

SINCE = date(2024, 1, 1)
TOWNSHIPS, PEOPLE_EACH, DEPARTMENTS_EACH = 100, 30, 2
LARGE = "330922100"
AT_MOST = 60.0
"""Seconds for the 100 townships."""
PATIENCE = 300.0
DATABASE = "directory"


def lists(people: int, departments: int) -> TownshipLists:
    """A township of so many people; every tenth is a deputy, the others are a department's staff."""
    codes = [f"dept-{n}" for n in range(departments)]
    ids = [f"person-{n}" for n in range(people)]
    return TownshipLists(
        departments=tuple(Department(since=SINCE, code=code, name=code, leader=ids[0]) for code in codes),
        people=tuple(Person(since=SINCE, person_id=id, name=id) for id in ids),
        posts=(
            Post(since=SINCE, person_id=ids[0], role=Role.HEAD),
            *(
                Post(since=SINCE, person_id=id, role=Role.DEPUTY, level="township")
                if n % 10 == 0
                else Post(since=SINCE, person_id=id, role=Role.DEPARTMENT, department=codes[n % departments])
                for n, id in enumerate(ids[1:], 1)
            ),
        ),
        rooms=(Room(since=SINCE, code="M1", name="会议室", capacity=40),),
    )


def workbook(folder: Path, code: str, filled: TownshipLists) -> Path:
    """The township's sheets, with the sample's rules."""
    sample, path = read_sample(XIUSHAN), folder / f"{code}.xlsx"
    write_sheets(written(code, sample.profile, sample.rules, filled), path)
    return path


@asynccontextmanager
async def platform(environment: dict[str, str], ops_port: int) -> AsyncIterator[httpx.AsyncClient]:
    """``youyue run --all``, ready; the client asks its operators' port."""
    process = await youyue(environment, "run", "--all")
    base = f"http://127.0.0.1:{ops_port}"
    try:
        async with httpx.AsyncClient(base_url=base, trust_env=False, timeout=30) as http:
            await until(partial(_ready, http), PATIENCE)
            yield http
    finally:
        process.terminate()
        await process.wait()


async def _ready(http: httpx.AsyncClient) -> bool:
    try:
        return (await http.get("/health/ready")).is_success
    except httpx.TransportError:
        return False


async def youyue(environment: dict[str, str], *words: str) -> asyncio.subprocess.Process:
    """A process of the command line; what it prints is left out."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "cli.main", *words, env=environment, stdout=asyncio.subprocess.DEVNULL
    )


async def imported(
    environment: dict[str, str], http: httpx.AsyncClient, database: str, paths: list[Path], edition: int
) -> tuple[float, float]:
    """Seconds until every service has the townships, and the longest wait for an answer meanwhile."""
    start = time.perf_counter()
    watching = asyncio.create_task(_longest_wait(http, stop := asyncio.Event()))
    process = await youyue(environment, "township", "import", "--add", *map(str, paths))
    if await process.wait():
        sys.exit("the import failed")
    codes = [path.stem for path in paths]
    await until(partial(_everywhere, database, codes, edition), PATIENCE)
    seconds = time.perf_counter() - start
    stop.set()
    return seconds, await watching


async def _everywhere(database: str, codes: list[str], edition: int) -> bool:
    connection = await asyncpg.connect(database)
    try:
        return all(
            [
                await connection.fetchval(
                    f"SELECT count(*) FROM {service}.known "
                    "WHERE kind = 'township' AND id = ANY ($1) AND sequence >= $2",
                    codes,
                    edition,
                )
                == len(codes)
                for service in CONSUMERS
                if service != "directory"
            ]
        )
    finally:
        await connection.close()


async def _longest_wait(http: httpx.AsyncClient, stop: asyncio.Event) -> float:
    longest = 0.0
    while not stop.is_set():
        asked = time.perf_counter()
        await http.get("/health/live")
        longest = max(longest, time.perf_counter() - asked)
        await asyncio.sleep(0.005)
    return longest


async def main(folder: Path, postgres: EmbeddedPostgres, broker: str) -> bool:
    """Print the figures; whether the townships were there in time."""
    await provision(broker, TOPOLOGY)
    for service in CONSUMERS:
        await migrate(postgres.url(DATABASE), schema_of(service))
    database = postgres.url(DATABASE).replace("+asyncpg", "")
    port, ops_port = free_ports(2)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("YOUYUE_")},
        "YOUYUE_DATABASE_URL": database,
        "YOUYUE_BROKER_URL": broker,
        "YOUYUE_TRUST": "everybody",
        "YOUYUE_HTTP_PORT": str(port),
        "YOUYUE_OPS_PORT": str(ops_port),
        "YOUYUE_LOG_LEVEL": "ERROR",
    }
    small, large = lists(PEOPLE_EACH, DEPARTMENTS_EACH), lists(TOWNSHIPS * PEOPLE_EACH, 200)
    codes = (str(code) for code in count(330921100))
    many = [workbook(folder, code, small) for _, code in zip(range(TOWNSHIPS), codes, strict=False)]
    one = [workbook(folder, LARGE, large)]
    async with platform(environment, ops_port) as http:
        stop = asyncio.Event()
        asyncio.get_running_loop().call_later(5, stop.set)
        _told("nothing", (5, await _longest_wait(http, stop)))
        took = _told(f"{TOWNSHIPS} townships", await imported(environment, http, database, many, 1))
        _told("one of 3,000 people", await imported(environment, http, database, one, 1))
        room = Room(since=SINCE, code="M2", name="新会议室", capacity=20)
        workbook(folder, LARGE, large.model_copy(update={"rooms": (*large.rooms, room)}))
        _told("a room more there", await imported(environment, http, database, one, 2))
    return took <= AT_MOST


def _told(what: str, took: tuple[float, float]) -> float:
    seconds, wait = took
    print(f"{what:22} {seconds:6.1f} s   longest wait for /health/live {wait * 1000:5.0f} ms")
    return seconds


if __name__ == "__main__":
    with (
        tempfile.TemporaryDirectory(prefix="youyue-bench-") as name,
        tempfile.TemporaryDirectory(prefix="youyue-bench-postgres-") as data,
        EmbeddedPostgres(Path(data), durable=True) as server,
    ):
        server.ensure_database(DATABASE)
        with RabbitMQNode() as node:
            in_time = asyncio.run(main(Path(name), server, node.url()))
    sys.exit(0 if in_time else f"more than {AT_MOST:.0f} seconds")
