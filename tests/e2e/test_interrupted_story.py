"""O16: a story that was broken off goes on where it stood, and ends with the same figures."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import httpx
import pytest

from cli.process import Process
from cli.story_state import story_past
from demo.past import Past
from demo.player import Player
from demo.report import compare
from demo.settle import Accounts
from demo.steps import Story, load_story
from shared.client import Client, open_client
from shared.client.in_process import bus_wire
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.messages.envelope import Envelope
from shared.language.contracts.figures import Figures
from shared.language.topology import CONSUMERS, TOPOLOGY
from tests.support.platform import IMPATIENT, TOWNSHIP, Stand, chance

STORY = load_story()


class Interrupted(Exception):
    """Somebody pulled the plug."""


@dataclass
class Unplugged(Client):
    """``real`` for so many commands; the one after them is sent, and the answer is not waited for."""

    real: Client = field(kw_only=True)
    left: int = field(kw_only=True)

    async def ask(self, envelope: Envelope, token: str | None = None) -> Envelope:
        """Send a command and return its answer. Raises Interrupted."""
        self.left -= 1
        if self.left >= 0:
            return await self.real.ask(envelope)
        await self.wire.send(envelope.type, envelope.to_json())
        raise Interrupted


@dataclass
class Running:
    """The platform as ``youyue demo`` runs it, and what it has decided before."""

    client: Client
    accounts: Accounts
    past: Past


@asynccontextmanager
async def running(stand: Stand) -> AsyncIterator[Running]:
    """Every service on a bus of its own: what a service is not there for is not confirmed."""
    settings, bus = stand.settings(STORY.steps[0].at), InProcessBus(TOPOLOGY, tiers=IMPATIENT)
    process = Process(CONSUMERS, settings, bus)
    try:
        await process.start()
        async with httpx.AsyncClient(timeout=10, trust_env=False) as http:
            accounts = Accounts(http, (f"http://127.0.0.1:{process.ops_port}",))
            await accounts.settle()
            past = await story_past(lambda service: settings(service).sqlalchemy_url, TOWNSHIP)
            async with bus_wire(bus) as wire, open_client(wire) as client:
                yield Running(client, accounts, past)
    finally:
        await process.stop()


@dataclass
class Played:
    """A story at its end."""

    player: Player
    figures: Figures


async def played(stand: Stand, story: Story, commands: int | None) -> Played | None:
    """The story's end, or None: it was cut off after so many more commands."""
    async with running(stand) as platform:
        heard, client = list(platform.past.events), platform.client
        client.on_event = heard.append
        if commands is not None:
            client = Unplugged(client.wire, real=client, left=commands)
        player = Player(story, client, platform.accounts, TOWNSHIP, events=heard, past=platform.past)
        try:
            return Played(player, await player.play())
        except Interrupted:
            return None


async def test_whatever_it_is_cut_off_at_the_story_goes_on_with_the_next_command(in_process: Stand) -> None:
    begin = replace(STORY, steps=STORY.steps[:16])
    for commands in (0, 1, 3, 2, 7, 0):
        assert await played(in_process, begin, commands) is None
    end = await played(in_process, begin, None)
    assert end is not None
    assert end.player.surprises == []
    async with running(in_process) as platform:
        received = [event for event in platform.past.events if event.type == "intake.submission.received.v1"]
    raised = [step.id for step in begin.steps if (step.thing, step.action) == ("submission", "submit")]
    assert len(received) == len(raised) > 0
    assert platform.past.done(TOWNSHIP) > len(raised)


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_a_story_interrupted_again_and_again_ends_with_the_same_figures(in_process: Stand) -> None:
    dice, end, cuts = chance(), None, 0
    while end is None:
        end = await played(in_process, STORY, dice.randrange(20, 200) if cuts < 8 else None)
        cuts += 1
    assert cuts > 3
    lines = compare(end.figures, STORY.expected, end.player.names)
    assert (len(lines), [line for line in lines if not line.matches], end.player.surprises) == (85, [], [])
