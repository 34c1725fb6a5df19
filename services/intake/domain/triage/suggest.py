"""Suggestions for each field, with probabilities, from the words and the learned part together."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from services.intake.domain.triage.evidence import Evidence
from services.intake.domain.triage.features import manners, ngrams
from services.intake.domain.triage.learned import Model, softmax
from shared.language.reference import reference

DANGER = "danger"
NO_REASON = "admissible"
NO_CONTENT = "no_content"
UNCLEAR = "other.unclear"
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Field → code → probability; ``words`` are the categories' probabilities from the vocabulary alone."""

    category: Mapping[str, float]
    words: Mapping[str, float]
    urgency: Mapping[str, float]
    danger: float
    """Probability of danger, before it is held against the threshold."""
    kind: Mapping[str, float]
    reason: Mapping[str, float]
    small: Mapping[str, float]


def best(probabilities: Mapping[str, float]) -> str:
    """The most probable code; of equal ones the first by name."""
    return min(probabilities, key=lambda code: (-probabilities[code], code))


def suggest(evidence: Evidence, signs: Mapping[str, float], model: Model) -> Suggestions:
    """All fields of one submission."""
    grams = ngrams(evidence.said)
    words, category = categories(evidence, grams, model)
    said, signs = {**manners(signs), **grams}, {**signs, **grams}
    danger = model.heads["danger"].probabilities(signs)[YES]
    return Suggestions(
        category=category,
        words=words,
        urgency=_urgency(said, danger, model),
        danger=danger,
        kind=model.heads["kind"].probabilities(said),
        reason=model.heads["reason"].probabilities(signs),
        small=model.heads["small_matter"].probabilities(said),
    )


def categories(
    evidence: Evidence, grams: Mapping[str, float], model: Model
) -> tuple[dict[str, float], dict[str, float]]:
    """From the vocabulary alone, and from the vocabulary and the learned part: a product of experts."""
    codes = list(reference().categories)
    learned = model.heads["category"].probabilities(grams)
    by_words = [evidence.categories.get(code, 0.0) * model.numbers["words"] for code in codes]
    by_both = [
        s + model.numbers["ngrams"] * log(learned.get(c, 0.0) + 1e-6)
        for c, s in zip(codes, by_words, strict=True)
    ]
    return dict(zip(codes, softmax(by_words), strict=True)), dict(zip(codes, softmax(by_both), strict=True))


def _urgency(signs: Mapping[str, float], danger: float, model: Model) -> dict[str, float]:
    """Danger has a threshold of its own: missing one costs more than a false alarm. The rest share what is
    left."""
    others = model.heads["urgency"].probabilities(signs)
    threshold = model.numbers["danger"]
    share = danger if danger < threshold else max(danger, 0.5 + (danger - threshold) / 2)
    if danger < threshold:
        share = min(share, min(0.49, max(others.values()) * (1 - share) * 0.99))
    return {DANGER: share} | {code: value * (1 - share) for code, value in others.items()}
