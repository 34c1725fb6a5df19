"""What a drill stands on: a durable PostgreSQL with a database for each service, and a broker; both can be
wiped."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cli.services import schema_of
from shared.embedded import EmbeddedPostgres
from shared.kernel.settings.settings import ServiceSettings, settings_for
from shared.kernel.store.migrations import migrate
from shared.language.topology import CONSUMERS
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.broker import impatient_definitions


@dataclass
class Ground:
    """``story_clock``: where every service's clock starts."""

    postgres: EmbeddedPostgres
    folder: Path
    story_clock: datetime
    node: RabbitMQNode | None = field(init=False, default=None)

    def settings(self, service: str) -> ServiceSettings:
        """A service's settings on these servers."""
        assert self.node
        return settings_for(
            service,
            database_url=self.postgres.url(service),
            broker_url=self.node.url(),
            trust="everybody",
            story_clock=self.story_clock,
            relay_poll=0.2,
        )

    @property
    def all_settings(self) -> dict[str, ServiceSettings]:
        """Every service's."""
        return {service: self.settings(service) for service in CONSUMERS}

    async def migrate(self) -> None:
        """Make every service's tables."""
        for service, settings in self.all_settings.items():
            await migrate(settings.sqlalchemy_url, schema_of(service))

    def wipe(self) -> None:
        """Nothing is left of any database, nor of the broker; empty ones take their places."""
        for service in CONSUMERS:
            self.postgres.execute(f"DROP DATABASE IF EXISTS {service} WITH (FORCE)")
            self.postgres.ensure_database(service)
        self.new_broker()

    def new_broker(self) -> None:
        """A node that knows the topology and holds no message; the one before is removed with its data."""
        if self.node:
            self.node.__exit__(None, None, None)
        self.node = RabbitMQNode(impatient_definitions(self.folder))
        self.node.start()


@contextmanager
def open_ground(story_clock: datetime) -> Iterator[Ground]:
    """Start the servers; at the end nothing of them is left."""
    with tempfile.TemporaryDirectory(prefix="youyue-drill-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        data = folder / "postgres"
        with EmbeddedPostgres(data) as postgres:
            ground = Ground(postgres, folder, story_clock)
            try:
                ground.wipe()
                yield ground
            finally:
                if ground.node:
                    ground.node.__exit__(None, None, None)


Say = Callable[[str], None]
