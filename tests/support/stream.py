"""What must hold for everything that is on the stream of events, whoever reads it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from shared.kernel.messages.envelope import Envelope
from shared.language.contracts.envelope import Role

_CITIZEN = re.compile(r"citizen:[^\"\\\s]+")


def not_one_thing(events: Iterable[Envelope]) -> Iterator[str]:
    """Where one subject is not one thing of one service, with one sequence that rises at each event (case
    P14): "of each subject keep the greatest sequence" would lose what is said of the other."""
    told: dict[tuple[str, str], list[Envelope]] = defaultdict(list)
    for event in events:
        if event.subject and event.sequence is not None:
            told[event.tenant, event.subject].append(event)
    for (_, subject), about in told.items():
        if len(kinds := {(one.source, one.type.split(".")[1]) for one in about}) > 1:
            yield f"{subject} is {sorted(kinds)}"
        ordered = sorted(about, key=lambda one: (one.sequence or 0, one.id))
        for one, other in pairwise(ordered):
            if one.sequence == other.sequence and one.id != other.id:
                yield f"{subject} has {one.type} and {other.type} of number {one.sequence}"


def known_again(events: Iterable[Envelope], said: Iterable[str]) -> Iterator[str]:
    """Citizens who could be known again (case P12): by what their sender calls them (``said``), anywhere in
    an event, or by a name that stands in the events of two things."""
    names: dict[str, set[str]] = defaultdict(set)
    senders = frozenset(said)
    for event in events:
        for name in _CITIZEN.findall(event.to_json().decode()):
            if name in senders:
                yield f"{event.type} of {event.subject} says {name}"
        if event.actorrole == Role.CITIZEN:
            names[event.actorid].add(event.subject or event.id)
    yield from (f"{name} is in {sorted(things)}" for name, things in names.items() if len(things) > 1)
