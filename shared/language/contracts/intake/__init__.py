"""Intake: submissions (群众意见) and topics (议题); one module each for what is seen, asked and told."""

from shared.language.contracts.intake.answers import *  # noqa: F403
from shared.language.contracts.intake.commands import *  # noqa: F403
from shared.language.contracts.intake.events import *  # noqa: F403
from shared.language.contracts.intake.history_things import *  # noqa: F403
from shared.language.contracts.intake.office_commands import *  # noqa: F403
from shared.language.contracts.intake.published_things import *  # noqa: F403
from shared.language.contracts.intake.publishing_commands import *  # noqa: F403
from shared.language.contracts.intake.publishing_events import *  # noqa: F403
from shared.language.contracts.intake.redacting import *  # noqa: F403
from shared.language.contracts.intake.suggestions import *  # noqa: F403
from shared.language.contracts.intake.supporting_commands import *  # noqa: F403
from shared.language.contracts.intake.things import *  # noqa: F403
from shared.language.contracts.intake.timers import *  # noqa: F403
from shared.language.contracts.intake.topic_commands import *  # noqa: F403
from shared.language.contracts.intake.topic_events import *  # noqa: F403
from shared.language.contracts.intake.topic_things import *  # noqa: F403
