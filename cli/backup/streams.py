"""What flows between PostgreSQL's programs and the shelf, piece by piece: never a whole dump in memory, nor
in a temporary file. Everything here blocks."""

import hashlib
import os
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from io import RawIOBase
from typing import BinaryIO

CHUNK = 1 << 20
Transform = Callable[[BinaryIO, BinaryIO], None]
"""Reads all of the first, writes to the second."""


class Tally:
    """Counts what passes. ``sha256``: hexadecimal."""

    def __init__(self) -> None:
        self.bytes = 0
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """Of what has passed so far."""
        return self._digest.hexdigest()

    def over(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The same chunks, counted."""
        for chunk in chunks:
            self.bytes += len(chunk)
            self._digest.update(chunk)
            yield chunk


class Reader(RawIOBase):
    """Chunks as a file to read from; ``failed`` keeps what the chunks raised, which a library in between may
    turn into something else."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._rest = memoryview(b"")
        self.failed: BaseException | None = None

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill what is there with what has come."""
        while not self._rest:
            try:
                self._rest = memoryview(next(self._chunks))
            except StopIteration:
                return 0
            except BaseException as error:
                self.failed = error
                raise
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def through(chunks: Iterable[bytes], transform: Transform) -> Generator[bytes]:
    """What ``transform`` makes of the chunks, while they come; a thread and a pipe lie in between.

    Raises what the chunks raise, else what ``transform`` raises.
    """
    source = Reader(chunks)
    failures: list[BaseException] = []
    reading, writing = os.pipe()

    def work() -> None:
        try:
            with os.fdopen(writing, "wb") as target:
                transform(source, target)  # type: ignore[arg-type]
        except BaseException as error:
            failures.append(source.failed or error)

    worker = threading.Thread(target=work, name="backup-stream", daemon=True)
    worker.start()
    try:
        with os.fdopen(reading, "rb") as result:
            while chunk := result.read(CHUNK):
                yield chunk
    finally:
        worker.join()
    if failures:
        raise failures[0]
