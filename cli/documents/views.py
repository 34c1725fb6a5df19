"""What somebody sees of the platform: any partner of one service, or one partner of all that its entry lets
it say and hear."""

from collections.abc import Iterable
from dataclasses import dataclass

from cli.documents.amqp import ANYBODY, Bound, pattern_of
from shared.kernel.bus.access.belongings import heard_queue, is_fact, owner_of, partner_belongings
from shared.kernel.bus.access.partners import Partner
from shared.kernel.messages.base import CommandRefused, Data
from shared.kernel.messages.replays import ReplayEnded, asks_for_replay
from shared.kernel.messages.topology import events_exchange
from shared.language.contracts.envelope import Envelope
from shared.language.contracts.registry import TYPES, answers_of, commands_of, public_events_of

Types = tuple[type[Data], ...]


@dataclass(frozen=True, slots=True)
class View:
    """``user``: the broker user by whose name queues are called. ``whole``: those of the events that are
    heard with what the house alone may read. ``bound``: by which keys its queue of events is bound. Facts are
    the types of partners' own messages, which have no contract here."""

    title: str
    about: str
    user: str
    commands: Types
    events: Types
    whole: Types = ()
    bound: tuple[Bound, ...] = ()
    facts: tuple[str, ...] = ()
    heard_facts: tuple[str, ...] = ()

    @property
    def services(self) -> tuple[str, ...]:
        """Those that it asks."""
        return tuple(dict.fromkeys(command.owner() for command in self.commands))

    def sent_to(self, service: str) -> Types:
        """Its commands for that service."""
        return tuple(command for command in self.commands if command.owner() == service)

    def answers(self, service: str) -> Types:
        """In which that service answers a command."""
        return tuple(answer for answer in answers_of(service) if not issubclass(answer, ReplayEnded))

    @property
    def answered(self) -> Types:
        """All answers that it may get."""
        return tuple(answer for service in self.services for answer in self.answers(service))

    @property
    def refused(self) -> Types:
        """Those of them that are refusals."""
        return tuple(answer for answer in self.answered if issubclass(answer, CommandRefused))

    @property
    def replayed(self) -> Types:
        """What it may have sent once more, and the end of that."""
        asked = [command.owner() for command in self.commands if asks_for_replay(command.type)]
        ends = (end for service in asked for end in answers_of(service) if issubclass(end, ReplayEnded))
        return (*(event for event in self.events if event.owner() in asked), *ends)


def of_service(service: str) -> View:
    """Any partner's, of that service."""
    return View(
        f"Youyue {service}",
        f"What a partner sends to {service}, and receives from it.",
        ANYBODY,
        commands_of(service),
        public_events_of(service),
        bound=(pattern_of(events_exchange(service)),),
    )


def of_partner(partner: Partner) -> View:
    """That partner's, of all services: what its entry lists and nothing else."""
    keys: dict[str, list[str]] = {}
    for binding in partner_belongings(partner, Envelope.tenant_words).bindings:
        if binding.queue == heard_queue(partner.user):
            keys.setdefault(binding.exchange, []).append(binding.key)
    heard = dict.fromkeys((*partner.hears, *partner.hears_inside))
    return View(
        f"Youyue for {partner.user}",
        f"What {partner.user} sends and receives by its entry. Sources: {_listed(partner.sources)}. "
        f"Townships: {_listed(partner.tenants)}. Roles: {_listed(part.role for part in partner.speaks_for)}.",
        partner.user,
        tuple(TYPES[type] for type in partner.commands),
        tuple(TYPES[type] for type in heard if not is_fact(type)),
        tuple(TYPES[type] for type in partner.hears_inside),
        tuple(Bound(exchange, tuple(found)) for exchange, found in keys.items()),
        partner.facts,
        tuple(type for type in heard if is_fact(type)),
    )


def owners_of(facts: Iterable[str]) -> tuple[str, ...]:
    """The partners who say them."""
    return tuple(dict.fromkeys(map(owner_of, facts)))


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words) or "none"
