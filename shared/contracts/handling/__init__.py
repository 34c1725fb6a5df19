"""Handling: items, promises, projects; one module each for what is seen, asked and told."""

from shared.contracts.handling.commands import *  # noqa: F403
from shared.contracts.handling.events import *  # noqa: F403
from shared.contracts.handling.things import *  # noqa: F403
