"""Handling: items, promises, projects; one module each for what is seen, asked and told."""

from shared.language.contracts.handling.commands import *  # noqa: F403
from shared.language.contracts.handling.confiding import *  # noqa: F403
from shared.language.contracts.handling.congress import *  # noqa: F403
from shared.language.contracts.handling.congress_things import *  # noqa: F403
from shared.language.contracts.handling.correcting import *  # noqa: F403
from shared.language.contracts.handling.correcting_things import *  # noqa: F403
from shared.language.contracts.handling.events import *  # noqa: F403
from shared.language.contracts.handling.objecting import *  # noqa: F403
from shared.language.contracts.handling.objecting_things import *  # noqa: F403
from shared.language.contracts.handling.project_commands import *  # noqa: F403
from shared.language.contracts.handling.project_events import *  # noqa: F403
from shared.language.contracts.handling.project_things import *  # noqa: F403
from shared.language.contracts.handling.promise_commands import *  # noqa: F403
from shared.language.contracts.handling.promise_things import *  # noqa: F403
from shared.language.contracts.handling.recusing import *  # noqa: F403
from shared.language.contracts.handling.redacting import *  # noqa: F403
from shared.language.contracts.handling.supervision_commands import *  # noqa: F403
from shared.language.contracts.handling.supervision_events import *  # noqa: F403
from shared.language.contracts.handling.supervision_things import *  # noqa: F403
from shared.language.contracts.handling.things import *  # noqa: F403
from shared.language.contracts.handling.timers import *  # noqa: F403
