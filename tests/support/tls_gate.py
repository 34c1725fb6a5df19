"""A door of TLS before a PostgreSQL that was built without: it asks for TLS as PostgreSQL does, then passes
on."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

_ASKS_FOR_TLS = bytes.fromhex("0000000804d2162f")
"""SSLRequest of PostgreSQL's protocol 3."""
_FIELDS = b"SFATAL\0VFATAL\0C28000\0Mno pg_hba.conf entry for this host, no encryption\0\0"
_REFUSAL = b"E" + (len(_FIELDS) + 4).to_bytes(4, "big") + _FIELDS


@asynccontextmanager
async def tls_gate(port: int, certificate: Path, key: Path) -> AsyncIterator[int]:
    """The port of a door on 127.0.0.1 to the server at ``port``; who does not ask for TLS is refused."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, EOFError), contextlib.closing(writer):
            if await reader.readexactly(8) != _ASKS_FOR_TLS:
                writer.write(_REFUSAL)
                return await writer.drain()
            writer.write(b"S")
            await writer.drain()
            await writer.start_tls(context)
            inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", port)
            with contextlib.closing(inner_writer):
                await asyncio.wait(
                    [
                        asyncio.create_task(_pass_on(*way))
                        for way in ((reader, inner_writer), (inner_reader, writer))
                    ],
                    return_when=asyncio.FIRST_COMPLETED,
                )

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
