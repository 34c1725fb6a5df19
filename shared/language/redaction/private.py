"""A text that was masked, and what was taken out of it."""

from dataclasses import dataclass

from shared.language.redaction.kind import Kind


@dataclass(frozen=True, slots=True)
class Private:
    """A piece of the original text that leads to a person; offsets count its characters."""

    kind: Kind
    start: int
    end: int
    value: str

    @property
    def mark(self) -> str:
        """Kind and place without the value, for the sender: ``phone:5-16``."""
        return f"{self.kind.name.lower()}:{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Masked:
    """A text fit to be read by everybody, and what was taken out of it, in order."""

    text: str
    private: tuple[Private, ...]

    @property
    def names(self) -> frozenset[str]:
        """The names that it gives."""
        return frozenset(one.value for one in self.private if one.kind is Kind.NAME)
