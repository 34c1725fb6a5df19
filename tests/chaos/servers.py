"""The run's own servers: a RabbitMQ node with the deployed definitions and users, and a durable
PostgreSQL."""

import asyncio
import json
import os
import secrets
import signal
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from cli.services import schema_of
from shared.embedded import EmbeddedPostgres
from shared.embedded.free_ports import free_ports
from shared.embedded.postmaster import ready_postmaster
from shared.kernel.bus.access.partners import load_partners
from shared.kernel.bus.access.users import User, broker_users
from shared.kernel.bus.rabbit.definitions import definitions, with_users
from shared.kernel.store.migrations import migrate
from shared.language.house import HOUSE
from shared.language.topology import CONSUMERS, TOPOLOGY
from tests.servers.rabbitmq import RabbitMQNode

_DATABASE = "youyue"
_WATERMARK = "512MB"
"""What the node's own configuration says."""
_TINY_WATERMARK = "1MB"


@dataclass
class Servers:
    """Both servers keep their data and their ports over every restart."""

    node: RabbitMQNode
    postgres: EmbeddedPostgres
    folder: Path
    passwords: dict[str, str]

    def broker_url(self, user: str, port: int | None = None) -> str:
        """The AMQP address of a user; ``port`` of a proxy, else the node's own."""
        url = self.node.url(user, self.passwords[user])
        return url.replace(f":{self.node.port}/", f":{port}/") if port else url

    def database_url(self, port: int | None = None) -> str:
        """The database's address, by SQLAlchemy's spelling."""
        url = self.postgres.url(_DATABASE)
        return url.replace(f":{self.postgres.port}/", f":{port}/") if port else url

    async def restart_broker(self, down: float, *, crash: bool = False) -> None:
        """Stop the node, or kill it, and start it again after ``down`` seconds."""
        await asyncio.to_thread(self.node.crash if crash else self.node.stop)
        await asyncio.sleep(down)
        await asyncio.to_thread(self.node.start)

    async def close_connections(self) -> None:
        """Let the broker close every connection it has."""
        await asyncio.to_thread(self.node.ctl, "close_all_connections", "chaos")

    async def alarm(self, seconds: float) -> None:
        """Keep the broker's memory alarm up: who publishes is blocked."""
        try:
            await asyncio.to_thread(
                self.node.ctl, "set_vm_memory_high_watermark", "absolute", _TINY_WATERMARK
            )
            await asyncio.sleep(seconds)
        finally:
            await asyncio.to_thread(self.node.ctl, "set_vm_memory_high_watermark", "absolute", _WATERMARK)

    async def end_sessions(self, service: str) -> None:
        """End every database session of a service."""
        sql = (
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            f"WHERE application_name = 'youyue-{service}'"
        )
        await asyncio.to_thread(self.postgres.execute, sql)

    async def restart_database(self, *, crash: bool = False) -> None:
        """Restart PostgreSQL: fast, or after an immediate shutdown, from which it recovers as from a
        crash."""
        if crash and (found := ready_postmaster(self.folder / "postgres" / "cluster")):
            os.kill(found.pid, signal.SIGQUIT)
        await asyncio.to_thread(self.postgres.stop)
        await asyncio.to_thread(self.postgres.start)


@asynccontextmanager
async def open_servers() -> AsyncIterator[Servers]:
    """Start both, with the topology and the migrated schemas; stop and remove them at the end."""
    passwords = {user.name: secrets.token_hex(8) for user in _users()}
    with tempfile.TemporaryDirectory(prefix="youyue-chaos-") as name:
        folder = Path(name)
        path = _write_definitions(folder, passwords)
        postgres = EmbeddedPostgres(folder / "postgres", port=free_ports(1)[0])
        try:
            with RabbitMQNode() as node:
                node.import_definitions(path)
                postgres.start()
                postgres.ensure_database(_DATABASE)
                servers = Servers(node, postgres, folder, passwords)
                for service in CONSUMERS:
                    await migrate(servers.database_url(), schema_of(service))
                yield servers
        finally:
            postgres.stop()


def _users() -> tuple[User, ...]:
    return broker_users(HOUSE, load_partners(HOUSE))


def _write_definitions(folder: Path, passwords: dict[str, str]) -> Path:
    folder.chmod(0o755)  # the database's account must enter it
    path = folder / "definitions.json"
    path.write_text(json.dumps(with_users(definitions(TOPOLOGY), _users(), passwords)), "utf-8")
    return path
