"""The record of a submission for comparison with later ones; no text can be read from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zlib import crc32

from services.intake.domain.similar.contrast import all_marks, marks
from services.intake.domain.triage.assess import Assessment
from services.intake.domain.triage.model import TriageInput
from services.intake.domain.wording.fingerprint import signed
from services.intake.domain.wording.rarity import rarity

WINDOW = timedelta(days=35)
"""Reports of one matter come within about a month."""
BUCKET = timedelta(days=18)
"""Keys are made for stretches of this length: a window touches three at most, however many years are
stored."""
RARE = 20
"""Tokens of a text that become keys within its category."""
RAREST = 12
"""Tokens that become keys across categories, for when triage takes two reports of one matter for different
ones."""
LEAST = 0.01
"""Categories that are less likely are not thought of."""
LIKELY = 0.1
"""Categories of a new submission that are at least so likely are looked in."""
_ANY = "*"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A submission, to be compared. ``categories``: code → probability; of a remembered one, its category
    alone."""

    tokens: tuple[int, ...]
    categories: dict[str, float]
    submitted_at: datetime
    village: str | None = None
    places: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    ref: str = field(default="", compare=False)

    @property
    def words(self) -> frozenset[int]:
        """The tokens that are words of the text, not marks."""
        return frozenset(self.tokens) - all_marks()

    @property
    def category(self) -> str:
        """The most probable one; of equal ones the first by code."""
        return min(self.categories, key=lambda code: (-self.categories[code], code), default="")


def sighting_of(
    asked: TriageInput,
    submitted_at: datetime,
    examined: Assessment,
    ref: str = "",
    category: str | None = None,
) -> Sighting:
    """The record of a new submission, of what triage has ``examined``. Never raises on any text.

    ``category``: what a person has already decided.
    """
    likely = {code: p for code, p in examined.suggestions.category.items() if p >= LEAST}
    return Sighting(
        tokens=tuple(sorted({*examined.tokens, *marks(examined.evidence.said)})),
        categories={category: 1.0} if category else likely,
        submitted_at=submitted_at,
        village=asked.village,
        places=examined.evidence.places,
        latitude=asked.latitude,
        longitude=asked.longitude,
        ref=ref,
    )


def bucket(at: datetime) -> int:
    """The number of the stretch of time that holds ``at``; UTC, so the same everywhere."""
    return int(at.timestamp() // BUCKET.total_seconds())


def scope(township: str, stretch: int, category: str) -> int:
    """The upper half of a key: keys of other townships, times and categories are other keys."""
    return signed(crc32(f"{township}|{stretch}|{category}".encode()))


def key(of: int, token: int) -> int:
    """A signed 64-bit key."""
    return (of << 32) | (token & 0xFFFFFFFF)


def keys_of(township: str, seen: Sighting) -> list[int]:
    """Under which a submission is remembered."""
    return _keys(township, seen, (bucket(seen.submitted_at),), (seen.category,))


def keys_for(township: str, seen: Sighting) -> list[int]:
    """Under which its likes would be remembered."""
    stretches = range(bucket(seen.submitted_at - WINDOW), bucket(seen.submitted_at) + 1)
    likely = [c for c, p in seen.categories.items() if p >= LIKELY or c == seen.category]
    return _keys(township, seen, stretches, likely)


def lists_of(seen: Sighting) -> tuple[list[int], list[int]]:
    """The tokens and places that become keys within a category, and the tokens that do across categories."""
    rare = sorted(seen.words, key=lambda token: (-rarity(token), token))
    spots = {signed(crc32(f"@{place}".encode())) for place in (seen.village, *seen.places) if place}
    return sorted({*rare[:RARE], *spots}), rare[:RAREST]


def keys_in(township: str, stretch: int, category: str, lists: tuple[list[int], list[int]]) -> list[int]:
    """The keys of a sighting's lists in one township, stretch and category."""
    within, everywhere = scope(township, stretch, category), scope(township, stretch, _ANY)
    return [*(key(within, token) for token in lists[0]), *(key(everywhere, token) for token in lists[1])]


def _keys(township: str, seen: Sighting, stretches: Iterable[int], categories: Sequence[str]) -> list[int]:
    lists = lists_of(seen)
    return sorted(
        {key for stretch in stretches for c in categories for key in keys_in(township, stretch, c, lists)}
    )
