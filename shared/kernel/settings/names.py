"""Names in the environment that nobody knows: a typo is no default; it is named, with what was meant."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches

COMMON_PREFIX = "YOUYUE_"
_ALIKE = 0.7
"""From this likeness on a known name is offered."""
_PREFIX_ALIKE, _WHOLE_ALIKE = 0.8, 0.9
"""From these on a name whose prefix is not quite ours was meant for us."""
_UNKNOWN = "没有 {name} 这个设置。There is no setting {name}."
_MEANT = "没有 {name} 这个设置，是不是 {meant}？There is no setting {name}: did you mean {meant}?"


@dataclass(frozen=True)
class KnownNames:
    """``names`` as they stand; ``families``: beginnings after which anything may follow, as a user's name
    does; ``also_said``: what people write for a name, whatever it resembles."""

    names: frozenset[str]
    families: tuple[str, ...] = ()
    also_said: Mapping[str, str] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.names or any(
            name.startswith(family) and len(name) > len(family) for family in self.families
        )

    def unknown(self, environment: Iterable[str]) -> Iterator[str]:
        """A sentence for each name that is ours by its look and is not known.

        In other letters than capitals, or with a slip in the prefix, it is still ours: one half of the
        programs would read it, or none.
        """
        for name in sorted(environment):
            if name not in self and (name.upper().startswith(COMMON_PREFIX) or self._slipped(name)):
                near = self._near(name.upper())
                yield _MEANT.format(name=name, meant=near[0]) if near else _UNKNOWN.format(name=name)

    def _near(self, name: str) -> list[str]:
        said = self.also_said.get(name)
        return [said] if said else get_close_matches(name, sorted(self.names), 1, _ALIKE)

    def _slipped(self, name: str) -> bool:
        """Whether the prefix is nearly ours, and the whole nearly a known name."""
        start = name.upper()[: len(COMMON_PREFIX)]
        if SequenceMatcher(None, start, COMMON_PREFIX).ratio() < _PREFIX_ALIKE:
            return False
        return bool(get_close_matches(name.upper(), self.names, 1, _WHOLE_ALIKE))
