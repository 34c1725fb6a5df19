"""The learned part at run time: linear models read from ``triage_model.json``, scored on one array.

The file is written by ``make train-triage``. Weights are whole hundredths, so that the pinned versions write
the same bytes again. A head's weights stand in it row by row, the rows one after the other: ``counts`` says
how many weights each feature has, ``columns`` for which class each of them is.

In memory all heads share one array: a row for each feature, and the classes of all heads as columns, one head
after the other. So a feature is looked up once, and numpy does the sums (ADR 0043). numpy is imported when
the model is read, so that programs which never look at a text start without it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from typing import TYPE_CHECKING, Any

from services.intake.artefacts.artefact import Artefact

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

UNIT = 100
"""Weights in the file are multiples of one hundredth."""


@dataclass(frozen=True, slots=True)
class Head:
    """A multinomial logistic regression: its ``classes`` are the columns from ``first`` on."""

    first: int
    classes: tuple[str, ...]

    @property
    def after(self) -> int:
        """The first column that is no longer its own."""
        return self.first + len(self.classes)

    def column(self, of: str) -> int:
        """The column of one of its classes. Raises ValueError for another."""
        return self.first + self.classes.index(of)


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The heads by name, the weights of all heads, and the ``numbers`` that join heads and vocabulary."""

    heads: Mapping[str, Head]
    rows: Mapping[str, int]
    """Feature → its row among the weights."""
    weights: "NDArray[float64]"
    bias: "NDArray[float64]"
    """By column."""
    numbers: Mapping[str, float]

    def probabilities(self, features: Mapping[str, float]) -> dict[str, dict[str, float]]:
        """By head and class; those of a head sum to one. Features that nobody has learned say nothing."""
        known = self.rows.keys() & features.keys()
        rows = sorted((self.rows[name], features[name]) for name in known)
        scores: list[float] = self.bias.tolist()
        if rows:
            numbers, values = zip(*rows, strict=True)
            scores = (self.bias + self.weights[list(numbers)].T.dot(values)).tolist()
        return {
            name: dict(zip(head.classes, softmax(scores[head.first : head.after]), strict=True))
            for name, head in self.heads.items()
        }

    def weight(self, head: str, feature: str, of: str) -> float:
        """What a feature weighs for one class of a head; 0.0 for one that nobody has learned."""
        row, column = self.rows.get(feature), self.heads[head].column(of)
        return 0.0 if row is None else float(self.weights[row, column])

    def strongest(self, head: str, features: Mapping[str, float], wanted: str, count: int) -> list[str]:
        """The names of the features that speak most for a class; none for a class that the head does not
        know."""
        if wanted not in self.heads[head].classes:
            return []
        known = [name for name in features if name in self.rows]
        column = self.heads[head].column(wanted)
        weights = self.weights[[self.rows[name] for name in known], column].tolist() if known else []
        worth = {name: features[name] * weight for name, weight in zip(known, weights, strict=True)}
        return sorted((n for n, w in worth.items() if w > 0), key=lambda n: (-worth[n], n))[:count]


def softmax(scores: Sequence[float]) -> list[float]:
    """Probabilities of scores; none of none."""
    top = max(scores, default=0.0)
    powers = [exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def model_of(raw: Mapping[str, Any]) -> Model:
    """The model of a file's content. Raises ValueError if its parts do not fit together."""
    import numpy as np

    heads: dict[str, Head] = {}
    after = 0
    for name, head in raw["heads"].items():
        cells = sum(head["counts"]) == len(head["columns"]) == len(head["weights"])
        if not cells or len(head["counts"]) != len(head["features"]):
            raise ValueError(f"{name}: features, counts, columns and weights do not fit together")
        heads[name] = Head(after, tuple(head["classes"]))
        after = heads[name].after
    features = dict.fromkeys(feature for head in raw["heads"].values() for feature in head["features"])
    rows = {feature: row for row, feature in enumerate(features)}
    weights = np.zeros((len(rows), after))
    for name, head in raw["heads"].items():
        numbers = [rows[feature] for feature in head["features"]]
        columns = np.array(head["columns"], dtype=int) + heads[name].first
        weights[np.repeat(numbers, head["counts"]), columns] = head["weights"]
    bias = np.array([value for head in raw["heads"].values() for value in head["bias"]], dtype=float)
    return Model(heads, rows, weights / UNIT, bias / UNIT, raw["numbers"])


@cache
def model() -> Model:
    """The project's own."""
    return model_of(json.loads(Artefact.MODEL.read()))
