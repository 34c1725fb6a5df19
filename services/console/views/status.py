"""The standing of a matter in one sentence, its next step, and the due date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from services.console.domain.places import place_of, standing_of
from services.console.views.facts import Facts
from shared.kernel.machine import Waiting
from shared.kernel.messages.base import Contract
from shared.language.calendar import local_day, local_minute
from shared.language.contracts.handling import ItemSnapshot
from shared.language.directory.naming import Names
from shared.language.telling import words
from shared.language.telling.stages import Stage
from shared.language.telling.typesetting import why_awaited
from shared.language.words import said_in, text


@dataclass(frozen=True, slots=True)
class Status:
    """``stage`` None: it is finished."""

    stage: Stage | None
    sentence: str
    next: str
    """Empty when nothing follows."""
    due_on: date | None = None
    """The last day, Asia/Shanghai, by which the next step must be taken."""
    due_why: str = ""
    overdue: bool = False
    in_charge: str = ""
    """The leader in charge of the item that is waited for; empty: no item is."""
    unit: str = ""
    """The code of the department that has it now; empty: none has."""


_STEPS: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType(
    {
        ("submission", "received"): ("look_at",),
        ("submission", "accepted"): ("pass_on_danger", "pass_on_breakdown", "look_at_returned", "collate"),
        ("submission", "forwarded"): ("remind_county",),
        ("topic", "collecting"): ("propose",),
        ("topic", "proposed"): ("bring_up",),
        ("topic", "discussed"): ("settle",),
        ("topic", "being_handled"): ("settle",),
        ("item", "answered"): ("open_ballot",),
        ("item", "referred"): ("hear_both_sides", "congress_decides"),
    }
)
"""(kind, standing) → the waits that are its next step; of several the first that is due counts. What has a
day of its own is in ``_due``."""
AT_REST = frozenset(
    {
        ("submission", "withdrawn"),
        ("submission", "split"),
        ("submission", "closed"),
        ("topic", "closed"),
        ("item", "satisfied"),
        ("item", "archived"),
        ("item", "unrated"),
        ("item", "decided"),
    }
)
"""(kind, standing) after which nothing follows."""


def status_of(facts: Facts, today: date, locale: str, names: Names) -> Status:
    """The status of the thing that the matter waits for, or of the last one when it waits for nothing."""
    kind, thing = _waiting_thing(facts, today)
    document = thing.model_dump(mode="json")
    stage, standing = place_of(kind, document, today), standing_of(kind, document, today)
    due_on, why = _due(facts, kind, standing, document, locale)
    values = words.in_words(_values(kind, document), locale, names)
    return Status(
        stage=stage,
        sentence=text(f"status.{kind}.{standing}", locale, **values),
        next="" if (kind, standing) in AT_REST else text(_next(kind, standing, document), locale, **values),
        due_on=due_on if stage else None,
        due_why=why if stage else "",
        overdue=bool(stage and due_on and due_on < today),
        in_charge=words.named("people", document["leader"], locale, names) if document.get("leader") else "",
        unit=str(document.get("lead") or document.get("owner") or document.get("department") or ""),
    )


def _next(kind: str, standing: str, document: dict[str, Any]) -> str:
    """The entry of what follows. A small matter is answered without talks with deputies."""
    small = document.get("fast_lane") and standing in {"acknowledged", "in_progress"}
    return "next.item.small" if small else f"next.{kind}.{standing}"


def _waiting_thing(facts: Facts, today: date) -> tuple[str, Contract]:
    waiting = [item for item in facts.items if place_of("item", item.model_dump(mode="json"), today)]
    if waiting:
        return "item", min(waiting, key=lambda item: _progress(item, today))
    unkept = [
        promise for promise in facts.promises if place_of("promise", promise.model_dump(mode="json"), today)
    ]
    if unkept:
        return "promise", min(unkept, key=lambda promise: promise.due_on)
    if facts.items:
        return "item", max(facts.items, key=lambda item: item.assigned_at)
    submission = facts.submission
    if facts.topic and (submission is None or submission.topic_id):
        return "topic", facts.topic
    assert submission
    return "submission", submission


def _progress(item: ItemSnapshot, today: date) -> tuple[int, date]:
    stage = place_of("item", item.model_dump(mode="json"), today)
    return (list(Stage).index(stage) if stage else len(Stage), item.due_on)


def _values(kind: str, document: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": document.get("title") or document.get("text", ""),
        "lead": document.get("lead", ""),
        "owner": document.get("owner", ""),
        "department": document.get("department"),
        "reason": document.get("refused_reason"),
        "where_to_go": document.get("refused_where_to_go"),
        "round": document.get("round", 1),
    }


def _due(
    facts: Facts, kind: str, standing: str, document: Mapping[str, Any], locale: str
) -> tuple[date | None, str]:
    if kind == "item" and standing == "rating":
        closing = [ballot.closes_at for ballot in facts.ballots if ballot.state == "open"]
        return (local_day(max(closing)), text("due.ballot", locale)) if closing else (None, "")
    if (kind, standing) in _STEPS:
        return _waited_for(_STEPS[kind, standing], document, locale)
    if kind == "item":
        why = document["due_why"]
        return date.fromisoformat(document["due_on"]), said_in(why, locale)
    if kind == "promise":
        return date.fromisoformat(document["due_on"]), text("due.promise", locale)
    if kind == "topic" and standing == "meeting_requested":
        answers = [meeting.answer_due_on for meeting in facts.meetings if meeting.state == "requested"]
        return next(iter(answers), None), text("due.meeting_request", locale)
    if kind == "topic" and standing == "scheduled":
        days = [meeting.day for meeting in facts.meetings if meeting.held_at is None]
        return (min(days), text("due.meeting", locale)) if days else (None, "")
    return None, ""


def _waited_for(steps: tuple[str, ...], document: Mapping[str, Any], locale: str) -> tuple[date | None, str]:
    """The day, and why then; with the minute where the time is not a day's end."""
    waits = [one for one in map(Waiting.model_validate, document["waiting"]) if one.what in steps]
    if not waits:
        return None, ""
    first = min(waits, key=lambda one: one.due_at)
    why, minute = why_awaited(first.what, locale), local_minute(first.due_at)
    return local_day(first.due_at), why if minute == "24:00" else f"{minute} {why}"
