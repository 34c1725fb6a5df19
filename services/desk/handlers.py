"""The desk's use case: every event of a thing is kept. It takes no commands and publishes nothing."""

from collections.abc import Mapping
from types import MappingProxyType

from services.desk.use_cases.keep import keep
from shared.kernel.journal.act import UseCase
from shared.kernel.messages.base import Data
from shared.language.subscriptions import DESK, SUBSCRIPTIONS

USE_CASES: Mapping[type[Data], UseCase] = MappingProxyType(
    {
        event: keep
        for producer, events in SUBSCRIPTIONS[DESK].items()
        if producer != "directory"
        for event in events
    }
)
"""A township's lists are a copy like everybody's."""
