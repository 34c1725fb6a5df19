"""The AsyncAPI channels of a view: the exchanges to which it sends, and the queues that it reads."""

from cli.documents.amqp import (
    Document,
    answers_channel,
    commands_channel,
    events_channel,
    facts_channel,
    heard_facts_channel,
    rejects_channel,
    replay_channel,
)
from cli.documents.views import View, owners_of
from shared.kernel.bus.access.belongings import facts_exchange, facts_queue, owner_of
from shared.kernel.messages.topology import commands_exchange


def channels_of(view: View) -> Document:
    """By name: exchanges by their own, queues by what they are for."""
    user = view.user
    to_services = {
        commands_exchange(service): commands_channel(service, view.sent_to(service))
        for service in view.services
    }
    own_facts = {facts_exchange(user): facts_channel(user, view.facts)} if view.facts else {}
    queues = {
        "answers": answers_channel(user, view.answered),
        "rejects": rejects_channel(user, view.refused),
        "events": events_channel(user, view.events, view.bound),
        "replay": replay_channel(user, view.replayed),
        **{
            facts_queue(user, owner): heard_facts_channel(user, owner, _facts_of(view, owner))
            for owner in owners_of(view.heard_facts)
        },
    }
    return {**to_services, **own_facts, **{name: queues[name] for name in heard(view)}}


def heard(view: View) -> dict[str, tuple[list[str], str]]:
    """Channel → the types that are read there, and why; channels in which nothing comes are left out."""
    kinds = {
        "answers": (view.answered, "What became of the commands."),
        "rejects": (view.refused, "Messages that could not be answered by id."),
        "events": (view.events, "What has happened."),
        "replay": (view.replayed, "What was asked for once more."),
    }
    found = {name: ([cls.type for cls in classes], why) for name, (classes, why) in kinds.items() if classes}
    for owner in owners_of(view.heard_facts):
        found[facts_queue(view.user, owner)] = (_facts_of(view, owner), f"What {owner} says.")
    return found


def _facts_of(view: View, owner: str) -> list[str]:
    return [fact for fact in view.heard_facts if owner_of(fact) == owner]
