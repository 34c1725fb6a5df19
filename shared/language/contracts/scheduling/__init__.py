"""Scheduling: meetings (约见) and visits (实地看); one module each for what is seen, asked and told."""

from shared.language.contracts.scheduling.commands import *  # noqa: F403
from shared.language.contracts.scheduling.events import *  # noqa: F403
from shared.language.contracts.scheduling.held_commands import *  # noqa: F403
from shared.language.contracts.scheduling.redacting import *  # noqa: F403
from shared.language.contracts.scheduling.things import *  # noqa: F403
from shared.language.contracts.scheduling.visit_commands import *  # noqa: F403
from shared.language.contracts.scheduling.visit_things import *  # noqa: F403
