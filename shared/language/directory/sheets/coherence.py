"""What does not fit together in the lists, told by the sheet and row where it was filled in."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Protocol

from shared.language.directory.sheets.grid import SheetProblem
from shared.language.directory.sheets.layout import LISTS
from shared.language.directory.sheets.reading import Place


class ListProblem(Protocol):
    """What is wrong in a list: of which entry, in which field; ``sentence`` is the catalogue's key."""

    @property
    def list(self) -> str:
        """The field of TownshipLists."""
        ...

    @property
    def key(self) -> tuple[str, ...]:
        """The entry's key; empty: it is about the whole list."""
        ...

    @property
    def since(self) -> date | None:
        """The entry's first day."""
        ...

    @property
    def field(self) -> str:
        """The field that is wrong; empty: several."""
        ...

    @property
    def sentence(self) -> str:
        """The key of its sentence."""
        ...

    @property
    def values(self) -> tuple[tuple[str, str], ...]:
        """What the sentence asks for."""
        ...


_TITLES = {sheet.name: sheet.title for sheet in LISTS}


def by_cell(
    found: Iterable[ListProblem], places: Mapping[tuple[object, ...], Place]
) -> tuple[SheetProblem, ...]:
    """Each problem at the cell of its entry; one of an entry that is in no row, at its sheet."""
    return tuple(_placed(one, places.get((one.list, *one.key, one.since))) for one in found)


def _placed(found: ListProblem, place: Place | None) -> SheetProblem:
    return SheetProblem(
        found.sentence,
        place.title if place else _TITLES[found.list],
        place.cell(found.field) if place else "",
        MappingProxyType(dict(found.values)),
    )
