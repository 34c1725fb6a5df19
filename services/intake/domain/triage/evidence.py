"""The evidence in a text: its terms, how much each counts where it stands, and the scores that follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from services.intake.domain.plain import plain
from services.intake.domain.triage.book import Book
from services.intake.domain.triage.lexicon import Hit
from services.intake.domain.triage.locality import Locality
from services.intake.domain.triage.model import TriageInput

TITLE = 1.6
"""A term in the title counts as much more: people put the main matter there."""
AGAIN = 0.3
"""What each further mention of the same term adds, at most twice."""
SOUNDED = 0.5
"""What a term is worth that was recognised by its sound."""
ELSEWHERE = 0.2
"""A place that counts no more than this is where somebody works, or is denied: not the matter's."""
LIMIT = 2000
"""Characters of a text that are read; longer ones say what they are about before that."""


class Found(NamedTuple):
    """A term with the factor of the place where it stands: for categories, for danger and manners, and for
    what is so now: neither past nor only supposed."""

    hit: Hit
    as_topic: float
    as_manner: float
    as_now: float = 1.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """``said`` is title and text, folded and joined; ``categories`` and ``groups`` are summed weights."""

    said: str
    title_length: int
    found: tuple[Found, ...]
    categories: Mapping[str, float]
    groups: Mapping[str, float]
    vocabulary: Mapping[str, Mapping[str, float]]
    """What its terms count for: term → category → weight."""
    passages: frozenset[str]
    places: tuple[str, ...]
    """Village codes named in the text, those first that count most."""


def gather(asked: TriageInput, book: Book, here: Locality) -> Evidence:
    """Read a submission. Never raises on any text."""
    title = plain(asked.title[:LIMIT]).strip()
    said = (title + "。" if title else "") + plain(asked.text[:LIMIT])
    topic, manner, now = [1.0] * len(said), [1.0] * len(said), [1.0] * len(said)
    factors = {"category": topic, "manner": manner, "now": now}
    special = bytearray(len(said))
    """Where a factor may be another one: at few places of few texts."""
    names = set()
    for passage in book.passages:
        for start, end in passage.spans(said):
            names.add(passage.name)
            special[start:end] = b"\1" * (end - start)
            for way in passage.ways:
                for i in range(start, end):
                    factors[way][i] *= passage.factor
    for i in range(len(title)):
        topic[i] *= TITLE
        special[i] = 1
    found = tuple(
        Found(hit, kept, kept)
        if special.find(1, hit.start, hit.end) < 0
        else Found(hit, _least(topic, hit) * kept, _least(manner, hit) * kept, _least(now, hit))
        for hit in book.lexicon.hits(said, here.lexicon)
        for kept in (SOUNDED if hit.sounded else 1.0,)
    )
    return Evidence(
        said=said,
        title_length=len(title),
        found=found,
        categories=_categories(found, here.vocabulary),
        groups=_groups(found, book),
        vocabulary=here.vocabulary,
        passages=frozenset(names),
        places=_places(found, here),
    )


def _places(found: tuple[Found, ...], here: Locality) -> tuple[str, ...]:
    """The villages of the places that are named, in order; those first that count more than others."""
    named = [one for one in found if one.hit.term in here.places and one.as_topic > ELSEWHERE]
    named.sort(key=lambda one: -max(one.as_topic, 1.0))
    return tuple(dict.fromkeys(here.places[one.hit.term] for one in named))


def _least(factors: list[float], hit: Hit) -> float:
    return min(factors[hit.start : hit.end], default=1.0)


def _categories(found: tuple[Found, ...], vocabulary: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """A term inside a longer one of the same category adds nothing; repeated ones add little."""
    scores: dict[str, float] = {}
    reached: dict[str, int] = {}
    seen: dict[tuple[str, str], list[float]] = {}
    for one in found:  # in order of starts, the longest first: what ends within the reach lies inside
        for category, weight in vocabulary.get(one.hit.term, {}).items():
            if one.hit.end > reached.get(category, 0):
                reached[category] = one.hit.end
                seen.setdefault((category, one.hit.term), []).append(weight * one.as_topic)
    for (category, _), worth in seen.items():
        worth.sort(key=abs, reverse=True)
        scores[category] = scores.get(category, 0.0) + worth[0] + AGAIN * sum(worth[1:3])
    return scores


def _groups(found: tuple[Found, ...], book: Book) -> dict[str, float]:
    best: dict[str, float] = {}
    for one in found:
        if not one.hit.sounded:
            best[one.hit.term] = max(best.get(one.hit.term, 0.0), one.as_manner)
    scores = dict.fromkeys(book.groups, 0.0)
    for term, worth in best.items():
        for group, weight in book.groups_of.get(term, ()):
            scores[group] += weight * worth
    return scores


def over(evidence: Evidence, book: Book) -> bool:
    """Whether all that sounds of danger is told of what is past, averted or only supposed."""
    hazards = book.groups["hazard"]
    told = [one for one in evidence.found if one.as_manner > 0 and one.hit.term in hazards]
    return bool(told) and all(one.as_now == 0 for one in told)
