"""Tries a delivery until it is done or the verdict is that trying again at once does not help."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from shared.messaging.delivery import Delivery, Done
from shared.messaging.in_process import Handle
from shared.messaging.recoverability import ATTEMPTS_SPENT, Park, RetryLater, RetryNow, judge

log = structlog.get_logger(__name__)

_PAUSE = 0.01
"""Seconds, times the number of the retry: enough for the other transaction to finish."""

Attempt = Callable[[Delivery, int], Awaitable[Done]]
"""(delivery, immediate retries so far) → how it ended; raises what ``judge`` judges."""


async def until_judged(
    delivery: Delivery, attempt: Attempt, again: Callable[[], None] = lambda: None
) -> Done | RetryLater | Park:
    """The outcome; ``again`` is called before each immediate retry. Never raises but for cancellation."""
    at_once = 0
    while True:
        try:
            return await attempt(delivery, at_once)
        except Exception as error:
            verdict = judge(error, at_once, delivery.attempts)
            log.warning("delivery_failed", queue=delivery.queue, verdict=type(verdict).__name__, error=str(error)[:500])
        if not isinstance(verdict, RetryNow):
            return verdict
        at_once += 1
        again()
        await asyncio.sleep(_PAUSE * at_once)


def patient(handle: Handle, away: Callable[[], Awaitable[bool]]) -> Handle:
    """As ``handle``, but what fails while the database is away is handled again later, and spends no attempt.

    ``away`` returns False at once if the database answers; True when it was away and answers again.
    """

    async def handle_patiently(delivery: Delivery) -> Done | RetryLater | Park:
        while True:
            verdict = await handle(delivery)
            spent = isinstance(verdict, RetryLater) or (isinstance(verdict, Park) and verdict.reason == ATTEMPTS_SPENT)
            if not spent or not await away():
                return verdict

    return handle_patiently
