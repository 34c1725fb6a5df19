"""Both ends of every agreement on the bus: who owns, who sends, who listens."""

from collections import Counter
from pathlib import Path

import pytest

from cli.documents.contracts import contract_path
from cli.services import load_service
from shared.kernel.messages.base import Data, MoveClock
from shared.kernel.messages.replays import RequestReplay
from shared.kernel.messages.topology import (
    RETRY_TIERS,
    UNROUTED,
    commands_exchange,
    events_exchange,
    inside_exchange,
    parking_name,
    retry_name,
)
from shared.language.contracts.registry import SERVICES, TYPES, commands_of, timers_of
from shared.language.topology import CONSUMERS, SUBSCRIPTIONS, TOPOLOGY

ROOT = Path(__file__).parents[2]
EVERY_CONSUMER = pytest.mark.parametrize("consumer", CONSUMERS)


def expected(consumer: str) -> set[type[Data]]:
    """What reaches the consumer's queues; clocks and replays are taken by what all services have in
    common."""
    own: set[type[Data]] = set()
    if consumer in SERVICES:
        own = {c for c in commands_of(consumer) if not issubclass(c, MoveClock | RequestReplay)} | set(
            timers_of(consumer)
        )
    return own | {event for events in SUBSCRIPTIONS[consumer].values() for event in events}


@EVERY_CONSUMER
def test_a_service_handles_exactly_what_reaches_it(consumer: str) -> None:
    assert set(load_service(consumer).handlers) == expected(consumer)


def test_every_inbox_queue_has_one_reader() -> None:
    readers = Counter(queue for consumer in CONSUMERS for queue in TOPOLOGY.inbox_queues(consumer))
    assert set(readers.values()) == {1}


def test_every_queue_is_read_or_waits_for_time_or_for_an_operator() -> None:
    read = {
        queue
        for consumer in CONSUMERS
        for queue in (*TOPOLOGY.inbox_queues(consumer), parking_name(consumer))
    }
    waits = {retry_name(consumer, tier) for consumer in CONSUMERS for tier in RETRY_TIERS}
    assert {queue.name for queue in TOPOLOGY.queues} == read | waits | {UNROUTED}


def test_every_queue_has_a_way_in_and_every_binding_its_two_ends() -> None:
    exchanges, queues = {e.name for e in TOPOLOGY.exchanges}, {q.name for q in TOPOLOGY.queues}
    assert {binding.queue for binding in TOPOLOGY.bindings} == queues
    assert {binding.exchange for binding in TOPOLOGY.bindings} <= exchanges


def test_every_binding_key_is_a_registered_type_of_the_exchange_s_owner() -> None:
    streams = {
        exchange(service): service
        for service in SERVICES
        for exchange in (events_exchange, inside_exchange, commands_exchange)
    }
    keyed = [binding for binding in TOPOLOGY.bindings if binding.exchange in streams]
    assert [b for b in keyed if b.type not in TYPES or TYPES[b.type].owner() != streams[b.exchange]] == []


def test_every_command_reaches_exactly_one_queue_of_its_service() -> None:
    commands = (command for service in SERVICES for command in commands_of(service))
    reached = {c.type: TOPOLOGY.queues_for(commands_exchange(c.owner()), c.type) for c in commands}
    assert {
        type: queues
        for type, queues in reached.items()
        if queues != (f"{type.split('.')[0]}.inbox.commands",)
    } == {}


def test_a_timer_reaches_its_own_service_and_nobody_else() -> None:
    timers = (timer for service in SERVICES for timer in timers_of(service))
    reached = {t.type: TOPOLOGY.heard_by(t.type) for t in timers}
    assert {t: q for t, q in reached.items() if q != (f"{t.split('.')[0]}.inbox.{t.split('.')[0]}",)} == {}


def test_what_a_service_keeps_copies_of_reaches_it_with_a_snapshot() -> None:
    for consumer in CONSUMERS:
        for kind in load_service(consumer).learns:
            told = [e for events in SUBSCRIPTIONS[consumer].values() for e in events if e.entity() == kind]
            assert told, f"{consumer} never hears of any {kind}"
            assert [e.type for e in told if kind not in e.model_fields] == []


@pytest.mark.parametrize("cls", TYPES.values(), ids=TYPES.keys())
def test_every_type_has_an_owner_words_and_a_contract(cls: type[Data]) -> None:
    assert cls.owner() in SERVICES
    assert (cls.__doc__ or "").strip()
    assert (ROOT / contract_path(cls)).is_file()


def test_a_contract_that_was_released_has_its_class() -> None:
    folders = (ROOT / "contracts" / service for service in SERVICES)
    released = {path.name.removesuffix(".json") for folder in folders for path in folder.glob("*.json")}
    assert released == set(TYPES)
