"""What a township's entries are called, whether they hold today or have ended: for pages about the past."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from shared.language.contracts.directory import Entry, TownshipLists, TownshipSnapshot


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one township."""

    township: str
    """What the township itself is called; empty: nobody has told of it yet."""
    by_list: Mapping[str, Mapping[str, str]]
    """List (``departments``, ``people`` …) → code or id → the latest name."""

    @classmethod
    def of(cls, township: TownshipSnapshot) -> "Names":
        """Those of all its entries of all times."""
        return cls(township.profile.name, MappingProxyType(dict(_named(township.lists))))

    def name_of(self, list: str, code: str) -> str:
        """The name of an entry; the code itself where nobody has told of it."""
        return self.by_list.get(list, {}).get(code, code)


NO_NAMES = Names("", MappingProxyType({}))
"""Those of a township that nobody has told of: everything goes by its code."""


def _named(lists: TownshipLists) -> Iterable[tuple[str, Mapping[str, str]]]:
    for name, entries in lists.each():
        yield name, {entry.named()[0]: called for entry in _by_day(entries) if (called := _called(entry))}


def _by_day(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.since)


def _called(entry: Entry) -> str:
    called: str = getattr(entry, "name", "")
    return called
