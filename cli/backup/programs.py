"""Running ``pg_dump`` and ``pg_restore``: those of the wheel that the project brings, else those on the
path."""

import asyncio
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import make_url

from shared.embedded.installation import NotInstalledError, programs
from shared.kernel.settings.settings import ServiceSettings


class ProgramFailed(Exception):
    """A program is missing or did not do its work; the message is what it said."""


def _path_of(program: str) -> str:
    try:
        own = programs(for_other_account=False) / program
    except NotInstalledError:
        own = Path()
    found = str(own) if own.is_file() else shutil.which(program)
    if found is None:
        raise ProgramFailed(
            f"缺少 {program}：请安装 PostgreSQL 客户端。{program} is missing: install PostgreSQL's client."
        )
    return found


def connection_of(settings: ServiceSettings) -> dict[str, str]:
    """The service's database as libpq's environment variables: no password in any list of processes."""
    url = make_url(settings.sqlalchemy_url)
    given = {
        "PGHOST": url.host,
        "PGPORT": str(url.port or 5432),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
        "PGAPPNAME": f"youyue-backup-{settings.service}",
        "PGCONNECT_TIMEOUT": "10",
    }
    return {name: value for name, value in given.items() if value}


async def run_program(program: str, *arguments: str, environment: Mapping[str, str]) -> str:
    """Run it and return what it printed. Raises ProgramFailed."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    process = await asyncio.create_subprocess_exec(
        _path_of(program),
        *arguments,
        env=inherited | dict(environment),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        said, complaint = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode:
        raise ProgramFailed(f"{program}: {complaint.decode(errors='replace').strip()}")
    return said.decode(errors="replace")
