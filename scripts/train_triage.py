"""Writes triage's learned part (``model.json``). Usage: python scripts/train_triage.py [EXPORTED.jsonl …].

Further files hold what the office decided (``TrainingExample``), in the form of the examples.
"""

import sys
from pathlib import Path

from triage_training import EXAMPLES, MODEL, load, train, write

if __name__ == "__main__":
    examples = load([*sorted(EXAMPLES.glob("*.jsonl")), *map(Path, sys.argv[1:])])
    write(train(examples))
    print(f"{len(examples)} 条 examples → {MODEL.name}, {MODEL.stat().st_size // 1024} KiB")
