"""``make backup-drill``: the story is played to its middle; then, under load, an encrypted backup, a
disaster, and on from there.

Everything is lost on the way: every database and the broker with all its queues. The rest of the story is
played on what was restored, and its figures must be those of a calm run: the clocks, timers and deadlines
stand in them. The last line says whether they are; the exit code too. On
the way the backup is proved in scratch databases, and an older one goes because one is to be kept.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx

from cli.backup.dump import take_backup
from cli.backup.encryption import identities_of, make_key
from cli.backup.keeping import State, expendable, survey
from cli.backup.restore import restore_backup
from cli.backup.shelf import Folder, Shelf
from cli.backup.verify import verify_backup
from cli.process import Process
from demo.expectations import Surprise
from demo.player import Player
from demo.report import compare
from demo.settle import Accounts
from demo.steps import Step, load_story
from shared.client import open_client
from shared.client.amqp import amqp_wire
from shared.kernel.messages.envelope import Envelope
from shared.kernel.service.logging import configure_logging
from shared.language.contracts.registry import REGISTRY
from shared.language.topology import CONSOLE, CONSUMERS
from tests.drills.comparison import Found, look
from tests.drills.ground import Ground, open_ground
from tests.drills.load import STEPS, Load
from tests.support.platform import TOWNSHIP, Platform

STORY = load_story()
MIDDLE = len(STORY.steps) * 6 // 10
"""The step before which disaster strikes: items are assigned, deadlines and reminders are pending."""
MATTERS_BEFORE, MATTERS_AFTER = 40, 20
"""Of the load: answered before the backup is taken, and after it, until the disaster."""


@dataclass
class StoryWithDisaster(Player):
    """The player, who is stopped once."""

    disaster: Callable[[], Awaitable[None]] | None = None

    async def _take(self, step: Step) -> list[Surprise]:
        if self.disaster and step.number >= MIDDLE:
            disaster, self.disaster = self.disaster, None
            await disaster()
        return await super()._take(step)


@dataclass
class Drill:
    """What is going on; ``say`` is told of each step that is done."""

    ground: Ground
    load: Load = field(default_factory=Load)
    problems: list[str] = field(default_factory=list)
    """What is wrong with the backups."""
    heard: list[Envelope] = field(default_factory=list)
    _begun: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.private_key = self.ground.folder / "private-key"
        self.public_key = make_key(self.private_key, datetime.now(UTC))
        self.shelf = Shelf.at(str(self.ground.folder / "backups"), make=True)

    def done(self, what: str) -> None:
        """Print it with the seconds since the last one."""
        now = time.monotonic()
        print(f"{now - self._begun:7.1f} s  {what}", flush=True)
        self._begun = now

    def hear(self, event: Envelope) -> None:
        """Told of every event."""
        self.heard.append(event)
        self.load.hear(event)

    @asynccontextmanager
    async def platform(self) -> AsyncIterator[Platform]:
        """All services, each on its own database, and a partner's client."""
        process = Process(CONSUMERS, self.ground.settings)
        try:
            await process.start()
            url = self.ground.settings("intake").broker_url
            async with (
                httpx.AsyncClient(timeout=10, trust_env=False) as http,
                amqp_wire(str(url), REGISTRY) as wire,
                open_client(wire, self.hear) as client,
            ):
                yield Platform(
                    process, client, Accounts(http, (f"http://127.0.0.1:{process.ops_port}",)), self.heard
                )
        finally:
            await process.stop()

    async def backup_under_load(self, platform: Platform) -> Folder:
        """The folder of a backup that was taken while matters were raised and answered, and the console was
        down; an older one is there."""
        await take_backup(self.shelf, self.ground.all_settings)
        await platform.service(CONSOLE).stop()
        async with self.load.running(platform.client):
            await self.load.reach(MATTERS_BEFORE)
            taken = await take_backup(self.shelf, self.ground.all_settings, [self.public_key])
            self.done(
                f"encrypted backup under load: {taken.manifest.bytes:,} bytes; "
                f"events held for {taken.held_seconds * 1000:.0f} ms"
            )
            await self.load.reach(self.load.finished + MATTERS_AFTER)
        self.done(f"load goes on: {self.load.started} matters raised, {self.load.finished} answered")
        return taken.folder

    async def prove(self, folder: Folder) -> None:
        """Restore the backup into scratch databases, and let the older one go."""
        keys = identities_of(self.private_key)
        server = self.ground.postgres.url("postgres")
        self.problems = await verify_backup(folder, server, identities=keys)
        self.done(f"verified in scratch databases: {self.problems or 'well'}")
        for one in expendable(survey(self.shelf), keep=1, keep_days=None, now=datetime.now(UTC)):
            one.folder.remove()
        left = [(one.folder.name, one.state) for one in survey(self.shelf)]
        if left != [(folder.name, State.GOOD)]:
            self.problems.append(f"kept: {left}, not {folder.name} alone")
        self.done("the older backup removed, one kept")

    async def restore(self, folder: Folder) -> int:
        """Restore into empty databases; returns how many handled events their producers do not know."""
        resent = await restore_backup(
            folder, self.ground.all_settings, replace=False, identities=identities_of(self.private_key)
        )
        again = {one.queue: one.again for one in resent if one.again}
        self.done(f"restored; to be sent again: {sum(again.values())} {again}")
        return sum(one.unknown for one in resent)

    async def send_again(self, platform: Platform) -> None:
        """The senders of the load are in doubt about everything."""
        for step in STEPS:
            for message in self.load.again(step):
                await platform.client.wire.send(message.type, message.to_json())
            await platform.settle()


async def drill(ground: Ground) -> tuple[bool, str]:
    """Whether all is as it should be, and the last line."""
    await ground.migrate()
    drill = Drill(ground)
    drill.done("servers and tables")
    unknown, found = 0, Found(0, 0, 0, 0, 0, 0)
    async with RestartablePlatform(drill) as running:
        player = StoryWithDisaster(
            STORY, running.platform.client, running.platform.accounts, TOWNSHIP, events=drill.heard
        )

        async def disaster() -> None:
            nonlocal unknown, found
            drill.done(f"the story, its first {MIDDLE} steps")
            folder = await drill.backup_under_load(running.platform)
            await drill.prove(folder)
            await running.stop()
            ground.wipe()
            drill.done("all databases and the broker are gone")
            unknown = await drill.restore(folder)
            await running.start()
            player.client, player.accounts = running.platform.client, running.platform.accounts
            await running.platform.settle()
            drill.done("services started, events sent again and handled")
            await drill.send_again(running.platform)
            drill.done("senders in doubt sent everything again")
            found = await look(running.platform, drill.load.started)

        player.disaster = disaster
        figures = await player.play()
        drill.done("the story, to its end")
    lines = compare(figures, STORY.expected, player.names)
    equal = sum(line.matches for line in lines)
    well = equal == len(lines) and not player.surprises and not unknown and found.well and not drill.problems
    for line in lines:
        if not line.matches:
            print(f"{line.name}: {line.counted}, not {line.expected}")
    for problem in drill.problems:
        print(problem)
    for surprise in player.surprises:
        print(f"{surprise.step.id} {surprise.step.action}: {surprise.what}")
    return well, (
        f"figures equal: {'yes' if equal == len(lines) else 'no'} ({equal} of {len(lines)}); "
        f"load: {found.matters} matters, lost {found.lost}, doubled {found.doubled}; "
        f"copies: {found.copies}, not as their things {found.behind}; parked {found.parked}; "
        f"events unknown to their producer {unknown}"
    )


class RestartablePlatform:
    """The drill's platform, which can be stopped and started while a context is open."""

    def __init__(self, drill: Drill) -> None:
        self._drill = drill
        self._open: object = None
        self.platform: Platform

    async def start(self) -> None:
        """Start it."""
        self._context = self._drill.platform()
        self.platform = await self._context.__aenter__()

    async def stop(self) -> None:
        """Stop it."""
        await self._context.__aexit__(None, None, None)

    async def __aenter__(self) -> "RestartablePlatform":
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()


def main() -> int:
    """The exit code."""
    configure_logging("ERROR", "people")
    begun = time.monotonic()
    with open_ground(STORY.steps[0].at) as ground:
        well, line = asyncio.run(drill(ground))
    print(f"backup-drill: {line}; {time.monotonic() - begun:.0f} s")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
