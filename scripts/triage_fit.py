"""Fits one head of triage's learned part with scikit-learn."""

from collections import Counter
from collections.abc import Callable, Sequence
from math import log
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from scripts.triage_examples import Example, fits, label
from services.intake.domain.triage.features import manners
from services.intake.domain.triage.learned import UNIT

STRENGTH = {"category": 10.0, "danger": 0.5, "urgency": 1.0, "kind": 1.0, "reason": 2.0, "small_matter": 2.0}
"""C of each regression: how far it may lean on the examples. Chosen, like ``GRAMS``, on written files of
which each in turn was left out: a hand that nothing was learned from."""
GRAMS = {"category": 5.0, "danger": 5.0, "urgency": 3.0, "kind": 3.0, "reason": 1.5, "small_matter": 0.8}
"""How cheap it is to lean on an n-gram, beside a sign; times its rarity."""
BY_HAND = frozenset(("small_matter",))
"""Heads whose answer is given more readily by one writer than by another: who wrote is a feature while
fitting, so that it is not taken for something in the text, and is left out of the file."""
HAND = "hand:"
SEEN = 3
"""An n-gram that fewer examples have is left out."""
LEAST, LEAST_OF_GRAM = 0.05, 0.15
"""Weights smaller than this are left out of the file; an n-gram's value is about a tenth of a sign's."""

SIGNS: dict[str, Callable[[Example], dict[str, float]]] = {
    "category": lambda e: {},
    "danger": lambda e: e.signs,
    "reason": lambda e: e.signs,
    "urgency": lambda e: manners(e.signs),
    "kind": lambda e: manners(e.signs),
    "small_matter": lambda e: manners(e.signs),
}


def seen_by(head: str, example: Example) -> dict[str, float]:
    """What the head is given: the same as in ``suggest``."""
    return SIGNS[head](example) | example.ngrams


def fit(head: str, examples: Sequence[Example]) -> dict[str, Any]:
    """One head, as it stands in the model file.

    N-grams are stretched by their rarity while fitting, so that a rare one is believed sooner; the weights in
    the file are those of the n-grams as they are.
    """
    used = [e for e in examples if fits(head, e)]
    counts = Counter(gram for e in used for gram in e.ngrams)
    stretch = {
        gram: GRAMS[head] * log(len(used) / (count + 1)) for gram, count in counts.items() if count >= SEEN
    }
    rows = [
        SIGNS[head](e)
        | {gram: value * stretch[gram] for gram, value in e.ngrams.items() if gram in stretch}
        | ({HAND + e.hand: 1.0} if e.hand and head in BY_HAND else {})
        for e in used
    ]
    vectors = DictVectorizer()
    x = vectors.fit_transform(rows)
    regression = LogisticRegression(C=STRENGTH[head], max_iter=5000, tol=1e-5).fit(
        x, [label(head, e.gold) for e in used]
    )
    classes = [str(c) for c in regression.classes_]
    coefficients, bias = regression.coef_, regression.intercept_
    if len(classes) == 2:  # one row stands for both classes
        coefficients, bias = (
            np.vstack([-coefficients / 2, coefficients / 2]),
            np.array([-bias[0] / 2, bias[0] / 2]),
        )
    features: list[str] = []
    lengths: list[int] = []
    columns: list[int] = []
    weights: list[int] = []
    for column, name in enumerate(map(str, vectors.get_feature_names_out())):
        values = coefficients[:, column] * stretch.get(name, 1.0)
        least = LEAST_OF_GRAM if name in stretch else LEAST
        row = [(i, round(v * UNIT)) for i, v in enumerate(values) if abs(v) >= least]
        if row and not name.startswith(HAND):
            features.append(name)
            lengths.append(len(row))
            columns += [i for i, _ in row]
            weights += [weight for _, weight in row]
    return {
        "classes": classes,
        "bias": [round(v * UNIT) for v in bias],
        "features": features,
        "counts": lengths,
        "columns": columns,
        "weights": weights,
    }
