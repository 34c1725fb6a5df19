"""Decided submissions as triage's learned part is shown them: read from files, with the label of each
head."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.sample import sample
from services.intake.domain.triage.book import Book, book
from services.intake.domain.triage.evidence import Evidence, gather
from services.intake.domain.triage.features import ngrams, signs
from services.intake.domain.triage.locality import locality
from services.intake.domain.triage.model import NO_REASON, URGENCY, TriageInput
from services.intake.domain.triage.praising import PRAISE
from services.intake.domain.triage.rules import circumstances
from services.intake.domain.triage.rules import decided as decided_by
from services.intake.domain.triage.suggest import DANGER, NO, YES

TRAINING = Path(__file__).parents[1] / "training"
EXAMPLES = TRAINING / "triage"
"""What triage is measured on, by cross-validation."""
WRITTEN = TRAINING / "written"
"""Submissions written to learn from; nothing is measured on them."""
UNSEEN = TRAINING / "unseen"
"""Submissions that are never trained on."""


@dataclass(frozen=True)
class Example:
    """A decided submission; ``group`` holds together what must not be split between training and test."""

    asked: TriageInput
    gold: dict[str, Any]
    group: str
    ref: str
    hand: str
    """Whose texts it is one of, of those that were written to learn from; empty for others."""
    evidence: Evidence
    ruled: bool
    """Whether a rule finds a danger in it, whatever was learned."""
    signs: dict[str, float]
    ngrams: dict[str, float]


class UnusableLine(ValueError):
    """Which line of which file is no submission."""


def rows_of(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """The lines of JSONL files: the fields of a submission, and ``gold``. Raises UnusableLine, and OSError.

    In what ``youyue decisions`` prints, the decisions stand among the fields (``TrainingExample``). Of
    several decisions on one submission the last one counts: it holds the earlier ones.
    """
    rows = {}
    for path in paths:
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            if line.strip():
                try:
                    row = json.loads(line)
                    hand = path.stem if path.parent == WRITTEN else ""
                    gold = row.get("gold", row)
                    rows[row["ref"]] = {**row, "text": row["text"], "gold": gold, "hand": hand}
                except (ValueError, KeyError, TypeError) as error:
                    raise UnusableLine(f"{path}:{number}: {error!r}") from error
    return list(rows.values())


def load(paths: Iterable[Path], using: Book | None = None) -> list[Example]:
    """The examples of JSONL files. Raises UnusableLine, and OSError."""
    using = using or book()
    return [_example(row, using) for row in rows_of(paths)]


def _example(row: dict[str, Any], using: Book) -> Example:
    asked = TriageInput(
        text=row["text"],
        title=row.get("title", ""),
        channel=row.get("channel", "online"),
        village=row.get("village"),
    )
    here = locality(sample(), using)
    evidence = gather(asked, using, here)
    gold = row["gold"]
    return Example(
        asked=asked,
        gold=gold,
        group=gold.get("duplicate_group") or row["ref"],
        ref=row["ref"],
        hand=row["hand"],
        evidence=evidence,
        ruled=URGENCY in decided_by(here.rules, circumstances(asked, evidence, "", "", NO_REASON)),
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
    "category": ("category", sample().categories),
    "danger": ("urgency", sample().urgencies),
    "urgency": ("urgency", sample().urgencies),
    "kind": ("kind", sample().kinds),
    "reason": ("inadmissible_reason", sample().reasons),
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
    """Whether the example teaches the head: urgency is that of admissible matters without danger, and praise
    is told by its words alone."""
    if not decided(head, example):
        return False
    if head == "kind":
        return str(example.gold["kind"]) != PRAISE
    if head == "urgency":
        return bool(example.gold.get("admissible")) and example.gold["urgency"] != DANGER
    return head not in ("small_matter", "danger") or bool(example.gold.get("admissible"))
