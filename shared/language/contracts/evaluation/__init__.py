"""Evaluation: ballots (代表评), citizens' ratings, divergence alarms, figures; one module each for what is
seen, asked and told."""

from shared.language.contracts.evaluation.commands import *  # noqa: F403
from shared.language.contracts.evaluation.confiding import *  # noqa: F403
from shared.language.contracts.evaluation.events import *  # noqa: F403
from shared.language.contracts.evaluation.redacting import *  # noqa: F403
from shared.language.contracts.evaluation.things import *  # noqa: F403
