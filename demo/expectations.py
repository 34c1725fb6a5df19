"""The expectations beside the figures: the effects that nobody commands, and the contents of the answers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from demo.mapping import CHOICES
from demo.names import Names
from demo.steps import Step
from shared.kernel.messages.base import Event
from shared.kernel.messages.envelope import Envelope
from shared.language.calendar import SHANGHAI, end_of_day
from shared.language.contracts import evaluation, handling


@dataclass(frozen=True, slots=True)
class Surprise:
    """Something that the story says and the platform did not do."""

    step: Step
    what: str


def check_answer(step: Step, names: Names, answer: Envelope) -> list[Surprise]:
    """The command was carried out, with the dates, lights and agendas that the story names."""
    if answer.type.endswith(".command.refused.v1"):
        return [Surprise(step, f"refused: {answer.data['reason']['zh']} ({answer.data['code']})")]
    thing: dict[str, Any] = answer.data.get(step.thing, {})
    checks = ANSWER_CHECKS.get((step.thing, step.action), ())
    return [Surprise(step, problem) for check in checks for problem in check(step, names, thing)]


def check_effect(step: Step, names: Names, events: list[Envelope]) -> list[Surprise]:
    """An event of that kind, about that thing, on that day, with the values that the story names."""
    if step.action not in EFFECTS:
        return []
    wanted, fits = EFFECTS[step.action]
    thing = names.of(step.data.get("item", step.id))
    near = [
        e
        for e in events
        if e.type == wanted.type
        and thing in (e.subject, *(_item_of(e, part) for part in ("alarm", "ballot")))
    ]
    if any(_day(e) == step.at.date() and fits(step, e) for e in near):
        return []
    heard = ", ".join(f"{_day(e)}" for e in near) or "never"
    return [Surprise(step, f"{wanted.type} expected on {step.at.date()}, heard: {heard}")]


def _item_of(event: Envelope, part: str) -> object:
    return event.data.get(part, {}).get("item_id")


def _day(event: Envelope) -> object:
    return event.time.astimezone(SHANGHAI).date()


def _always(step: Step, event: Envelope) -> bool:
    return True


def _closes_then(step: Step, event: Envelope) -> bool:
    """The ballot on that round's answer closes at 24:00 of the day that the story names."""
    ballot = evaluation.BallotSnapshot.model_validate(event.data["ballot"])
    wanted = end_of_day(date.fromisoformat(step.data["closes"]))
    return (ballot.round, ballot.closes_at) == (step.data["round"], wanted)


def _same_result(step: Step, event: Envelope) -> bool:
    result = event.data["ballot"]["result"]
    return bool(
        result["outcome"] == step.data["result"]
        and _counts(result["process"]) == _in_words(step.data["process"])
        and _counts(result["result"]) == _in_words(step.data["result_axis"])
    )


def _counts(axis: dict[str, int]) -> dict[str, int]:
    return {choice: count for choice, count in axis.items() if count}


def _in_words(axis: dict[str, int]) -> dict[str, int]:
    return {CHOICES[choice]: count for choice, count in axis.items()}


def _redo_due(step: Step, event: Envelope) -> bool:
    item = event.data["item"]
    return bool(item["due_on"] == step.data["due"] and item["round"] == step.data["round"] + 1)


EFFECTS: MappingProxyType[str, tuple[type[Event], Callable[[Step, Envelope], bool]]] = MappingProxyType(
    {
        "urge": (handling.ItemUrged, _always),
        "escalate": (handling.ItemEscalated, _always),
        "open": (evaluation.BallotOpened, _closes_then),
        "close": (evaluation.BallotClosed, _same_result),
        "alarm": (evaluation.AlarmRaised, _always),
        "redo": (handling.ItemRedoOrdered, _redo_due),
    }
)

Check = Callable[[Step, Names, dict[str, Any]], Iterable[str]]


def _differs(field: str, datum: str) -> Check:
    def check(step: Step, names: Names, thing: dict[str, Any]) -> Iterable[str]:
        wanted, got = step.data.get(datum), thing.get(field)
        if wanted is not None and got != wanted:
            yield f"{field} is {got}, expected {wanted}"

    return check


def _light(step: Step, names: Names, thing: dict[str, Any]) -> Iterable[str]:
    if (light := thing["reports"][-1]["light"]) != step.data["light"]:
        yield f"light is {light}, expected {step.data['light']}"


def _agenda(step: Step, names: Names, thing: dict[str, Any]) -> Iterable[str]:
    back = names.back()
    agenda = {back.get(entry["id"], entry["id"]) for entry in thing["agenda"]}
    wanted = set(step.data.get("agenda", agenda))
    if agenda != wanted:
        yield f"agenda is {sorted(agenda)}, expected {sorted(wanted)}"
    if missing := set(step.data.get("agenda_contains_at_least", ())) - agenda:
        yield f"agenda lacks {sorted(missing)}: {sorted(agenda)}"


ANSWER_CHECKS: MappingProxyType[tuple[str, str], tuple[Check, ...]] = MappingProxyType(
    {
        ("meeting", "request"): (_differs("answer_due_on", "answer_due"),),
        ("meeting", "freeze"): (_agenda, _differs("freeze_on", "freeze_date")),
        ("item", "assign"): (_differs("due_on", "due"),),
        ("item", "redesignate"): (_differs("due_on", "due"),),
        ("item", "consent_decline"): (_differs("hops", "hops"),),
        ("item", "approve_extension"): (_differs("due_on", "due"),),
        ("project", "report"): (_light,),
    }
)
