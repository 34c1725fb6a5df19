"""P20: what passes is waited for and called by its name; a refused login alone speaks of passwords."""

import asyncio
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
import structlog
from sqlalchemy.exc import DBAPIError

from cli.services import schema_of
from shared.kernel.messages.errors import Rejected
from shared.kernel.store import waiting as waiting_module
from shared.kernel.store.database import create_engine
from shared.kernel.store.waiting import migrate_patiently, wait_for_schema

SCHEMA = schema_of("intake")
PASSING = {
    "53100": "no space left",
    "53200": "no memory",
    "53300": "too many connections",
    "57P01": "shutting down",
    "57P02": "restarts after a crash",
    "57P03": "starting up",
    "08006": "as the server puts it",
}
REFUSED = ("28000", "28P01")
Answering = Callable[[str], AbstractAsyncContextManager[str]]


@asynccontextmanager
async def answering(state: str) -> AsyncIterator[str]:
    """The address of a database that answers every connection with that SQLSTATE."""

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        length, code = struct.unpack("!II", await reader.readexactly(8))
        await reader.readexactly(length - 8)
        if code == 80877103:  # SSLRequest
            writer.write(b"N")
            (length,) = struct.unpack("!I", await reader.readexactly(4))
            await reader.readexactly(length - 4)
        fields = {"S": "FATAL", "V": "FATAL", "C": state, "M": "as the server puts it"}
        said = b"".join(f"{key}{value}\0".encode() for key, value in fields.items()) + b"\0"
        writer.write(b"E" + struct.pack("!I", len(said) + 4) + said)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(refuse, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        yield f"postgresql+asyncpg://intake:a-secret-word@127.0.0.1:{port}/intake"


async def heard(url: str, times: int) -> list[str]:
    """What the start of a service says it waits for, the first so many times."""
    said: list[str] = []
    enough = asyncio.Event()

    def waiting(problem: str | None) -> None:
        said.append(problem or "")
        if len(said) >= times:
            enough.set()

    engine = create_engine(url, "intake", 1)
    task = asyncio.create_task(wait_for_schema(engine, SCHEMA, waiting))
    try:
        done, _ = await asyncio.wait(
            {task, asyncio.create_task(enough.wait())}, timeout=20, return_when="FIRST_COMPLETED"
        )
        if task in done:
            task.result()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await engine.dispose()
    return said


@pytest.mark.parametrize("state", PASSING)
async def test_what_passes_is_waited_for_and_said_once(state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # One that no other test has made ready for writing.
    monkeypatch.setattr(waiting_module, "log", structlog.get_logger())
    with structlog.testing.capture_logs() as lines:
        async with answering(state) as url:
            said = await heard(url, 2)
    assert len(said) == 2
    assert all(PASSING[state] in one for one in said)
    assert [line["event"] for line in lines] == ["waiting_for_database"]
    assert "password" not in str(lines)


@pytest.mark.parametrize("state", REFUSED)
async def test_a_refused_login_alone_speaks_of_user_and_password(state: str) -> None:
    async with answering(state) as url:
        with pytest.raises(Rejected, match="check user, password"):
            await heard(url, 2)


async def test_what_does_not_pass_is_not_waited_for_and_is_no_refused_login() -> None:
    async with answering("42501") as url:
        with pytest.raises(DBAPIError) as refused:
            await heard(url, 2)
    assert "password" not in str(refused.value)


async def test_migrations_wait_too_and_give_up_when_told_so() -> None:
    async with answering("53300") as url:
        with pytest.raises(DBAPIError, match="as the server puts it"):
            await migrate_patiently(url, SCHEMA, patience=0.0)
