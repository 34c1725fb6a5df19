"""The console's use case for each public event. It takes no commands and publishes nothing."""

from collections.abc import Mapping
from types import MappingProxyType

from services.console.use_cases.keep_figures import keep_figures
from services.console.use_cases.record import record
from shared.kernel.journal.act import UseCase
from shared.kernel.messages.base import Data
from shared.language.contracts.evaluation import FiguresPublished
from shared.language.telling.every_event import TELLINGS

USE_CASES: Mapping[type[Data], UseCase] = MappingProxyType(
    {**{telling.event: record for telling in TELLINGS}, FiguresPublished: keep_figures}
)
"""Nothing is kept of events that are not told."""
