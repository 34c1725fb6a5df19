"""Writes triage's learned part (``model.json``). Usage: python scripts/train_triage.py [EXPORTED.jsonl …].

Further files hold what the office decided (``TrainingExample``), in the form of the examples.
"""

import sys
from pathlib import Path

from similar_training import LIKENESS, write_likeness
from triage_training import EXAMPLES, MODEL, load, rows_of, train, write

if __name__ == "__main__":
    own = sorted(EXAMPLES.glob("*.jsonl"))
    examples = load([*own, *map(Path, sys.argv[1:])])
    write(train(examples))
    write_likeness(rows_of(own))
    for path in (MODEL, LIKENESS):
        print(f"{len(examples)} 条 examples → {path.name}, {path.stat().st_size // 1024} KiB")
