"""What is noticed while the fields of a command are read, and what they must know of its tenant for it."""

from dataclasses import dataclass, field


@dataclass
class Noticed:
    """Validation's context for one command."""

    spared: frozenset[str] = frozenset()
    """What stays although it looks private, since everybody knows it: the tenant's own."""
    elsewhere: set[str] = field(default_factory=set)
    """What one text has told to be private: it is so in every text of the command."""
    notes: list[str] = field(default_factory=list)
    """What was taken out of which field, for the sender."""

    def again(self) -> "Noticed | None":
        """To read the command once more, by all that was noticed; None: that would find no more."""
        return Noticed(self.spared, self.elsewhere) if self.elsewhere else None
