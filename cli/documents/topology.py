"""docs/generated/topology.md: the objects that must exist on the broker, and the subscriptions."""

from itertools import groupby

from cli.documents.markdown import code, codes, page, table
from shared.kernel.bus.rabbit.definitions import exchange_policy
from shared.kernel.messages.topology import ANSWERS, PARTNER_EVENTS, UNROUTED, Exchange, Queue
from shared.language.topology import CONSUMERS, SUBSCRIPTIONS, TOPOLOGY

_INTRODUCTION = """\
Written from `shared/language/topology.py`, by which the in-process transport routes as well. Queues are
declared durable with `x-queue-type=quorum` alone; everything else is a policy and can be changed without
declaring anything again. All binding keys are exact: one key, one message type. Each user that sends commands
has two queues more, `<user>.answers` and `<user>.rejects`.
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
    if exchange == PARTNER_EVENTS:
        return "facts that partners publish; other partners hear what the partners file lets them"
    if exchange == ANSWERS:
        return "answers to commands; the routing key is the broker user who asked, and hears no others"
    owner, _, what = exchange.partition(".")
    purposes = {
        "events": f"what {owner} publishes; nobody else may write",
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
