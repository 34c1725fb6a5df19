"""Writes triage's learned part (``model.json``).

Usage: python -m scripts.train_triage [--model FILE] [DECIDED.jsonl …]. The files hold what offices have decided, as
``youyue decisions`` prints it. ``--model``: write the model there, to try it; the project's own stays as it is.
"""

import argparse
from pathlib import Path

from scripts.similar_training import LIKENESS, write_likeness
from scripts.triage_examples import EXAMPLES, WRITTEN, UnusableLine, load, rows_of
from scripts.triage_training import CASES, MODEL, train, write, write_cases

if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--model", type=Path, default=MODEL)
    arguments.add_argument("decided", type=Path, nargs="*")
    asked = arguments.parse_args()
    own = sorted(EXAMPLES.glob("*.jsonl"))
    try:
        cases = load([*own, *asked.decided])
    except (OSError, UnusableLine) as error:
        raise SystemExit(f"读不了 cannot be read: {error}") from error
    written = load(sorted(WRITTEN.glob("*.jsonl")))
    write(train(cases, written), asked.model)
    files = [asked.model]
    if asked.model == MODEL:
        write_cases(cases)
        write_likeness(rows_of(own))
        files += [LIKENESS, CASES]
    for path in files:
        print(f"{len(cases)} + {len(written)} 条 examples → {path.name}, {path.stat().st_size // 1024} KiB")
