"""Tries a delivery until it is done or the verdict is that trying again at once does not help."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from shared.kernel.bus.delivery.delivery import Delivery, Handle, Outcome, Park, RetryLater, Wrap
from shared.kernel.bus.delivery.recoverability import ATTEMPTS_SPENT, RetryNow, judge
from shared.kernel.messages.wordless import in_brief

log = structlog.get_logger(__name__)

_PAUSE = 0.01
"""Seconds, times the number of the retry: enough for the other transaction to finish."""

Away = Callable[[], Awaitable[bool]]
"""False at once if the database answers; True when it was away and answers again."""


def judged(again: Callable[[], None] = lambda: None) -> Wrap:
    """The concern: a failed delivery is tried again at once, or its verdict is the outcome.

    ``again`` is called before each immediate retry. Never raises but for cancellation.
    """

    def wrap(handle: Handle) -> Handle:
        async def handle_until_judged(delivery: Delivery) -> Outcome:
            at_once = 0
            while True:
                try:
                    return await handle(delivery._replace(at_once=at_once) if at_once else delivery)
                except Exception as error:
                    verdict = judge(error, at_once, delivery.attempts)
                    log.warning(
                        "delivery_failed",
                        queue=delivery.queue,
                        verdict=type(verdict).__name__,
                        error=in_brief(error),
                    )
                if not isinstance(verdict, RetryNow):
                    return verdict
                at_once += 1
                again()
                await asyncio.sleep(_PAUSE * at_once)

        return handle_until_judged

    return wrap


def patient(away: Away) -> Wrap:
    """The concern: a delivery that fails while the database is away is handled again later, and spends no
    attempt."""

    def wrap(handle: Handle) -> Handle:
        async def handle_patiently(delivery: Delivery) -> Outcome:
            while True:
                outcome = await handle(delivery)
                spent = isinstance(outcome, RetryLater) or (
                    isinstance(outcome, Park) and outcome.reason == ATTEMPTS_SPENT
                )
                if not spent or not await away():
                    return outcome

        return handle_patiently

    return wrap
