"""The way of one delivery: each concern is a file of its own, and this one is their order.

Both transports call ``Pipeline.handle`` and obey what it returns; neither knows more about messages than bytes.

| concern | where |
|---|---|
| counting and timing | ``statistics`` |
| spans | ``tracing`` |
| again at once, later, or parked | ``retrying``, by the verdicts of ``recoverability`` |
| bytes to a message | ``reading`` |
| whether its publisher may say so, and how much | ``trust`` |
| ids in the log | ``log_context`` |
| session, use case, statement, duplicates, refusals | ``unit_of_work`` |
"""

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from shared.contracts.base import Data
from shared.errors import Refusal
from shared.messaging.delivery import Delivery, Done
from shared.messaging.log_context import logged_as
from shared.messaging.reading import read_data, read_envelope
from shared.messaging.recoverability import Park, RetryLater
from shared.messaging.retrying import until_judged
from shared.messaging.statistics import Statistics
from shared.messaging.tracing import Untraced
from shared.messaging.trust import Trust, in_the_name_of
from shared.messaging.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)


@dataclass
class Pipeline:
    """Handles the deliveries of one service."""

    unit: UnitOfWork
    trust: Trust
    committed: Callable[[], None]
    """Called after each commit: wakes the relay."""
    statistics: Statistics
    tracing: Untraced

    async def handle(self, delivery: Delivery) -> Done | RetryLater | Park:
        """Handle it, trying again at once where that helps. Never raises but for cancellation."""
        with self.statistics.delivered():
            outcome = await until_judged(delivery, self._attempt, self.statistics.again_at_once)
        self.statistics.ended(delivery.queue, outcome)
        return outcome

    async def _attempt(self, delivery: Delivery, at_once: int) -> Done:
        read = read_envelope(delivery.body)
        with self.tracing.handling(read, delivery) as handled, self.statistics.attempt(read.type):
            envelope = handled.envelope
            with logged_as(self.unit.service, envelope):
                data: Data | Refusal = read_data(delivery.queue, envelope)
                if distrust := self.trust.refuses(delivery.publisher, envelope):
                    envelope, data = in_the_name_of(delivery.publisher, envelope), distrust
                how = await self.unit.carry_out(
                    delivery.queue,
                    envelope,
                    data,
                    locking=at_once > 0,
                    replay=delivery.replay,
                    quota=self.trust.quota_of(delivery.publisher, envelope.source),
                )
                self.committed()
                handled.outcome = how
                log.debug("handled", outcome=how)
                return Done(how)
