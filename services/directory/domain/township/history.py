"""What a change of a township leaves behind: each entry as it was, and as it is."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from services.directory.domain.township.township import Township
from shared.kernel.messages.base import Contract

_Place = tuple[str, str, date]


class Change(NamedTuple):
    """An entry that is other than before; ``before`` None: it is new."""

    list: str
    """The list's name; ``profile``, ``rules`` and ``notices`` besides."""
    key: str
    """The entry's key, its parts in one line; a notice's is its year."""
    since: date
    before: Contract | None
    after: Contract


def history(before: Township | None, after: Township) -> Iterator[Change]:
    """The entries of ``after`` that ``before`` has not, or has otherwise. None is ever taken out of a
    township, only ended."""
    earlier = dict(_entries(before)) if before else {}
    for place, entry in _entries(after):
        if earlier.get(place) != entry:
            yield Change(*place, earlier.get(place), entry)


def _entries(township: Township) -> Iterator[tuple[_Place, Contract]]:
    yield ("profile", "", township.rules[0].since), township.profile
    for name, entries in township.lists.each():
        for entry in entries:
            yield (name, " ".join(filter(None, entry.named())), entry.since), entry
    for rules in township.rules:
        yield ("rules", "", rules.since), rules
    for notice in township.notices:
        yield ("notices", str(notice.year), date(notice.year, 1, 1)), notice
