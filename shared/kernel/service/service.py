"""The common parts of every service, as data; a service's ``app.py`` only names its own parts."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from sqlalchemy import MetaData
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.routing import BaseRoute

from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.journal.act import UseCase
from shared.kernel.journal.tables import JournalTables
from shared.kernel.machine import Errand, House
from shared.kernel.messages.base import ClockMoved, Data, MoveClock
from shared.kernel.messages.replays import RequestReplay
from shared.kernel.service.handlers import handlers_of
from shared.kernel.service.http.limits import RouteGroup
from shared.kernel.settings.settings import ServiceSettings
from shared.kernel.store.clock import Clock
from shared.kernel.store.key_ring import KeyRing
from shared.kernel.store.kind import Kind
from shared.kernel.store.laws import Laws
from shared.kernel.store.retention import KeepingRule, load_retention
from shared.kernel.store.revisions import Schema


class AtWork(Protocol):
    """The resources that a running service lends to its own routes."""

    @property
    def settings(self) -> ServiceSettings:
        """Its settings."""
        ...

    @property
    def bus(self) -> InProcessBus | None:
        """The bus, in the mode in which messages stay in the process."""
        ...

    @property
    def engine(self) -> AsyncEngine:
        """Sessions of its handlers."""
        ...

    @property
    def housekeeping(self) -> AsyncEngine:
        """Sessions that handlers cannot use up."""
        ...

    @property
    def web(self) -> AsyncEngine:
        """Sessions for HTTP alone: neither handlers nor the watch wait for who reads pages."""
        ...

    @property
    def clock(self) -> Clock:
        """The current time."""
        ...

    @property
    def operators_url(self) -> str:
        """This process's own operators' port; empty while it does not listen."""
        ...

    @property
    def laws(self) -> Laws:
        """The laws by which it decides."""
        ...

    @property
    def keys(self) -> KeyRing:
        """The keys with which who asks is vouched for."""
        ...


Routes = Callable[[AtWork, InProcessBus | None], Sequence[RouteGroup | BaseRoute]]
"""A service's own HTTP routes, beside health and metrics, in groups that share their limits. The bus is given
in the mode in which messages stay in the process."""


class ClockMessages(NamedTuple):
    """The command that moves a service's story clock, and the event that tells of it."""

    move: type[MoveClock]
    moved: type[ClockMoved]


def no_routes(running: AtWork, bus: InProcessBus | None) -> Sequence[RouteGroup | BaseRoute]:
    """A service that takes nothing over HTTP."""
    return ()


Chore = Callable[[AtWork], Awaitable[None]]
"""What a service does beside messages, again and again: short, and safe to do twice side by side."""


async def nothing(running: AtWork) -> None:
    """A service that has nothing to do beside messages."""


@dataclass(frozen=True)
class Service:
    """A service's parts. Raises ValueError when a message that reaches it would be handled by nobody."""

    name: str
    house: House
    metadata: MetaData
    journal: JournalTables
    migrations: Path
    clock: ClockMessages | None = None
    kinds: tuple[Kind[Any], ...] = ()
    errands: tuple[Errand, ...] = ()
    """Its commands that move no thing."""
    use_cases: Mapping[type[Data], UseCase] = field(default_factory=dict)
    """The messages that need more than their thing and its table."""
    learns: frozenset[str] = frozenset()
    """The kinds of other services' things of which it keeps copies."""
    only_copies: bool = False
    """Whether its use cases decide nothing, so that a replay may go through them again."""
    routes: Routes = no_routes
    chore: Chore = nothing
    port_after: int | None = None
    """So many ports after the common one its routes for everybody are by default, if they have an origin of
    their own, apart from the other services' of the process."""
    handlers: Mapping[type[Data], UseCase] = field(init=False, repr=False)
    """The use case of every message that reaches it."""

    def __post_init__(self) -> None:
        own = {self.clock.move if self.clock else None, self.replay}
        taken = tuple(cls for cls in self.house.topology.taken_by(self.name) if cls not in own)
        handlers = handlers_of(self.name, taken, self.kinds, self.use_cases, self.errands)
        object.__setattr__(self, "handlers", handlers)

    @property
    def replay(self) -> type[RequestReplay] | None:
        """The command by which partners ask for its past, if it has one."""
        own = self.house.registry.commands_of(self.name)
        return next((command for command in own if issubclass(command, RequestReplay)), None)

    def retention(self) -> tuple[KeepingRule, ...]:
        """The rules by which rows leave its tables."""
        return load_retention(self.house.retention).of(self.name) if self.house.retention else ()

    def laws(self) -> Laws:
        """The laws that it decides by, none read yet."""
        return Laws.of(self.house.law, self.house.book, self.kinds, self.learns)

    @property
    def schema(self) -> Schema:
        """Its database schema, with the history of its migrations."""
        return Schema(self.name, self.migrations)
