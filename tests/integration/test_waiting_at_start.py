"""P19, P20, O11 with real servers: full at start, away for a while, five addresses of a broker."""

import asyncio
import os
import sys
from urllib.parse import urlsplit

from shared.embedded import EmbeddedPostgres
from shared.embedded.free_ports import free_ports
from shared.language.topology import CONSUMERS
from tests.support.databases import copy_template
from tests.support.door import Door
from tests.support.platform import Stand
from tests.support.service_process import ServiceProcess, service_process
from tests.support.waiting import until

HANDFUL = 12


async def test_a_database_that_is_full_at_start_is_waited_for(
    database_template: EmbeddedPostgres, over_rabbitmq: Stand
) -> None:
    """P20."""
    url = copy_template(database_template)
    database = urlsplit(url).path[1:]
    await asyncio.to_thread(
        database_template.execute,
        "CREATE ROLE crowded LOGIN PASSWORD 'crowded' CONNECTION LIMIT 0;"
        "GRANT pg_read_all_data, pg_write_all_data TO crowded;"
        f'GRANT ALL ON DATABASE "{database}" TO crowded',
    )
    try:
        crowded = url.replace(urlsplit(url).netloc.split("@")[0], "crowded:crowded")
        async with service_process("evaluation", crowded, over_rabbitmq.broker_url or "") as service:
            await until(lambda: _says(service, "连接数已满 too many connections"))
            assert "password" not in await service.problem()
            await asyncio.to_thread(database_template.execute, "ALTER ROLE crowded CONNECTION LIMIT -1")
            await until(service.ready)
            assert len(service.said("waiting_for_database")) == 1
            assert len(service.said("database_is_there")) == 1
    finally:
        await asyncio.to_thread(
            database_template.execute, "DROP OWNED BY crowded; DROP ROLE crowded", database
        )


async def _says(service: ServiceProcess, words: str) -> bool:
    return words in await service.problem()


async def stays_unready(service: ServiceProcess, seconds: float) -> None:
    """An outage of that length."""
    clock = asyncio.get_running_loop().time
    begun = clock()

    async def over() -> bool:
        assert await service.problem()
        return clock() - begun > seconds

    await until(over)


async def test_outages_of_the_broker_leave_a_handful_of_lines(
    database_template: EmbeddedPostgres, over_rabbitmq: Stand
) -> None:
    """O11: what is written does not grow with the time that the broker is away."""
    async with (
        Door(over_rabbitmq.broker_url or "") as door,
        service_process("handling", copy_template(database_template), door.url) as service,
    ):
        await stays_unready(service, 4)
        at_start = len(service.log)
        await door.open()
        await until(service.ready)
        started = len(service.log)
        await door.close()
        await until(lambda: _unready(service))
        await stays_unready(service, 3)
        short = len(service.log)
        await stays_unready(service, 6)
        assert len(service.log) - short <= 2, service.log[short:]
        await door.open()
        await until(service.ready, 40)
        assert at_start <= HANDFUL, service.log
        assert len(service.log) - started <= HANDFUL, service.log[started:]
        assert len(service.said("ready_again")) == 1


async def _unready(service: ServiceProcess) -> bool:
    return bool(await service.problem())


async def test_all_services_in_one_process_each_log_in_to_the_broker_that_they_are_given(
    guarded: Stand,
) -> None:
    """P19."""
    assert guarded.users
    port, ops_port = free_ports(2)
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = {
        **kept,
        "YOUYUE_DATABASE_URL": guarded.database_url.replace("+asyncpg", ""),
        "YOUYUE_HTTP_PORT": str(port),
        "YOUYUE_OPS_PORT": str(ops_port),
        **{f"YOUYUE_{name.upper()}_BROKER_URL": guarded.users[name] for name in CONSUMERS},
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "cli.main", "run", "--all", env=environment, stderr=asyncio.subprocess.PIPE
    )
    lines: list[str] = []
    try:
        assert process.stderr
        async with asyncio.timeout(60):
            while sum("service_started" in line for line in lines) < len(CONSUMERS):
                lines.append((await process.stderr.readline()).decode())
                assert lines[-1], lines
    finally:
        process.terminate()
        await process.communicate()
    started = [line for line in lines if "service_started" in line]
    assert all('"transport": "rabbitmq"' in line for line in started), started
    assert process.returncode == 0
