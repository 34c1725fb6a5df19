"""The commands that every service takes alike: to move its story clock, and to send its past once more."""

from collections.abc import Mapping

from shared.kernel.bus.access.trust import Trust
from shared.kernel.bus.catching_up.requests import requested
from shared.kernel.journal.act import UseCase
from shared.kernel.journal.story_clock import move_clock
from shared.kernel.messages.base import Data, MoveClock
from shared.kernel.messages.replays import RequestReplay
from shared.kernel.service.service import Service
from shared.kernel.store.clock import Clock

OWN_COMMANDS = (MoveClock, RequestReplay)
"""Their kinds: no table decides them."""


def own_commands(service: Service, clock: Clock, trust: Trust | None) -> Mapping[type[Data], UseCase]:
    """``trust`` None: messages stay in the process, and there are no replays for partners."""
    found: dict[type[Data], UseCase] = {}
    if service.clock:
        found[service.clock.move] = move_clock(clock, service.clock.moved)
    if service.replay:
        found[service.replay] = requested(service.journal.replays, trust)
    return found
