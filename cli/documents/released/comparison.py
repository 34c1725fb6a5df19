"""The changes of the code to the promises of a release."""

from collections.abc import Iterator

from cli.documents.released.compatibility import Comparison
from cli.documents.released.difference import Difference, Sort, names
from cli.documents.released.promises import Promises


def differences(released: Promises, current: Promises) -> Iterator[Difference]:
    """All there are, the harmless ones too."""
    compare = Comparison(released.shapes, current.shapes)
    yield from compare.schemas("envelope", released.envelope, current.envelope)
    yield from names("role", released.roles, current.roles)
    yield from names("refusal", released.refusals, current.refusals)
    for code, remedy in released.refusals.items():
        if (now := current.refusals.get(code, remedy)) != remedy:
            yield Difference(Sort.CHANGED, f"refusal {code}", f"was {remedy!r} and is {now!r}")
    yield from names("type", released.types, current.types)
    for type in [type for type in released.types if type in current.types]:
        old, new = released.types[type], current.types[type]
        if old.kind != new.kind:
            yield Difference(Sort.CHANGED, type, f"was {old.kind!r} and is {new.kind!r}")
        yield from compare.schemas(f"{type}: data", old.data, new.data)
    for type in [type for type in released.commands if type in current.commands]:
        before, after = released.commands[type], current.commands[type]
        yield from names(f"{type}: the sender", before.roles, after.roles)
        yield from names(f"{type}: the answer", before.answers, after.answers)
    yield from names("state", released.transitions, current.transitions)
    for place in [place for place in released.transitions if place in current.transitions]:
        taken, taken_now = released.transitions[place], current.transitions[place]
        yield from names(f"{place}: the command", taken, taken_now)
        for type in [type for type in taken if type in taken_now]:
            yield from names(f"{place}: {type}: the sender", taken[type], taken_now[type])
