"""Keeps lines out of the log that say the same again and again while something is away.

A loop that tries for a day meets the same trouble a hundred thousand times. It is written when it begins,
when its words change, and, by the watch, when it is over.
"""

import logging
import re
import time
from collections.abc import Callable

LIBRARIES = ("aio_pika", "aiormq", "faststream")
"""They complain of every attempt to reconnect, for each connection."""
REPEATING = frozenset(
    {
        "copy_not_confirmed",
        "not_ready",
        "parked_retry_failed",
        "parking_failed",
        "publish_failed",
        "publisher_renewed",
        "relay_pass_failed",
        "relay_timeout",
        "things_not_counted",
        "transport_reopened",
        "waiting_for_broker",
        "waiting_for_database",
        "waiting_for_queues",
    }
)
"""Our own lines that a loop writes at every try."""
SILENCE = 600.0
"""Seconds without such a line after which the next one is news again."""
_MOST = 500
"""Different lines that are remembered."""
_VARYING = re.compile(r"0x[0-9a-f]+|\d+")
"""Numbers do not make a line another one: addresses, counts, seconds."""


class Unrepeated(logging.Filter):
    """Lets a line of a loop through when it has not been heard for a while; ``clock`` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._heard: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written."""
        words = _words(record)
        if words is None:
            return True
        now = self._clock()
        last = self._heard.pop(words, None)
        while len(self._heard) >= _MOST:
            del self._heard[next(iter(self._heard))]
        self._heard[words] = now
        return last is None or now - last > SILENCE


def _words(record: logging.LogRecord) -> str | None:
    """What the line says, numbers apart; None: it is of no loop."""
    if isinstance(record.msg, dict):
        if record.msg.get("event") not in REPEATING:
            return None
        said = {key: value for key, value in record.msg.items() if key != "timestamp"}
        return _VARYING.sub("#", f"{record.name} {said}")
    if record.name.split(".", 1)[0] not in LIBRARIES:
        return None
    return _VARYING.sub("#", f"{record.name} {record.getMessage()}")
