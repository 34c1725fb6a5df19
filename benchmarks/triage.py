"""What does triage cost? ``make bench-triage``: the development texts, then texts made to cost much.

A text's time is the best of five, of everything that is done for it when it is raised: suggestion, reasons,
masking and the record for similar ones. The last line is JSON.
"""

import json
import time
from datetime import UTC, datetime

from scripts.sample import sample
from scripts.triage_examples import EXAMPLES, load
from services.intake.domain.similar.sighting import sighting_of
from services.intake.domain.triage.assess import examine
from services.intake.domain.triage.model import TriageInput
from tests.support.hostile_texts import hostile_texts

LENGTH = 10_000
"""Characters: as long as a submission may be."""
AT_MOST = {"median": 1.5, "worst": 50.0}
"""Milliseconds that are promised."""
_TIMES = 5
_LISTS = sample()
_NOW = datetime(2026, 9, 7, tzinfo=UTC)


def milliseconds(asked: TriageInput) -> float:
    """The best of five."""
    spent = []
    for _ in range(_TIMES):
        started = time.perf_counter()
        sighting_of(asked, _NOW, examine(asked, _LISTS))
        spent.append(time.perf_counter() - started)
    return min(spent) * 1000


def main() -> None:
    """Print the figures, those that miss what is promised with a mark."""
    asked = [example.asked for example in load(sorted(EXAMPLES.glob("*.jsonl")))]
    usual = sorted(map(milliseconds, asked))
    hostile = {name: milliseconds(TriageInput(text=text)) for name, text in hostile_texts(LENGTH).items()}
    worst = max(hostile, key=lambda name: hostile[name])
    found = {
        "median": usual[len(usual) // 2],
        "p99": usual[int(len(usual) * 0.99)],
        "worst": hostile[worst],
    }
    print(f"{len(asked)} 条示例 development texts, {LENGTH:,} 字的恶意文字 characters of hostile ones, ms\n")
    for name, value in sorted(hostile.items(), key=lambda pair: -pair[1]):
        print(f"  {name:28} {value:7.1f}")
    print()
    for name, value in found.items():
        promised = AT_MOST.get(name)
        said = f"  ≤ {promised} {'✓' if value <= promised else '✗'}" if promised else ""
        print(f"  {name:28} {value:7.2f}{said}")
    print(json.dumps({name: round(value, 3) for name, value in found.items()} | {"worst_shape": worst}))


if __name__ == "__main__":
    main()
