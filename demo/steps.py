"""The story as data: its steps, its submissions, the figures it must end with."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the story. Steps of the actor ``system`` are effects that the platform must produce by
    itself."""

    number: int
    at: datetime
    stage: str
    actor: str
    thing: str
    id: str
    action: str
    note: str
    data: dict[str, Any]

    @property
    def is_effect(self) -> bool:
        """Nobody does it; it must happen."""
        return self.actor == "system"


@dataclass(frozen=True)
class Story:
    """Everything the player needs; times are aware (+08:00)."""

    steps: tuple[Step, ...]
    items: dict[str, dict[str, Any]]
    topics: dict[str, dict[str, Any]]
    projects: tuple[dict[str, Any], ...]
    deputies: tuple[str, ...]
    submissions: dict[str, dict[str, Any]]
    expected: dict[str, Any]

    @property
    def first_day(self) -> str:
        """ISO date of the first act."""
        return self.steps[0].at.date().isoformat()

    @property
    def last_day(self) -> str:
        """ISO date of the end."""
        return self.steps[-1].at.date().isoformat()

    def later(self, step: Step, action: str) -> Step | None:
        """The next step on the same thing with that action."""
        return next(
            (
                s
                for s in self.steps[step.number + 1 :]
                if (s.thing, s.id, s.action) == (step.thing, step.id, action)
            ),
            None,
        )


def _step(number: int, raw: dict[str, Any]) -> Step:
    return Step(
        number,
        datetime.fromisoformat(raw["at"]),
        raw["stage"],
        raw["actor"],
        raw["thing"],
        raw["id"],
        raw["action"],
        raw.get("note") or "",
        raw.get("data") or {},
    )


@cache
def load_story() -> Story:
    """Read the story that ships with the project."""
    folder = files(__package__).joinpath("story")
    raw = json.loads(folder.joinpath("scenario.json").read_text("utf-8"))
    lines = folder.joinpath("submissions.jsonl").read_text("utf-8").splitlines()
    return Story(
        steps=tuple(_step(number, step) for number, step in enumerate(raw["steps"])),
        items=raw["items"],
        topics=raw["topics"],
        projects=tuple(raw["projects"]),
        deputies=tuple(raw["deputies"]),
        submissions={line["ref"]: line for line in map(json.loads, lines)},
        expected=raw["expected"],
    )
