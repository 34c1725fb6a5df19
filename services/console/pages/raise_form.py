"""The form of ``/raise``: which field is asked on which step, what goes along hidden, and its command."""

from collections.abc import Mapping
from typing import Any

from services.console.pages.posting import Posted, Problem
from services.console.sending.letter import commitment_of
from shared.language.directory.directory import Directory
from shared.language.words import text

STEPS = ("words", "place", "check")
_OF_STEP = {
    "text": "words",
    "category": "words",
    "details": "words",
    "village": "place",
    "address": "place",
    "name": "place",
    "phone": "place",
    "contact": "place",
    "file": "place",
}
"""Field → the step on which it is asked."""
ONLINE = "online"
"""The channel of these pages, which every township has."""
_ANSWER = "answer."
"""Before the code of an extra question."""


def values(posted: Posted, device: str) -> dict[str, Any]:
    """The command's fields from the form's."""
    name, phone = posted["name"].strip(), posted["phone"].strip()
    said: dict[str, Any] = {
        "text": posted["text"],
        "channel": ONLINE,
        "address": posted["address"],
        "details": details(posted),
        "anonymous": not name,
        "confidential": bool(posted["confidential"]),
        "person": device,
        "proof": commitment_of(posted.seed),
    }
    if name or phone:
        said["contact"] = {"name": name or None, "phone": phone or None}
    return said | {name: posted[name] for name in ("village", "category") if posted[name]}


def details(posted: Posted) -> dict[str, str]:
    """The answers to the category's questions, by code."""
    return {
        name.removeprefix(_ANSWER): value
        for name, value in posted.fields.items()
        if name.startswith(_ANSWER) and value.strip()
    }


def unanswered(posted: Posted, directory: Directory) -> Problem | None:
    """A question that has to be answered is asked on the step on which it stands."""
    if posted["step"] == "words":
        return None
    asked = directory.questions.get(posted["category"], {})
    missing = [one.text for code, one in asked.items() if one.required and code not in details(posted)]
    if not missing:
        return None
    return Problem(text("refusal.question_unanswered", "zh_CN", questions="、".join(missing)), "details")


def step_of(problem: Problem, posted: Posted) -> str:
    """Where what is wrong is asked; else the step from which the form comes."""
    if problem.field == "details":
        return "place"
    return _OF_STEP.get(problem.field, posted["step"] if posted["step"] == "place" else "words")


_SHOWN: Mapping[str, tuple[str, ...]] = {
    "words": ("text", "category", "confidential"),
    "place": ("village", "address", "name", "phone"),
    "check": (),
}
"""Step → the fields that are on its page; the others go along hidden."""
_ALL = ("text", "category", "confidential", "village", "address", "name", "phone", "attachment")


def kept(posted: Posted, step: str) -> dict[str, str]:
    """What goes along with the step's form."""
    hidden = {name: posted[name] for name in _ALL if name not in _SHOWN[step] and posted[name]}
    answers = {f"{_ANSWER}{code}": value for code, value in details(posted).items() if step != "place"}
    return {**hidden, **answers, "seed": posted.seed, "step": step}
