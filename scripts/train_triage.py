"""Writes triage's learned part: the artefacts of intake.

Usage: python -m scripts.train_triage [--model FILE] [DECIDED.jsonl …]. The files hold what offices have
decided, as ``youyue decisions`` prints it. ``--model``: write the model there, to try it; the project's own
stays as it is.
"""

import argparse
from pathlib import Path

from scripts.artefacts import FOLDER, write
from scripts.similar_training import write_likeness
from scripts.triage_examples import EXAMPLES, WRITTEN, UnusableLine, load, rows_of
from scripts.triage_training import train
from services.intake.artefacts.artefact import Artefact

if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--model", type=Path, default=FOLDER / Artefact.MODEL)
    arguments.add_argument("decided", type=Path, nargs="*")
    asked = arguments.parse_args()
    own = sorted(EXAMPLES.glob("*.jsonl"))
    try:
        cases = load([*own, *asked.decided])
    except (OSError, UnusableLine) as error:
        raise SystemExit(f"读不了 cannot be read: {error}") from error
    written = load(sorted(WRITTEN.glob("*.jsonl")))
    files = [write(Artefact.MODEL, train(cases, written), asked.model)]
    if asked.model == FOLDER / Artefact.MODEL:
        files += write_likeness(rows_of(own))
    for path in files:
        print(f"{len(cases)} + {len(written)} 条 examples → {path.name}, {path.stat().st_size // 1024} KiB")
