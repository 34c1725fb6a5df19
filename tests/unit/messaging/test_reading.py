"""What is read of a message, and what is wrong with it."""

import json
from typing import Any

import pytest

from shared.kernel.bus.delivery.reading import read_data, read_envelope
from shared.kernel.messages.errors import Unprocessable
from shared.language.contracts.envelope import Envelope
from shared.language.topology import TOPOLOGY

EVENT: dict[str, Any] = {
    "specversion": "1.0",
    "id": "e-1",
    "source": "/youyue/handling",
    "type": "handling.project.planned.v1",
    "time": "2026-09-01T00:00:00Z",
    "township": "330921201",
    "actorid": "office-1",
    "actorrole": "office",
    "data": {},
}


@pytest.mark.parametrize(
    "queue",
    ["intake.inbox.handling", "handling.inbox.commands", "handling.inbox.handling", "console.inbox.intake"],
)
def test_an_event_that_nobody_sends_to_a_queue_is_parked_at_once(queue: str) -> None:
    with pytest.raises(Unprocessable) as refused:
        read_data(queue, Envelope.model_validate(EVENT), TOPOLOGY)
    assert refused.value.reason == "wrong_queue"


@pytest.mark.parametrize(
    "change",
    [
        {"time": "0001-01-01T00:00:00+14:00"},
        {"time": "9999-12-31T23:59:59-12:00"},
        {"sequence": 2**31},
        {"id": "\x00"},
    ],
    ids=["before_all_time", "after_all_time", "version_too_great", "nul"],
)
def test_what_no_table_can_hold_is_no_envelope(change: dict[str, Any]) -> None:
    with pytest.raises(Unprocessable) as refused:
        read_envelope(json.dumps({**EVENT, **change}).encode(), TOPOLOGY.registry)
    assert refused.value.reason == "invalid_envelope"
