"""Extra questions by category: worth asking at once, so that nobody is asked back. The data:
questions.json."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

TEXT, YES_NO, CHOICE = "text", "yes_no", "choice"
_YES_NO = {"yes": "是", "no": "否"}


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``options`` are the answers allowed, code → words; none: any short text."""

    code: str
    text: str
    options: Mapping[str, str]
    required: bool

    def allows(self, answer: str) -> bool:
        """Whether that is an answer to it."""
        return answer in self.options if self.options else bool(answer)


@cache
def extra_questions() -> Mapping[str, Mapping[str, Question]]:
    """Category → its questions by code; a category without any is not in it. Raises ValueError for an unknown
    kind."""
    raw = json.loads(files(__package__).joinpath("questions.json").read_text("utf-8"))
    return {
        category: {row["code"]: _question(row) for row in rows} for category, rows in raw["questions"].items()
    }


def _question(row: Mapping[str, object]) -> Question:
    options = {TEXT: {}, YES_NO: _YES_NO, CHOICE: row.get("options")}.get(str(row["kind"]))
    if not isinstance(options, dict) or (row["kind"] == CHOICE and not options):
        raise ValueError(f"question {row['code']}: its kind is {TEXT}, {YES_NO}, or {CHOICE} with options")
    return Question(str(row["code"]), str(row["text"]), options, bool(row.get("required")))
