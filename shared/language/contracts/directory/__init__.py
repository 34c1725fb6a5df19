"""Directory: a township's lists, people, rules and holidays; one module each for what is seen, asked and
told."""

from shared.language.contracts.directory.commands import *  # noqa: F403
from shared.language.contracts.directory.entries import *  # noqa: F403
from shared.language.contracts.directory.events import *  # noqa: F403
from shared.language.contracts.directory.things import *  # noqa: F403
