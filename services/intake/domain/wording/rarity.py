"""How rare a word is among the examples: ``word_rarity.json``, by ``make train-triage``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Any

from services.intake.artefacts.artefact import Artefact
from services.intake.domain.wording.fingerprint import hashed


@dataclass(frozen=True, slots=True)
class Rarities:
    """Rarity of hashed tokens; ``unseen`` is that of all others."""

    by_token: Mapping[int, float]
    unseen: float


def rarities_of(raw: Mapping[str, Any]) -> Rarities:
    """The rarities of a file's content.

    Rarity is the logarithm of how many texts there are for one with the token.
    """
    texts = raw["texts"]
    return Rarities(
        by_token={
            hashed(frozenset((t,)))[0]: log((texts + 1) / (n + 0.5)) for t, n in raw["frequencies"].items()
        },
        unseen=log((texts + 1) / 1.0),
    )


@cache
def rarities() -> Rarities:
    """The project's own."""
    return rarities_of(json.loads(Artefact.RARITY.read()))


def rarity(token: int) -> float:
    """The rarity of a hashed token."""
    known = rarities()
    return known.by_token.get(token, known.unseen)
