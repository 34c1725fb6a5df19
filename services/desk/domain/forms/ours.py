"""The fields that the desk fills in by itself, from the thing that the command is about."""

from collections.abc import Callable, Mapping
from typing import Any

from services.desk.domain.forms.fields import about
from shared.kernel.messages.base import Command

Said = Mapping[str, Any]
Filled = Mapping[str, Any]


def _corrected(what: str) -> Callable[[Said], int]:
    return lambda said: sum(one.get("what") == what for one in said.get("corrections", ()))


_SEEN: Mapping[str, Callable[[Said], int]] = {
    "handling.item.correct_answer.v1": lambda said: len(
        (said.get("answers") or [{}])[-1].get("corrections", ())
    ),
    "handling.item.correct_assignment.v1": lambda said: len(said.get("assignment_corrections", ())),
    "handling.item.correct_decision.v1": lambda said: max(0, len(said.get("decisions", ())) - 1),
    "intake.submission.correct_reply.v1": lambda said: len(said.get("reply_corrections", ())),
    "scheduling.meeting.correct_minutes.v1": _corrected("minutes"),
    "scheduling.meeting.correct_outcome.v1": _corrected("outcome"),
    "scheduling.meeting.correct_attendance.v1": _corrected("attendance"),
}
"""How many corrections whoever corrects has seen."""


def ours(cls: type[Command], kind: str, id: str, said: Said) -> dict[str, Any]:
    """What the desk says itself in a command about that thing."""
    found: dict[str, Any] = {}
    if name := about(cls):
        # Of another thing on the page of this one: that which this one names.
        its = id if kind == cls.entity() else said.get(name)
        found |= {name: its} if its else {}
    if cls.type in _SEEN:
        found["corrections_seen"] = _SEEN[cls.type](said)
    return found


def offered(cls: type[Command], kind: str, id: str, said: Said) -> Filled:
    """What a form about that thing begins with, and its reader may change."""
    fields = cls.model_fields
    if kind == cls.entity():
        return {name: said["round"] for name in ("round",) if name in fields and said.get("round")}
    begun: dict[str, Any] = {}
    if f"{kind}_id" in fields:
        begun[f"{kind}_id"] = id
    if f"{kind}_ids" in fields:
        begun[f"{kind}_ids"] = [id]
    return begun
