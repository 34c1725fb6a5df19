"""What a broker user has on the broker: queues that it reads, and an exchange for its own facts.

They come from the definitions and from nobody else: a partner may declare and bind nothing. So a queue holds
so many bytes for so long and then loses the oldest, is bound to what the partner's entry says for its own
tenants, and no exchange leads anywhere but to queues of partners. A fact is published to an exchange of its
owner, so that a second routing key (``CC``) reaches nobody else's, and heard in a queue for each owner, so
that a flood pushes out the flooder's own alone.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from shared.kernel.bus.access.partners import ANY, Partner
from shared.kernel.messages.broker_objects import (
    EVERY_TENANT,
    Binding,
    Exchange,
    Queue,
)
from shared.kernel.messages.replays import asks_for_replay
from shared.kernel.messages.topology import (
    ANSWERS,
    NO_DELIVERY_LIMIT,
    REPLAY_FOR,
    REPLAYS,
    events_exchange,
    inside_exchange,
    rejects_key,
)

PREFIX = "partner-"
"""How the names of partners' users begin."""
_USER, _PARTNER = "[^.]+", f"{PREFIX}[^.]+"
_MIB, _DAY = 1024 * 1024, 86_400_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """What queues of one kind hold at most. ``names`` is a pattern of the broker's; ``age`` is in
    milliseconds, None: as old as it gets."""

    kind: str
    names: str
    bytes: int
    age: int | None
    overflow: str = "drop-head"

    @property
    def policy(self) -> tuple[tuple[str, str | int], ...]:
        """The same as a policy."""
        return (
            ("delivery-limit", NO_DELIVERY_LIMIT),
            ("max-length-bytes", self.bytes),
            *((("message-ttl", self.age),) if self.age else ()),
            ("overflow", self.overflow),
        )


BOUNDS = (
    Bounds("answers", rf"^{_USER}\.answers\z", 64 * _MIB, 30 * _DAY),
    Bounds("rejects", rf"^{_USER}\.rejects\z", 8 * _MIB, 30 * _DAY),
    Bounds("events", rf"^{_PARTNER}\.events\z", 256 * _MIB, 7 * _DAY),
    Bounds("replay", rf"^{_PARTNER}\.replay\z", 64 * _MIB, None, "reject-publish"),
    Bounds("facts", rf"^{_PARTNER}\.facts\.{_PARTNER}\z", 16 * _MIB, 7 * _DAY),
)
"""Policies of the definitions, for all partners that there are or will be. Who lost an answer sends the
command again; who lost events asks for a replay. A full queue of replays refuses, and the replay waits."""


@dataclass(frozen=True, slots=True)
class Belongings:
    """What one user has."""

    exchanges: tuple[Exchange, ...] = ()
    queues: tuple[Queue, ...] = ()
    bindings: tuple[Binding, ...] = ()


def answers_queue(user: str) -> str:
    """The queue of the answers to a broker user's commands."""
    return f"{user}.{ANSWERS}"


def heard_queue(user: str) -> str:
    """The queue of the events that a partner hears."""
    return f"{user}.events"


def replay_queue(user: str) -> str:
    """The queue in which a partner finds the replays it asked for."""
    return f"{user}.replay"


def facts_exchange(user: str) -> str:
    """The exchange to which a partner publishes its own facts, and nobody else publishes."""
    return f"{user}.facts"


def facts_queue(user: str, owner: str) -> str:
    """The queue of the facts that a partner hears from another one."""
    return f"{facts_exchange(user)}.{owner}"


def asker_belongings(user: str, *, one_reader: bool) -> Belongings:
    """The queues of answers of who sends commands."""
    bindings = (
        Binding(ANSWERS, user, answers_queue(user)),
        Binding(ANSWERS, rejects_key(user), rejects_key(user)),
    )
    return _with_queues((), bindings, one_reader=one_reader)


def partner_belongings(partner: Partner, words: Callable[[str], str]) -> Belongings:
    """What follows from a partner's entry. ``words``: a tenant, or the beginning of one, in a routing key."""
    answered = asker_belongings(partner.user, one_reader=True).bindings if partner.commands else ()
    owners = dict.fromkeys(owner_of(type) for type in partner.hears if is_fact(type))
    own = (partner.user,) if partner.facts else ()
    exchanges = (
        Exchange(facts_exchange(owner), "topic", kept=False) for owner in dict.fromkeys((*own, *owners))
    )
    caught_up = _caught_up(partner.user) if any(map(asks_for_replay, partner.commands)) else ()
    return _with_queues(exchanges, (*answered, *caught_up, *_heard(partner, words)), one_reader=True)


def is_fact(type: str) -> bool:
    """Whether partners say it, and no service."""
    return type.startswith(PREFIX)


def owner_of(type: str) -> str:
    """Who publishes messages of that type."""
    return type.split(".", 1)[0]


def _caught_up(user: str) -> tuple[Binding, ...]:
    return (Binding(REPLAYS, "", replay_queue(user), (("x-match", "all"), (REPLAY_FOR, user))),)


def _heard(partner: Partner, words: Callable[[str], str]) -> Iterator[Binding]:
    whole = ANY in partner.tenants
    ends = [EVERY_TENANT] if whole else [f".{words(tenant)}{EVERY_TENANT}" for tenant in partner.tenants]
    for type in dict.fromkeys((*partner.hears, *partner.hears_inside)):
        if is_fact(type):
            owner = owner_of(type)
            yield Binding(facts_exchange(owner), type, facts_queue(partner.user, owner))
        else:
            face = inside_exchange if type in partner.hears_inside else events_exchange
            for end in ends:
                yield Binding(face(owner_of(type)), f"{type}{end}", heard_queue(partner.user))


def _with_queues(
    exchanges: Iterable[Exchange], bindings: tuple[Binding, ...], *, one_reader: bool
) -> Belongings:
    names = dict.fromkeys(binding.queue for binding in bindings)
    return Belongings(tuple(exchanges), tuple(Queue(name, (), one_reader) for name in names), bindings)
