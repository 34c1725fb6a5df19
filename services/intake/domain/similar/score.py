"""How likely two submissions are the same problem at the same place: from text, category, place and time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import cos, exp, hypot, radians, sqrt

from services.intake.domain.similar.contrast import contrary, one_subject, two_subjects, wordless
from services.intake.domain.similar.likeness import Likeness, likeness
from services.intake.domain.similar.sighting import WINDOW, Sighting
from services.intake.domain.wording.rarity import rarity

NEAR = 0.15
"""Kilometres: spots as close as this are one place."""
FAR = 0.4
"""Kilometres: spots further apart are two."""
APART = 0.45
"""The most that two reports are alike of which nothing says that they are about one place: not enough to say
so. Nor are those alike that say something contrary, or of which one has no word."""
ALIKE = 0.9
"""How far two categories agree at least of texts that name one subject, whatever triage takes them for."""
UNUSUAL = 0.62
"""The same of texts that share an unusual word and no more, for each part of their words that they share."""
RARE = 5.0
"""From this rarity on a word is unusual."""
SHORT = 12
"""Words of a text that is short: without one in common it is about what it names."""
_DEGREE = 111.2
"""Kilometres."""
THRESHOLD = 0.5
"""From here on two submissions are said to be alike; below it they are only the nearest there are."""


@dataclass(frozen=True, slots=True)
class Similar:
    """An earlier submission and how likely it is the same matter, 0 to 1."""

    ref: str
    score: float
    category: str
    village: str | None


@dataclass(frozen=True, slots=True)
class _Read:
    """A sighting with its tokens told apart, which is done once for all it is compared with."""

    seen: Sighting
    words: frozenset[int]
    marks: frozenset[int]
    weight: float


def _read(seen: Sighting) -> _Read:
    words = seen.words
    return _Read(seen, words, frozenset(seen.tokens) - words, _weight(words))


def _weight(words: Iterable[int]) -> float:
    return sum(rarity(word) ** 2 for word in words)


def signs_of(new: Sighting, old: Sighting) -> dict[str, float]:
    """What speaks for and against the likeness of two sightings.

    The category counts against the likeliest one: two short texts of which nobody can say for sure what they
    are about are as much about the same as two long ones. What they share in words can say more of it than
    what triage has taken each for.
    """
    return _signs(_read(new), _read(old))


def _signs(one: _Read, other: _Read) -> dict[str, float]:
    new, old = one.seen, other.seen
    both = one.words & other.words
    shared = _weight(both)
    text = sqrt(shared / sqrt(one.weight * other.weight)) if one.weight and other.weight else 0.0
    category = sum(p * old.categories.get(code, 0.0) for code, p in new.categories.items()) / max(
        new.categories.values(), default=1.0
    )
    if one_subject(one.marks, other.marks, both):
        category = max(category, ALIKE)
    if text * UNUSUAL > category and any(rarity(word) >= RARE for word in both):
        category = text * UNUSUAL
    distance = _kilometres(new, old)
    places, others = set(new.places), set(old.places)
    return {
        "text": text,
        "inside": shared / min(one.weight, other.weight) if one.weight and other.weight else 0.0,
        "category": category,
        "same village": float(bool(new.village) and new.village == old.village),
        "other village": float(bool(new.village and old.village) and new.village != old.village),
        "same place": float(bool(places & others)),
        "other place": float(bool(places and others) and not places & others),
        "near": float(distance is not None and distance < NEAR),
        "far": float(distance is not None and distance > FAR),
        "months": abs((new.submitted_at - old.submitted_at).total_seconds()) / (30 * 86400),
    }


def _kilometres(new: Sighting, old: Sighting) -> float | None:
    if new.latitude is None or new.longitude is None or old.latitude is None or old.longitude is None:
        return None
    east = (new.longitude - old.longitude) * cos(radians(new.latitude))
    return _DEGREE * hypot(new.latitude - old.latitude, east)


def probability(signs: Mapping[str, float], using: Likeness) -> float:
    """The signs weighed. Other villages are other matters unless both name one place or are on one spot."""
    score = using.bias + sum(value * using.weights.get(name, 0.0) for name, value in signs.items())
    likely = 1 / (1 + exp(-max(-60.0, min(60.0, score))))
    apart = signs["other village"] and not signs["same place"] and not signs["near"]
    return min(likely, APART) if apart else likely


def _likely(new: _Read, old: _Read, using: Likeness) -> float:
    likely = probability(_signs(new, old), using)
    return min(likely, APART) if _told_apart(new, old) else likely


def _told_apart(new: _Read, old: _Read) -> bool:
    if not (new.words and old.words) or wordless(new.marks | old.marks):
        return True
    if contrary(new.marks, old.marks):
        return True
    short = min(len(new.words), len(old.words)) < SHORT and new.words.isdisjoint(old.words)
    return short and two_subjects(new.marks, old.marks)


def rank(
    new: Sighting, earlier: Iterable[Sighting], limit: int = 5, using: Likeness | None = None
) -> list[Similar]:
    """The most similar of the ``earlier`` ones within the window come first; of equal ones the latest."""
    using, asked = using or likeness(), _read(new)
    scored = [
        (_likely(asked, _read(old), using), old)
        for old in earlier
        if abs(new.submitted_at - old.submitted_at) <= WINDOW
    ]
    scored.sort(key=lambda pair: (-pair[0], -pair[1].submitted_at.timestamp(), pair[1].ref))
    return [Similar(old.ref, round(score, 3), old.category, old.village) for score, old in scored[:limit]]
