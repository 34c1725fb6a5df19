"""The demo story gives the same figures however it travels."""

import asyncio
import json
from collections.abc import Callable

import pytest

from demo.player import Player
from demo.report import Line, compare
from demo.steps import load_story
from shared.kernel.bus.delivery.delivery import Outcome, Wrap
from shared.kernel.bus.delivery.faults import doubled_and_reordered, handed_over_early
from shared.language.topology import CONSUMERS
from tests.support.cloudevents_sdk import misread
from tests.support.platform import TOWNSHIP, Stand, chance, running_platform
from tests.support.stream import known_again, not_one_thing

STORY = load_story()


async def play(stand: Stand, *faults: Wrap) -> tuple[list[Line], list[str]]:
    """The figures that differ from the story's, and everything else that was not as told."""
    async with running_platform(stand, *CONSUMERS, story_clock=STORY.steps[0].at, faults=faults) as platform:
        player = Player(STORY, platform.client, platform.accounts, TOWNSHIP, events=platform.events)
        figures = await player.play()
        lines = compare(figures, STORY.expected, player.names)
        assert len(lines) == 85
        assert list(not_one_thing(platform.events)) == []
        assert list(misread(json.loads(event.to_json()) for event in platform.events)) == []
        assert list(known_again(platform.events, {step.actor for step in STORY.steps})) == []
    return [line for line in lines if not line.matches], [
        f"{s.step.at:%m-%d %H:%M} {s.step.id} {s.step.action}: {s.what}" for s in player.surprises
    ]


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_the_story_comes_true_in_one_process(in_process: Stand) -> None:
    assert await play(in_process) == ([], [])


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_the_story_comes_true_in_one_process_when_everything_comes_twice_and_out_of_order(
    in_process: Stand,
) -> None:
    tasks: list[asyncio.Task[Outcome]] = []
    twice, early = doubled_and_reordered(chance()), handed_over_early(tasks)
    assert await play(in_process, early, twice) == ([], [])
    assert not [task for task in tasks if not task.done()]


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "faults", [tuple, lambda: (doubled_and_reordered(chance()),)], ids=["calm", "twice-and-out-of-order"]
)
async def test_the_story_comes_true_over_rabbitmq(
    over_rabbitmq: Stand, faults: Callable[[], tuple[Wrap, ...]]
) -> None:
    assert await play(over_rabbitmq, *faults()) == ([], [])
