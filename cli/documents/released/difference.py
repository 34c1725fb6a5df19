"""One difference between the last release and the present code."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """The sort of a change."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """``str()`` is the line that people read."""

    sort: Sort
    where: str
    says: str

    @property
    def breaks(self) -> bool:
        """Whether somebody who relies on the release is let down: additions alone harm nobody."""
        return self.sort is not Sort.ADDED

    def __str__(self) -> str:
        return f"{self.where} {self.says}"


def names(what: str, released: Iterable[object], current: Iterable[object]) -> Iterator[Difference]:
    """The names of ``what`` that were added and removed; their order means nothing."""
    old, new = dict.fromkeys(released), dict.fromkeys(current)
    yield from (Difference(Sort.REMOVED, f"{what} {name}", "is gone") for name in old if name not in new)
    yield from (Difference(Sort.ADDED, f"{what} {name}", "is new") for name in new if name not in old)
