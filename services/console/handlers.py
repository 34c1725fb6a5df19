"""What the console does with each public event; it takes no commands and publishes nothing."""

from services.console.domain.stages import STAGE_OF
from services.console.use_cases.record import record
from shared.contracts.base import Data
from shared.journal.act import UseCase, learn
from shared.messaging.topology import CONSOLE, SUBSCRIPTIONS

HANDLERS: dict[type[Data], UseCase] = {
    event: record if event.type in STAGE_OF else learn for events in SUBSCRIPTIONS[CONSOLE].values() for event in events
}
"""A refused command is no step of the loop: nothing is kept of it."""
