"""How much each sign of likeness counts: ``likeness.json``, by ``make train-triage``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from services.intake.artefacts.artefact import Artefact

UNIT = 100
"""Weights in the file are whole hundredths."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """``weights`` of the signs by name, and their ``bias``: a logistic regression."""

    weights: Mapping[str, float]
    bias: float


def likeness_of(raw: Mapping[str, Any]) -> Likeness:
    """The weights of a file's content."""
    return Likeness({name: value / UNIT for name, value in raw["weights"].items()}, raw["bias"] / UNIT)


@cache
def likeness() -> Likeness:
    """The project's own."""
    return likeness_of(json.loads(Artefact.LIKENESS.read()))
