"""Suggestions for each field, with probabilities, from the words and the learned part together."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log

from services.intake.domain.triage.evidence import Evidence
from services.intake.domain.triage.learned import Model, softmax
from services.intake.domain.triage.locality import Locality
from services.intake.domain.triage.model import CATEGORY, KIND, NO_REASON, SMALL_MATTER, URGENCY

DANGER = "danger"
UTILITY = "utility"
"""Water, power, network or sewage is out of use; also how the codes of their categories begin."""
COMPLEX = "complex"
"""Needs a project, money, several units or a change of policy: never a small matter."""
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
    """The most probable code; of equal ones the first by name; of none an empty one."""
    return min(probabilities, key=lambda code: (-probabilities[code], code), default="")


def suggest(
    evidence: Evidence, signs: Mapping[str, float], grams: Mapping[str, float], model: Model, here: Locality
) -> Suggestions:
    """All fields of one submission, among what the township has."""
    learned = model.probabilities({**signs, **grams})
    words, category = categories(evidence, learned[CATEGORY], model, tuple(here.categories))
    lists = here.directory
    danger = learned["danger"][YES]
    return Suggestions(
        category=category,
        words=words,
        urgency=_urgency(learned[URGENCY], danger, model),
        danger=danger,
        kind=_among(learned[KIND], lists.kinds.keys()),
        reason=_among(learned["reason"], {NO_REASON, *lists.reasons}),
        small=learned[SMALL_MATTER],
    )


def categories(
    evidence: Evidence, learned: Mapping[str, float], model: Model, codes: Sequence[str]
) -> tuple[dict[str, float], dict[str, float]]:
    """Those of ``codes``, from the vocabulary alone, and from the vocabulary and the learned part: a product
    of experts. Of a category of the township's own nothing was learned: for and against it nothing is said
    but by words."""
    nothing = 1 / len(model.heads[CATEGORY].classes)
    by_words = [evidence.categories.get(code, 0.0) * model.numbers["words"] for code in codes]
    by_both = [
        s + model.numbers["ngrams"] * log(learned.get(c, nothing) + 1e-6)
        for c, s in zip(codes, by_words, strict=True)
    ]
    return dict(zip(codes, softmax(by_words), strict=True)), dict(zip(codes, softmax(by_both), strict=True))


def _among(learned: Mapping[str, float], there: Collection[str]) -> Mapping[str, float]:
    """Of what was learned only what is there, together one again; all of it where nothing of it is there."""
    kept = {code: value for code, value in learned.items() if code in there}
    total = sum(kept.values())
    if len(kept) == len(learned) or not total:
        return learned
    return {code: value / total for code, value in kept.items()}


def _urgency(others: Mapping[str, float], danger: float, model: Model) -> dict[str, float]:
    """Danger has a threshold of its own: missing one costs more than a false alarm. The rest share what is
    left."""
    threshold = model.numbers["danger"]
    share = danger if danger < threshold else max(danger, 0.5 + (danger - threshold) / 2)
    if danger < threshold:
        share = min(share, min(0.49, max(others.values()) * (1 - share) * 0.99))
    return {DANGER: share} | {code: value * (1 - share) for code, value in others.items()}
