"""Something in a township's lists that cannot be: data, with the place where it stands."""

from dataclasses import dataclass
from datetime import date

from shared.language.contracts.directory import Entry


@dataclass(frozen=True, slots=True)
class Problem:
    """``code`` is a key of the catalogue (``directory.problem.<code>``), ``values`` fill its sentence."""

    list: str
    """The name of the list: ``posts``."""
    key: tuple[str, ...]
    """The values of the entry's key; empty: it is about the whole list."""
    since: date | None
    """The entry's first day."""
    field: str
    """The field of the entry that is wrong; empty: several."""
    code: str
    values: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, list: str, entry: Entry, field: str, code: str, **values: object) -> "Problem":
        """What is wrong with ``entry``."""
        said = tuple((name, str(value)) for name, value in values.items())
        return cls(list, entry.named(), entry.since, field, code, said)

    @property
    def sentence(self) -> str:
        """The catalogue's key of its sentence."""
        return f"directory.problem.{self.code}"

    @property
    def called(self) -> str:
        """The entry in a line: the parts of its key that are there."""
        return " ".join(part for part in self.key if part)
