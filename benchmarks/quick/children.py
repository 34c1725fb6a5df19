"""Starting measured processes and telling them what to do."""

import asyncio
import os
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]


class Child:
    """A process that runs ``toggled``."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def do(self, action: int) -> str:
        """Run the action of that number; what it returned, as text."""
        assert self._process.stdin
        self._process.stdin.write(f"{action}\n".encode())
        return await self.line()

    async def line(self) -> str:
        """Its next line. Raises RuntimeError when there is none."""
        assert self._process.stdout
        line = await self._process.stdout.readline()
        if not line:
            raise RuntimeError("the measured process has ended")
        return line.decode().strip()


@asynccontextmanager
async def child(log: Path, module: str, *arguments: str) -> AsyncIterator[Child]:
    """A process of that module, ready; its log goes to a file, as in production."""
    async with started(log, {}, sys.executable, "-m", module, *arguments) as process:
        ready = Child(process)
        assert await ready.line() == "ready"
        yield ready


@asynccontextmanager
async def started(log: Path, environment: Mapping[str, str], *command: str) -> AsyncIterator[Process]:
    """Any process; killed with the context: nothing of it is needed, and Celery's own way out takes eight
    seconds."""
    with log.open("ab") as errors:
        process = await asyncio.create_subprocess_exec(
            *command,
            cwd=_ROOT,
            env={**os.environ, **environment},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
        )
        try:
            yield process
        finally:
            process.kill()
            await process.wait()
