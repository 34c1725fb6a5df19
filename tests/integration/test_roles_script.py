"""O17: the script that makes roles and databases may be run again, also after it stopped half-way."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import make_url

from shared.embedded import EmbeddedPostgres
from shared.embedded.installation import programs
from shared.language.topology import CONSUMERS
from tests.servers.postgres import temporary_postgres

SCRIPT = Path(__file__).parents[2] / "deploy/postgres/10-services.sh"


@pytest.fixture
def server() -> Iterator[EmbeddedPostgres]:
    """One of the test's own: the script takes rights from everybody."""
    with temporary_postgres() as own:
        yield own


def run(server: EmbeddedPostgres, password: str, services: tuple[str, ...] = CONSUMERS) -> str:
    """What the script complains of; empty when it came to its end."""
    program = shutil.which("psql") or str(programs(for_other_account=False) / "psql")
    administrator = make_url(server.url("postgres"))
    done = subprocess.run(
        ["bash", str(SCRIPT)],
        env={
            "PATH": f"{Path(program).parent}:{os.environ.get('PATH', os.defpath)}",
            "POSTGRES_USER": str(administrator.username),
            "PGPASSWORD": str(administrator.password),
            "PGHOST": "127.0.0.1",
            "PGPORT": str(server.port),
            **{f"YOUYUE_POSTGRES_PASSWORD_{name.upper()}": f"{password}-{name}" for name in services},
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) == (done.stderr == ""), done.stderr
    return done.stderr


async def rights(server: EmbeddedPostgres, user: str, password: str, database: str) -> bool | None:
    """Whether the user may make a schema in the database; None: it may not even connect."""
    try:
        connection = await asyncpg.connect(
            host="127.0.0.1", port=server.port, user=user, password=f"{password}-{user}", database=database
        )
    except asyncpg.PostgresError:
        return None
    try:
        may: bool = await connection.fetchval("SELECT has_database_privilege(current_database(), 'CREATE')")
        return may
    finally:
        await connection.close()


async def everybody_is_at_home(server: EmbeddedPostgres, password: str) -> bool:
    for user in CONSUMERS:
        for database in (*CONSUMERS, "postgres"):
            if await rights(server, user, password, database) != (True if user == database else None):
                return False
    return True


@pytest.mark.parametrize(
    "half_done",
    [
        "SELECT",
        "CREATE ROLE intake LOGIN PASSWORD 'old'",
        "CREATE ROLE handling; CREATE DATABASE console",
        "CREATE DATABASE scheduling",
    ],
)
async def test_it_can_be_run_again_after_a_half_done_first_run(
    server: EmbeddedPostgres, half_done: str
) -> None:
    for statement in half_done.split("; "):
        await asyncio.to_thread(server.execute, statement)
    for password in ("first", "first", "second"):
        assert await asyncio.to_thread(run, server, password) == ""
        assert await everybody_is_at_home(server, password)
    assert not await everybody_is_at_home(server, "first")


async def test_a_password_that_is_missing_is_named_before_anything_is_made(server: EmbeddedPostgres) -> None:
    complaint = await asyncio.to_thread(run, server, "first", ("directory", "intake", "scheduling"))
    assert complaint == "YOUYUE_POSTGRES_PASSWORD_HANDLING is not set\n"
    assert await asyncio.to_thread(server.execute, "SELECT 1 FROM pg_roles WHERE rolname = 'intake'") == ""
