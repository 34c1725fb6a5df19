"""The topology of the broker: it follows from the messages and the subscriptions."""

from shared.kernel.messages.topology import topology_of
from shared.language.contracts.registry import REGISTRY
from shared.language.subscriptions import CONSOLE, DESK, SUBSCRIPTIONS

TOPOLOGY = topology_of(REGISTRY, SUBSCRIPTIONS, frozenset({CONSOLE}))
CONSUMERS = TOPOLOGY.consumers

__all__ = ["CONSOLE", "CONSUMERS", "DESK", "SUBSCRIPTIONS", "TOPOLOGY"]
