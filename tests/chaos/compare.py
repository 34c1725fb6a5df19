"""Two states of the platform compared: what is lost, what is there twice or changed once too often, what
differs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_SHOWN = 5
_SHOWN_LENGTH = 600


@dataclass(frozen=True, slots=True)
class Fact:
    """A row: what it is, its version where it has one, and its content as text."""

    key: tuple[object, ...]
    version: int | None
    content: str


@dataclass
class Difference:
    """Counts, and some examples for people. ``where``: how many things differ, by kind and table."""

    lost: int = 0
    doubled: int = 0
    different: int = 0
    where: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def note(self, kind: str, key: tuple[object, ...], calm: str, disturbed: str) -> None:
        """Count it, and keep an example, if there are not too many of that kind."""
        self.where[f"{kind} in {key[0]}.{key[1]}"] += 1
        if sum(example.startswith(kind) for example in self.examples) < _SHOWN:
            shown = (
                f"{kind} {key}\n  calm:      {calm[:_SHOWN_LENGTH]}\n  disturbed: {disturbed[:_SHOWN_LENGTH]}"
            )
            self.examples.append(shown)


def compare(calm: Iterable[Fact], disturbed: Iterable[Fact]) -> Difference:
    """What the disturbed run did not do that the calm one did, and the other way round.

    Rows of one key are counted: fewer is lost, more is doubled. As many, but of an older version: a change
    was lost; of a newer one: a change was made twice. The same version with other content: different.
    """
    difference = Difference()
    there, here = _by_key(calm), _by_key(disturbed)
    for key in there.keys() | here.keys():
        _compare_rows(difference, key, there.get(key, []), here.get(key, []))
    return difference


def _by_key(facts: Iterable[Fact]) -> dict[tuple[object, ...], list[Fact]]:
    found: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.key].append(fact)
    return found


def _compare_rows(
    difference: Difference, key: tuple[object, ...], calm: Sequence[Fact], disturbed: Sequence[Fact]
) -> None:
    calm, disturbed = sorted(calm, key=_content), sorted(disturbed, key=_content)
    shown = (" | ".join(map(_content, calm)), " | ".join(map(_content, disturbed)))
    if len(calm) != len(disturbed):
        fewer = len(calm) > len(disturbed)
        difference.lost += max(0, len(calm) - len(disturbed))
        difference.doubled += max(0, len(disturbed) - len(calm))
        difference.note("lost" if fewer else "doubled", key, *shown)
        return
    for one, other in zip(calm, disturbed, strict=True):
        if one.content == other.content and one.version == other.version:
            continue
        older, newer = _versions(one, other)
        difference.lost += older
        difference.doubled += newer
        difference.different += not (older or newer)
        difference.note(
            "lost" if older else "doubled" if newer else "different", key, one.content, other.content
        )


def _versions(calm: Fact, disturbed: Fact) -> tuple[bool, bool]:
    if calm.version is None or disturbed.version is None:
        return False, False
    return disturbed.version < calm.version, disturbed.version > calm.version


def _content(fact: Fact) -> str:
    return fact.content
