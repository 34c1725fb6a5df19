"""Writes triage's learned part (``model.json``).

Usage: python -m scripts.train_triage [--model FILE] [DECIDED.jsonl …]. The files hold what offices have decided, as
``youyue decisions`` prints it. ``--model``: write the model there, to try it; the project's own stays as it is.
"""

import argparse
from pathlib import Path

from scripts.similar_training import LIKENESS, write_likeness
from scripts.triage_training import CASES, EXAMPLES, MODEL, UnusableLine, load, rows_of, train, write, write_cases

if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--model", type=Path, default=MODEL)
    arguments.add_argument("decided", type=Path, nargs="*")
    asked = arguments.parse_args()
    own = sorted(EXAMPLES.glob("*.jsonl"))
    try:
        examples = load([*own, *asked.decided])
    except (OSError, UnusableLine) as error:
        raise SystemExit(f"读不了 cannot be read: {error}") from error
    write(train(examples), asked.model)
    written = [asked.model]
    if asked.model == MODEL:
        write_cases(examples)
        write_likeness(rows_of(own))
        written += [LIKENESS, CASES]
    for path in written:
        print(f"{len(examples)} 条 examples → {path.name}, {path.stat().st_size // 1024} KiB")
