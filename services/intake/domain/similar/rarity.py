"""How rare a word is, and what each sign of likeness counts: ``likeness.json``, by ``make train-triage``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log
from typing import Any

from services.intake.domain.similar.fingerprint import hashed


@dataclass(frozen=True, slots=True)
class Likeness:
    """``rarities`` by token; ``unseen`` for the others; ``weights`` of the signs and their ``bias``."""

    rarities: Mapping[int, float]
    unseen: float
    weights: Mapping[str, float]
    bias: float


def likeness_of(raw: Mapping[str, Any]) -> Likeness:
    """The content of a file. Rarity is the logarithm of how many texts there are for one with the token."""
    texts = raw["texts"]
    return Likeness(
        rarities={hashed(frozenset((t,)))[0]: log((texts + 1) / (n + 0.5)) for t, n in raw["frequencies"].items()},
        unseen=log((texts + 1) / 1.0),
        weights={name: value / 100 for name, value in raw["weights"].items()},
        bias=raw["bias"] / 100,
    )


@cache
def likeness() -> Likeness:
    """The project's own."""
    return likeness_of(json.loads(files(__package__).joinpath("likeness.json").read_text("utf-8")))


def rarity(token: int) -> float:
    """Of a hashed token."""
    known = likeness()
    return known.rarities.get(token, known.unseen)
