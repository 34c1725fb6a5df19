"""The demo story, with everybody who works there clicking it through the desk's forms."""

from contextlib import AsyncExitStack
from typing import cast

import pytest

from demo.player import Player
from demo.report import compare
from demo.steps import load_story
from services.desk.pages import routes
from shared.client import Client
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.language.topology import CONSUMERS, TOPOLOGY
from tests.support.platform import IMPATIENT, TOWNSHIP, Stand, running_platform
from tests.support.signed_in import Door, KnownPeople
from tests.support.through_the_desk import ThroughTheDesk

STORY = load_story()
_MANY = 35
"""Commands that the story has, of those that people with a post give."""


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_the_story_comes_true_by_the_desks_forms(
    in_process: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = KnownPeople()
    monkeypatch.setattr(routes, "identity_of", lambda running: people)
    bus = InProcessBus(TOPOLOGY, tiers=IMPATIENT)
    async with (
        running_platform(in_process, *CONSUMERS, story_clock=STORY.steps[0].at, bus=bus) as platform,
        AsyncExitStack() as stack,
    ):
        await bus.publish_event(people.published())
        door = Door(f"http://127.0.0.1:{platform.process.ports['desk']}", people)
        desk = ThroughTheDesk(platform, door, stack)
        player = Player(STORY, cast(Client, desk), platform.accounts, TOWNSHIP, events=platform.events)
        figures = await player.play()
        lines = compare(figures, STORY.expected, player.names)
        assert [line for line in lines if not line.matches] == []
        assert [f"{s.step.id} {s.step.action}: {s.what}" for s in player.surprises] == []
        assert desk.odd == []
        assert len(desk.gone) > _MANY
