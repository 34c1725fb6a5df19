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

WELL = Vitals(
    taken_at=100.0,
    ledger=Ledger(revision="0007", unsent=3, oldest_unsent=12, oldest_age=500.0, overdue=1, parked=9),
    queues=MappingProxyType({"intake.inbox.commands": QueueState(consumers=1, ready=5000)}),
    blocked_for=BLOCKED_SECONDS,
    stuck_for=STUCK_SECONDS,
    lag=LAG_SECONDS,
)
NOW = 100.0 + STALE_SECONDS


def test_a_busy_service_is_ready_however_much_lies_before_it() -> None:
    assert problems_of(WELL, "0007", NOW) == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"ledger": Ledger(revision=None)}, "revision is None, need 0007"),
        ({"ledger": Ledger(revision="0006")}, "revision is 0006"),
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
    (problem,) = problems_of(replace(WELL, **changes), "0007", NOW)
    assert says in problem
