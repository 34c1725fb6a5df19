"""Measures triage by cross-validation and prints the figures. Usage: python -m scripts.evaluate_triage
[REPEATS].

What is tested was never trained on: each repeat parts the examples in five, with reports of one matter kept
together, and trains the learned part anew on four of them, with all that is chosen with it (weights,
threshold of danger). The vocabulary and the rules are not trained; docs/triage.md says how they were kept
honest.
"""

import sys
import time
import warnings
from collections.abc import Sequence
from statistics import mean, pstdev

from scripts import similar_training
from scripts.sample import sample
from scripts.triage_examples import EXAMPLES, UNSEEN, WRITTEN, Example, load, rows_of
from scripts.triage_training import folds, train
from services.intake.domain.triage.assess import assess
from services.intake.domain.triage.learned import model_of
from services.intake.domain.triage.model import TriageResult

FIELDS = ("category", "department", "urgency", "kind", "admissible", "inadmissible_reason", "small_matter")


def macro_f1(pairs: Sequence[tuple[object, object]]) -> float:
    """Mean over the gold classes of the F1 of (gold, predicted) pairs."""
    scores = []
    for wanted in {gold for gold, _ in pairs}:
        hit = sum(gold == said == wanted for gold, said in pairs)
        missed = sum(gold == wanted != said for gold, said in pairs)
        wrong = sum(said == wanted != gold for gold, said in pairs)
        scores.append(2 * hit / (2 * hit + missed + wrong) if hit else 0.0)
    return mean(scores)


def labelled(results: Sequence[tuple[Example, TriageResult]], field: str) -> list[tuple[object, object]]:
    """Gold and what triage says, of those that have a label there: what two readers dispute has none."""
    pairs = ((e.gold.get(field), getattr(r, field)) for e, r in results)
    # No reason to refuse is a label, too: None, of what is admissible.
    return [(gold, said) for gold, said in pairs if gold is not None or field == "inadmissible_reason"]


def figures(results: Sequence[tuple[Example, TriageResult]]) -> dict[str, float]:
    """The figures of one repeat."""
    found: dict[str, float] = {}
    for field in FIELDS:
        found[f"{field} accuracy"] = mean(gold == said for gold, said in labelled(results, field))
    for field in ("category", "urgency", "kind", "admissible", "small_matter"):
        found[f"{field} macro-F1"] = macro_f1(labelled(results, field))
    admissible = [(e, r) for e, r in results if e.gold["admissible"]]
    found["urgency accuracy, admissible only"] = mean(e.gold["urgency"] == r.urgency for e, r in admissible)
    for name, field, value in (
        ("danger", "urgency", "danger"),
        ("inadmissible", "admissible", False),
        ("small matter", "small_matter", True),
    ):
        pairs = labelled(results, field)
        both = sum(gold == value == said for gold, said in pairs)
        found[f"{name} recall"] = both / sum(gold == value for gold, _ in pairs)
        found[f"{name} precision"] = both / max(1, sum(said == value for _, said in pairs))
    gold = {(id(e), v) for e, _ in results for v in e.gold["contains_pii"]}
    masked = {(id(e), p.value) for e, r in results for p in r.private}
    found["personal data recall"] = len(gold & masked) / max(1, len(gold))
    found["personal data precision"] = len(gold & masked) / max(1, len(masked))
    found["personal data left in a masked text"] = float(
        sum(v in r.text or v in r.title for e, r in results for v in e.gold["contains_pii"])
    )
    return found


def main(repeats: int) -> None:
    """Print Markdown tables: by cross-validation on the examples, then on the submissions that are put
    aside."""
    warnings.filterwarnings("ignore", message="The least populated class")
    examples = load(sorted(EXAMPLES.glob("*.jsonl")))
    written = load(sorted(WRITTEN.glob("*.jsonl")))
    rows = rows_of(sorted(EXAMPLES.glob("*.jsonl")))
    runs, spent = [], 0.0
    for seed in range(repeats):
        results: list[tuple[Example, TriageResult]] = []
        for train_rows, test_rows in folds("category", examples, 100 + seed):
            model = model_of(train([examples[i] for i in train_rows], written, seed))
            started = time.perf_counter()
            results += [(examples[i], assess(examples[i].asked, sample(), learned=model)) for i in test_rows]
            spent += time.perf_counter() - started
        runs.append(figures(results) | similar_training.figures(rows, seed))
    print(f"{len(examples)} 条 submissions, {repeats} × 5-fold, reports of one matter kept together\n")
    print("| 指标 figure | 平均 mean | 标准差 sd | 最低 least | 最高 most |\n|---|---|---|---|---|")
    for name in runs[0]:
        values = [run[name] for run in runs]
        print(
            f"| {name} | {mean(values):.3f} | {pstdev(values):.3f} | {min(values):.3f} | {max(values):.3f} |"
        )
    unseen = load(sorted(UNSEEN.glob("*.jsonl")))
    print(f"\n{len(unseen)} 条从未用于训练 put aside, by the shipped model\n\n| 指标 figure | |\n|---|---|")
    for name, value in figures([(e, assess(e.asked, sample())) for e in unseen]).items():
        print(f"| {name} | {value:.3f} |")
    print(f"\n每条用时 time per text: {spent / repeats / len(examples) * 1000:.1f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2)
