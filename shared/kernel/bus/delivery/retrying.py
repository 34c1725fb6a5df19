"""Tries a delivery until it is done or the verdict is that trying again at once does not help."""

import asyncio
from collections.abc import Callable
from typing import Protocol

import structlog

from shared.kernel.bus.delivery.delivery import (
    Delivery,
    Handle,
    Outcome,
    Park,
    RetryLater,
    WithoutRoom,
    Wrap,
)
from shared.kernel.bus.delivery.recoverability import ATTEMPTS_SPENT, RetryNow, judge
from shared.kernel.messages.wordless import in_brief

log = structlog.get_logger(__name__)

_PAUSE = 0.01
"""Seconds, times the number of the retry: enough for the other transaction to finish."""


class Away(Protocol):
    """The database, as far as it can be waited for."""

    async def waited(self) -> bool:
        """False at once if it answers; True when it was away and answers again."""
        ...

    async def wait_for_room(self, why: str) -> None:
        """Return when it can write again, after it said ``why`` it cannot."""
        ...


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
    """The concern: a delivery that fails while the database is away, or cannot write, is handled again later,
    and spends no attempt."""

    def wrap(handle: Handle) -> Handle:
        async def handle_patiently(delivery: Delivery) -> Outcome:
            while True:
                outcome = await handle(delivery)
                if isinstance(outcome, WithoutRoom):
                    await away.wait_for_room(outcome.why)
                    continue
                spent = isinstance(outcome, RetryLater) or (
                    isinstance(outcome, Park) and outcome.reason == ATTEMPTS_SPENT
                )
                if not spent or not await away.waited():
                    return outcome

        return handle_patiently

    return wrap
