"""Trains triage's learned part on decided submissions; for train_triage.py and evaluate_triage.py."""

from collections.abc import Iterable, Sequence
from math import log
from typing import Any

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

from scripts.sample import sample
from scripts.triage_examples import Example, decided, fits, label
from scripts.triage_fit import STRENGTH, fit, seen_by
from scripts.triage_thresholds import enough, rightest
from services.intake.domain.triage.learned import Model, model_of
from services.intake.domain.triage.suggest import YES

FOLDS = 5
STACKS = [(w / 20, n / 4) for w in range(2, 25) for n in range(5)]
"""Weights of vocabulary and n-grams that are tried."""


def folds(head: str, examples: Sequence[Example], seed: int) -> Iterable[tuple[list[int], list[int]]]:
    """Parts of the examples, each class spread over all, no group in two."""
    split = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed)
    labels = [label(head, e.gold) for e in examples]
    for train, test in split.split(np.zeros(len(examples)), labels, [e.group for e in examples]):
        yield list(train), list(test)


def hands(examples: Sequence[Example]) -> Iterable[tuple[list[int], list[int]]]:
    """Parts of the examples, each writer's texts one of them: the next text is by another hand too."""
    rows = range(len(examples))
    for hand in dict.fromkeys(e.hand for e in examples):
        yield (
            [i for i in rows if examples[i].hand != hand],
            [i for i in rows if examples[i].hand == hand],
        )


def train(examples: Sequence[Example], written: Sequence[Example] = (), seed: int = 0) -> dict[str, Any]:
    """The whole model file. What joins the parts is chosen on predictions for examples that were left out.

    ``written`` ones are learned from like the others, but do not tell how often something happens: they hold
    as many dangers and small matters as their writers were asked for.
    """
    everything = [*examples, *written]
    heads = {head: fit(head, everything) for head in STRENGTH}
    numbers = {"words": 0.0, "ngrams": 1.0, "danger": 0.5, "small_matter": 0.3}
    left_out: list[tuple[Example, Model]] = []
    sorted_in = [e for e in everything if decided("category", e)]
    for train_rows, test_rows in folds("category", sorted_in, seed):
        part = [sorted_in[i] for i in train_rows]
        model = model_of({"heads": {"category": fit("category", part)}, "numbers": numbers})
        left_out += [(sorted_in[i], model) for i in test_rows]
    words, grams = _stack(left_out)
    numbers |= {"words": words, "ngrams": grams, "danger": enough(_left_out("danger", everything, (), seed))}
    numbers |= {"small_matter": rightest(_left_out("small_matter", examples, written, seed))}
    return {"heads": heads, "numbers": numbers}


def _left_out(
    head: str, examples: Sequence[Example], written: Sequence[Example], seed: int
) -> list[tuple[float, bool]]:
    """For each example that a yes-or-no head fits: its probability of yes when it was left out, and the
    truth. What a rule calls a danger is found, whatever was learned."""
    found: list[tuple[float, bool]] = []
    examples = [e for e in examples if decided(head, e)]
    parts = hands(examples) if head == "danger" else folds(head, examples, seed)
    for train_rows, test_rows in parts:
        part = [*(examples[i] for i in train_rows), *written]
        one = model_of({"heads": {head: fit(head, part)}, "numbers": {}})
        tested = [examples[i] for i in test_rows if fits(head, examples[i])]
        found += [
            (
                1.0 if head == "danger" and e.ruled else one.probabilities(seen_by(head, e))[head][YES],
                label(head, e.gold) == YES,
            )
            for e in tested
        ]
    return found


def _stack(left_out: Sequence[tuple[Example, Model]]) -> tuple[float, float]:
    codes = list(sample().categories)
    words = np.array([[e.evidence.categories.get(c, 0.0) for c in codes] for e, _ in left_out])
    grams = np.array(
        [[log(m.probabilities(e.ngrams)["category"].get(c, 0.0) + 1e-6) for c in codes] for e, m in left_out]
    )
    gold = np.array([codes.index(e.gold["category"]) for e, _ in left_out])

    def loss(weights: tuple[float, float]) -> float:
        scores = weights[0] * words + weights[1] * grams
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return round(float(-logs[np.arange(len(gold)), gold].mean()), 9)

    return min(STACKS, key=lambda weights: (loss(weights), weights))
