"""When a service says that it is ready: the judgement of its vital signs."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from shared.kernel.bus.rabbit.transport import QueueState
from shared.kernel.service.vitals import (
    BLOCKED_SECONDS,
    LAG_SECONDS,
    STALE_SECONDS,
    STUCK_SECONDS,
    Ledger,
    Vitals,
    problems_of,
)
from shared.kernel.store.revisions import Found, Known

KNOWN = Known("0007", MappingProxyType({"0005": "0005", "0006": "0005", "0007": "0005"}))
WELL = Vitals(
    taken_at=100.0,
    ledger=Ledger(Found("0007", "0005"), unsent=3, oldest_unsent=12, oldest_age=500.0, overdue=1, parked=9),
    queues=MappingProxyType({"intake.inbox.commands": QueueState(consumers=1, ready=5000)}),
    blocked_for=BLOCKED_SECONDS,
    stuck_for=STUCK_SECONDS,
    lag=LAG_SECONDS,
)
NOW = 100.0 + STALE_SECONDS


def test_a_newer_schema_that_says_so_is_worked_with() -> None:
    newer = replace(WELL, ledger=Ledger(Found("0009", "0006")))
    assert problems_of(newer, KNOWN, NOW) == []


def test_a_busy_service_is_ready_however_much_lies_before_it() -> None:
    assert problems_of(WELL, KNOWN, NOW) == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"ledger": Ledger(Found())}, "revision is None, need 0007"),
        ({"ledger": Ledger(Found("0006", "0005"))}, "revision is 0006"),
        ({"ledger": Ledger(Found("0009", "0008"))}, "0009 is newer and works with code from 0008 on"),
        ({"ledger": Ledger(Found("0009"))}, "0009 is newer"),
        (
            {"queues": MappingProxyType({"intake.inbox.commands": QueueState(0, 0)})},
            "intake.inbox.commands is not read",
        ),
        ({"lost": ("intake.parking",)}, "intake.parking is not read"),
        ({"blocked_for": BLOCKED_SECONDS + 1}, "confirms nothing"),
        ({"stuck_for": STUCK_SECONDS + 1}, "relay is stuck"),
        ({"lag": LAG_SECONDS + 1}, "late"),
        ({"taken_at": 99.0}, "nobody has looked"),
        ({"problems": ("database: gone",)}, "database: gone"),
    ],
    ids=lambda value: "" if isinstance(value, dict) else str(value).split()[0],
)
def test_what_is_wrong_is_said_in_words(changes: dict[str, Any], says: str) -> None:
    (problem,) = problems_of(replace(WELL, **changes), KNOWN, NOW)
    assert says in problem
