"""docs/generated/topology.md: the objects that must exist on the broker, and the subscriptions."""

from itertools import groupby

from cli.documents.markdown import code, codes, page, table
from shared.kernel.bus.rabbit.definitions import exchange_policy
from shared.kernel.messages.broker_objects import (
    Exchange,
    Queue,
)
from shared.kernel.messages.topology import (
    ANSWERS,
    NOWHERE,
    REPLAYS,
    UNROUTED,
)
from shared.language.topology import CONSUMERS, SUBSCRIPTIONS, TOPOLOGY

_INTRODUCTION = """\
Written from `shared/language/topology.py`, by which the in-process transport routes as well. Queues are
declared durable with `x-queue-type=quorum` alone; everything else is a policy and can be changed without
declaring anything again. Each binding is for one message type; the key of an event is its type and its
township, `intake.submission.received.v1.33.09.21.201`, and services hear every township. What partners have
follows from the partners file: `youyue partner show`.
"""


def topology_page() -> str:
    """The whole page."""
    return page(
        "Topology",
        _INTRODUCTION,
        "## Who hears whom\n",
        _graph(),
        "The number on an arrow is the number of event types subscribed to.\n",
        "## Exchanges\n",
        table(("exchange", "type", "policy", "for"), map(_exchange, TOPOLOGY.exchanges)),
        "## Queues\n",
        table(("queue", "policy"), map(_queue, TOPOLOGY.queues)),
        "## Bindings\n",
        table(("queue", "exchange", "keys"), _bindings()),
    )


def _graph() -> str:
    lines = ["```mermaid", "graph LR", "    partner([partner]) -- commands --> " + " & ".join(CONSUMERS[:-1])]
    for consumer, producers in SUBSCRIPTIONS.items():
        lines += [f"    {producer} -- {len(events)} --> {consumer}" for producer, events in producers.items()]
    return "\n".join([*lines, "```\n"])


def _exchange(exchange: Exchange) -> tuple[str, str, str, str]:
    policy = codes(f"{name}={value}" for name, value in exchange_policy(exchange))
    return code(exchange.name), exchange.kind, policy, _purpose(exchange.name)


def _purpose(exchange: str) -> str:
    if exchange == UNROUTED:
        return "alternate exchange: what reached no queue"
    if exchange == NOWHERE:
        return "what no service hears, and is meant to hear"
    if exchange == ANSWERS:
        return "answers to commands; the routing key is the broker user who asked, and hears no others"
    if exchange == REPLAYS:
        return "events that are sent again to the partner that asked, whom a header names"
    owner, _, what = exchange.partition(".")
    purposes = {
        "events": f"what {owner} tells the public; nobody else may write",
        "inside": f"the same events whole, and {owner}'s timers, for the house and who is entitled",
        "both": f"events of {owner} that are the same for both: it leads to the two",
        "commands": f"what others ask of {owner}",
        "parking": f"dead letters of {owner}'s queues, and what it gave up",
    }
    return purposes.get(what, f"{owner}'s messages that wait; the routing key is the queue to return to")


def _queue(queue: Queue) -> tuple[str, str]:
    return code(queue.name), codes(f"{k}={v}" for k, v in queue.policy)


def _bindings() -> list[tuple[str, str, str]]:
    ordered = sorted(TOPOLOGY.bindings, key=lambda binding: (binding.queue, binding.exchange))
    return [
        (
            code(queue),
            code(exchange),
            codes(b.key for b in group) if (group := [*found]) and group[0].key else "(all)",
        )
        for (queue, exchange), found in groupby(
            ordered, key=lambda binding: (binding.queue, binding.exchange)
        )
    ]
