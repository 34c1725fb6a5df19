"""The learned part at run time: linear models read from ``triage_model.json``, scored without any library.

The file is written by ``make train-triage``. Weights are whole hundredths, so that the pinned versions write
the same bytes again. A head's weights stand in it row by row, the rows one after the other: ``counts`` says
how many weights each feature has, ``columns`` for which class each of them is.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from math import exp
from typing import Any

from services.intake.artefacts.artefact import Artefact

UNIT = 100
"""Weights in the file are multiples of one hundredth."""


@dataclass(frozen=True, slots=True)
class Head:
    """A multinomial logistic regression: feature → one weight per class (0 where it says nothing)."""

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, Mapping[int, float]]

    def probabilities(self, features: Mapping[str, float]) -> dict[str, float]:
        """By class; they sum to one."""
        scores = list(self.bias)
        for name, value in features.items():
            for index, weight in self.weights.get(name, {}).items():
                scores[index] += value * weight
        return dict(zip(self.classes, softmax(scores), strict=True))

    def strongest(self, features: Mapping[str, float], wanted: str, count: int) -> list[str]:
        """The names of the features that speak most for a class."""
        index = self.classes.index(wanted)
        worth = {name: value * self.weights.get(name, {}).get(index, 0.0) for name, value in features.items()}
        return sorted((n for n, w in worth.items() if w > 0), key=lambda n: (-worth[n], n))[:count]


@dataclass(frozen=True, slots=True)
class Model:
    """The heads by name, and the numbers that join them with the vocabulary."""

    heads: Mapping[str, Head]
    numbers: Mapping[str, float]


def softmax(scores: list[float]) -> list[float]:
    """Probabilities of scores."""
    top = max(scores)
    powers = [exp(score - top) for score in scores]
    return [power / sum(powers) for power in powers]


def model_of(raw: Mapping[str, Any]) -> Model:
    """The model of a file's content. Raises ValueError if its parts do not fit together."""
    heads = {
        name: Head(
            classes=tuple(head["classes"]),
            bias=tuple(value / UNIT for value in head["bias"]),
            weights=_rows(head),
        )
        for name, head in raw["heads"].items()
    }
    return Model(heads, raw["numbers"])


def _rows(head: Mapping[str, Any]) -> dict[str, dict[int, float]]:
    """Raises ValueError where the parts of a head do not fit together."""
    if not sum(head["counts"]) == len(head["columns"]) == len(head["weights"]):
        raise ValueError(f"{len(head['weights'])} weights do not fit their counts and columns")
    cells = zip(head["columns"], (value / UNIT for value in head["weights"]), strict=True)
    return {
        name: dict(islice(cells, count)) for name, count in zip(head["features"], head["counts"], strict=True)
    }


@cache
def model() -> Model:
    """The project's own."""
    return model_of(json.loads(Artefact.MODEL.read()))
