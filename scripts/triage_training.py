"""Fits triage's learned part on decided submissions, with scikit-learn; for train_triage.py and evaluate_triage.py."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from scripts.triage_thresholds import enough, fairest
from services.intake.domain.similar.fingerprint import hashed, tokens_of
from services.intake.domain.triage.book import Book, book
from services.intake.domain.triage.evidence import Evidence, gather
from services.intake.domain.triage.features import manners, ngrams, signs
from services.intake.domain.triage.learned import UNIT, Model, model_of, softmax
from services.intake.domain.triage.model import TriageInput
from services.intake.domain.triage.suggest import DANGER, NO, NO_REASON, YES, categories
from shared.reference import reference

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "training" / "triage"
UNSEEN = ROOT / "training" / "unseen"
"""Submissions that are never trained on."""
MODEL = ROOT / "services" / "intake" / "domain" / "triage" / "data" / "model.json"
CASES = MODEL.with_name("cases.json")

STRENGTH = {"category": 10.0, "danger": 0.5, "urgency": 0.7, "kind": 1.0, "reason": 2.0, "small_matter": 0.3}
"""C of each regression: how far it may lean on the examples."""
SEEN = 2
"""An n-gram that fewer examples have is left out."""
LEAST = 0.05
"""Weights smaller than this are left out of the file."""
FOLDS = 5
STACKS = [(w / 20, n / 4) for w in range(2, 25) for n in range(5)]
"""Weights of vocabulary and n-grams that are tried."""


@dataclass(frozen=True)
class Example:
    """A decided submission; ``group`` holds together what must not be split between training and test."""

    asked: TriageInput
    gold: dict[str, Any]
    group: str
    ref: str
    evidence: Evidence
    signs: dict[str, float]
    ngrams: dict[str, float]


class UnusableLine(ValueError):
    """Which line of which file is no submission."""


def rows_of(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """The lines of JSONL files: the fields of a submission, and ``gold``. Raises UnusableLine, and OSError.

    In what ``youyue decisions`` prints, the decisions stand among the fields (``TrainingExample``). Of several
    decisions on one submission the last one counts: it holds the earlier ones.
    """
    rows = {}
    for path in paths:
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            if line.strip():
                try:
                    row = json.loads(line)
                    rows[row["ref"]] = {**row, "text": row["text"], "gold": row.get("gold", row)}
                except (ValueError, KeyError, TypeError) as error:
                    raise UnusableLine(f"{path}:{number}: {error!r}") from error
    return list(rows.values())


def load(paths: Iterable[Path], using: Book | None = None) -> list[Example]:
    """The examples of JSONL files. Raises UnusableLine, and OSError."""
    using = using or book()
    return [_example(row, using) for row in rows_of(paths)]


def _example(row: dict[str, Any], using: Book) -> Example:
    asked = TriageInput(
        text=row["text"], title=row.get("title", ""), channel=row.get("channel", "online"), village=row.get("village")
    )
    evidence = gather(asked, using)
    gold = row["gold"]
    return Example(
        asked=asked,
        gold=gold,
        group=gold.get("duplicate_group") or row["ref"],
        ref=row["ref"],
        evidence=evidence,
        signs=signs(asked, evidence, using),
        ngrams=dict(ngrams(evidence.said)),
    )


def label(head: str, gold: dict[str, Any]) -> str:
    """The class of an example for one head."""
    if head == "danger":
        return YES if gold["urgency"] == DANGER else NO
    if head == "reason":
        return NO_REASON if gold["admissible"] else str(gold["inadmissible_reason"])
    if head == "small_matter":
        return YES if gold["small_matter"] else NO
    return str(gold[head])


CODES = {
    "category": ("category", reference().categories),
    "danger": ("urgency", reference().urgencies),
    "urgency": ("urgency", reference().urgencies),
    "kind": ("kind", reference().kinds),
    "reason": ("inadmissible_reason", reference().inadmissible),
    "small_matter": ("small_matter", (True, False)),
}
"""Where a head's label comes from, and what it may be today: offices export what has left the lists since."""


def decided(head: str, example: Example) -> bool:
    """Whether somebody has said what the head wants to know; examples written for training say everything."""
    if head == "reason" and example.gold.get("admissible"):
        return True
    field, codes = CODES[head]
    return example.gold.get(field) in codes


def fits(head: str, example: Example) -> bool:
    """Whether the example teaches the head: urgency is that of admissible matters without danger."""
    if not decided(head, example):
        return False
    if head == "urgency":
        return bool(example.gold.get("admissible")) and example.gold["urgency"] != DANGER
    return head not in ("small_matter", "danger") or bool(example.gold.get("admissible"))


SEES: dict[str, Callable[[Example], dict[str, float]]] = {
    "category": lambda e: e.ngrams,
    "danger": lambda e: e.signs,
    "reason": lambda e: e.signs,
    "urgency": lambda e: manners(e.signs),
    "kind": lambda e: manners(e.signs),
    "small_matter": lambda e: manners(e.signs),
}
"""What each head is given: the same as in ``suggest``."""


def fit(head: str, examples: Sequence[Example]) -> dict[str, Any]:
    """One head, as it stands in the model file."""
    used = [e for e in examples if fits(head, e)]
    rows = [SEES[head](e) for e in used]
    if head == "category":
        seen = Counter(gram for row in rows for gram in row)
        rows = [{gram: value for gram, value in row.items() if seen[gram] >= SEEN} for row in rows]
    vectors = DictVectorizer()
    x = vectors.fit_transform(rows)
    regression = LogisticRegression(C=STRENGTH[head], max_iter=5000, tol=1e-8).fit(
        x, [label(head, e.gold) for e in used]
    )
    classes = [str(c) for c in regression.classes_]
    coefficients, bias = regression.coef_, regression.intercept_
    if len(classes) == 2:  # one row stands for both classes
        coefficients, bias = np.vstack([-coefficients / 2, coefficients / 2]), np.array([-bias[0] / 2, bias[0] / 2])
    weights: dict[str, dict[str, int]] = {}
    for column, name in enumerate(vectors.get_feature_names_out()):
        row = {str(i): round(v * UNIT) for i, v in enumerate(coefficients[:, column]) if abs(v) >= LEAST}
        if row:
            weights[str(name)] = row
    return {"classes": classes, "bias": [round(v * UNIT) for v in bias], "weights": dict(sorted(weights.items()))}


def folds(head: str, examples: Sequence[Example], seed: int) -> Iterable[tuple[list[int], list[int]]]:
    """Parts of the examples, each class spread over all, no group in two."""
    split = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed)
    labels = [label(head, e.gold) for e in examples]
    for train, test in split.split(np.zeros(len(examples)), labels, [e.group for e in examples]):
        yield list(train), list(test)


def train(examples: Sequence[Example], seed: int = 0) -> dict[str, Any]:
    """The whole model file. What joins the parts is chosen on predictions for examples that were left out."""
    heads = {head: fit(head, examples) for head in STRENGTH}
    numbers = {"words": 0.0, "ngrams": 1.0, "danger": 0.5, "small_matter": 0.3}
    left_out: list[tuple[Example, Model]] = []
    sorted_in = [e for e in examples if decided("category", e)]
    for train_rows, test_rows in folds("category", sorted_in, seed):
        part = [sorted_in[i] for i in train_rows]
        model = model_of({"heads": {"category": fit("category", part)}, "numbers": numbers})
        left_out += [(sorted_in[i], model) for i in test_rows]
    words, grams = _stack(left_out)
    numbers |= {"words": words, "ngrams": grams, "danger": enough(_left_out("danger", examples, seed))}
    numbers |= {"small_matter": fairest(_left_out("small_matter", examples, seed))}
    return {"heads": heads, "numbers": numbers}


def _left_out(head: str, examples: Sequence[Example], seed: int) -> list[tuple[float, bool]]:
    """For each example that a yes-or-no head fits: its probability of yes when it was left out, and the truth."""
    found: list[tuple[float, bool]] = []
    examples = [e for e in examples if decided(head, e)]
    for train_rows, test_rows in folds(head, examples, seed):
        one = model_of({"heads": {head: fit(head, [examples[i] for i in train_rows])}, "numbers": {}}).heads[head]
        tested = [examples[i] for i in test_rows if fits(head, examples[i])]
        found += [(one.probabilities(SEES[head](e))[YES], label(head, e.gold) == YES) for e in tested]
    return found


def _stack(left_out: Sequence[tuple[Example, Model]]) -> tuple[float, float]:
    codes = list(reference().categories)
    words = np.array([[e.evidence.categories.get(c, 0.0) for c in codes] for e, _ in left_out])
    grams = np.array(
        [[log(m.heads["category"].probabilities(e.ngrams).get(c, 0.0) + 1e-6) for c in codes] for e, m in left_out]
    )
    gold = np.array([codes.index(e.gold["category"]) for e, _ in left_out])

    def loss(weights: tuple[float, float]) -> float:
        scores = weights[0] * words + weights[1] * grams
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return round(float(-logs[np.arange(len(gold)), gold].mean()), 9)

    return min(STACKS, key=lambda weights: (loss(weights), weights))


def write(model: dict[str, Any], path: Path = MODEL) -> None:
    """One feature a line, sorted: changes can be read."""
    path.write_text(
        json.dumps(model, ensure_ascii=False, sort_keys=True, indent=0, separators=(",", ":")) + "\n", "utf-8"
    )


def cases_of(examples: Sequence[Example]) -> dict[str, list[Any]]:
    """What is quoted of the admissible examples: category, department, hashes of the words; no text."""
    return {
        e.ref: [e.gold["category"], e.gold["department"], list(hashed(tokens_of(e.asked.title, e.asked.text)))]
        for e in examples
        if e.gold.get("admissible") and decided("category", e) and e.gold.get("department") in reference().departments
    }


def write_cases(examples: Sequence[Example], path: Path = CASES) -> None:
    """One case a line."""
    lines = [f"{json.dumps(r)}:{json.dumps(c, separators=(',', ':'))}" for r, c in cases_of(examples).items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


__all__ = ["Example", "categories", "folds", "load", "softmax", "train", "write"]
