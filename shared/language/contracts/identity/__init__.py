"""Identity: who may act, and the keys that vouch for it; one module each for what is asked and told."""

from shared.language.contracts.identity.commands import *  # noqa: F403
from shared.language.contracts.identity.events import *  # noqa: F403
from shared.language.contracts.identity.things import *  # noqa: F403
