"""The model file that is shipped is the one that ``make train-triage`` writes."""

import json
from itertools import islice
from typing import Any

import pytest
from threadpoolctl import threadpool_limits

from scripts.triage_examples import EXAMPLES, WRITTEN, load
from scripts.triage_training import train
from services.intake.artefacts.artefact import Artefact

Weights = dict[str, dict[int, int]]
CUT = 31
"""Hundredths: smaller weights may be missing in one of two files that another processor's rounding tells
apart."""


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_training_anew_gives_the_shipped_model() -> None:
    shipped = json.loads(Artefact.MODEL.read())
    with threadpool_limits(1):
        trained = train(load(sorted(EXAMPLES.glob("*.jsonl"))), load(sorted(WRITTEN.glob("*.jsonl"))))
    assert trained["numbers"] == shipped["numbers"]
    assert trained["heads"].keys() == shipped["heads"].keys()
    for name, head in shipped["heads"].items():
        assert head["classes"] == trained["heads"][name]["classes"]
        assert _furthest(_weights(head), _weights(trained["heads"][name])) <= 1


def _weights(head: dict[str, Any]) -> Weights:
    """Feature → number of a class → weight."""
    cells = zip(head["columns"], head["weights"], strict=True)
    return {
        feature: dict(islice(cells, count))
        for feature, count in zip(head["features"], head["counts"], strict=True)
    }


def _furthest(one: Weights, other: Weights) -> int:
    """Hundredths by which the weights differ most; what one file leaves out is as good as what is cut."""
    pairs = {(feature, index) for of in (one, other) for feature, row in of.items() for index in row}
    both = [(one.get(f, {}).get(i), other.get(f, {}).get(i)) for f, i in pairs]
    return max(max(0, abs(a or b or 0) - CUT + 1) if a is None or b is None else abs(a - b) for a, b in both)
