"""Past cases similar to a text, quoted beside a suggestion; they decide nothing.

``triage_cases.json``, by ``make train-triage``: of each decided example its ref, what was decided and the
hashes of its words, no text. They travel with the program, so raising asks no database for them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from typing import Any

from services.intake.artefacts.artefact import Artefact
from services.intake.domain.wording.rarity import rarity

MOST = 2
"""Cases that are quoted at most."""
LEAST = 0.12
"""Likeness of words from which on a case is worth quoting."""


@dataclass(frozen=True, slots=True)
class Case:
    """A decided submission and how like its words are, 0 to 1."""

    ref: str
    category: str
    department: str
    likeness: float


@dataclass(frozen=True)
class Cases:
    """``decided``: ref, category, department and the weight of all words, by number; ``by_word``: who has a
    word."""

    decided: tuple[tuple[str, str, str, float], ...]
    words: tuple[frozenset[int], ...]
    by_word: Mapping[int, tuple[int, ...]]


def cases_of(raw: Mapping[str, list[Any]]) -> Cases:
    """The cases of a file's content: ref → category, department, hashed words."""
    decided, words = [], []
    by_word: dict[int, list[int]] = {}
    for number, (ref, (category, department, tokens)) in enumerate(raw.items()):
        decided.append((ref, category, department, sum(rarity(token) ** 2 for token in tokens)))
        words.append(frozenset(tokens))
        for token in tokens:
            by_word.setdefault(token, []).append(number)
    return Cases(tuple(decided), tuple(words), {token: tuple(numbers) for token, numbers in by_word.items()})


@cache
def cases() -> Cases:
    """The project's own."""
    return cases_of(json.loads(Artefact.CASES.read()))


def nearest(tokens: Sequence[int], among: Cases | None = None) -> tuple[Case, ...]:
    """The cases whose hashed words are most like the ``tokens`` of a text come first.

    A case of the very same words is left out: it would quote itself.
    """
    among = among or cases()
    shared: dict[int, float] = {}
    own = 0.0
    for token in tokens:
        weight = rarity(token) ** 2
        own += weight
        for number in among.by_word.get(token, ()):
            shared[number] = shared.get(number, 0.0) + weight
    same = frozenset(tokens)
    near = []
    for number, weight in shared.items():
        ref, category, department, all_words = among.decided[number]
        likeness = weight / sqrt(own * all_words)
        if likeness >= LEAST and among.words[number] != same:
            near.append(Case(ref, category, department, likeness))
    return tuple(sorted(near, key=lambda case: (-case.likeness, case.ref))[:MOST])
