"""Intake: submissions (群众意见) and topics (议题); one module each for what is seen, asked and told."""

from shared.contracts.intake.commands import *  # noqa: F403
from shared.contracts.intake.events import *  # noqa: F403
from shared.contracts.intake.things import *  # noqa: F403
from shared.contracts.intake.topic_commands import *  # noqa: F403
