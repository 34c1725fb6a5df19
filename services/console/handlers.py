"""What the console does with each public event; it takes no commands and publishes nothing."""

from services.console.domain.stages import STAGE_OF
from services.console.use_cases.follow_clock import follow_clock
from services.console.use_cases.record import record
from shared.contracts.base import ClockMoved, Data, Event
from shared.journal.act import UseCase, learn
from shared.messaging.topology import CONSOLE, SUBSCRIPTIONS


def _use_case_for(event: type[Event]) -> UseCase:
    if event.type in STAGE_OF:
        return record
    return follow_clock if issubclass(event, ClockMoved) else learn


HANDLERS: dict[type[Data], UseCase] = {
    event: _use_case_for(event) for events in SUBSCRIPTIONS[CONSOLE].values() for event in events
}
