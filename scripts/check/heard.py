"""Who hears what and what everybody may read, compared with the list that people change by hand."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any, get_args

from pydantic import BaseModel

from scripts.check.problem import Problem
from shared.kernel.messages.audience import INSIDE
from shared.kernel.messages.base import ClockMoved, Event
from shared.kernel.messages.topology import Subscriptions
from shared.kernel.store.kind import Kind
from shared.language.contracts.identity import SigningKeyEvent

Lists = Mapping[str, list[str]]
"""Heading → lines."""
LIST = "tests/repo/who_hears_what.txt"
THINK = "if everybody may read it for good, change the list by hand; else take it out of the code"


def unheard(events: Iterable[type[Event]], heard: Collection[type[Event]]) -> Iterator[Problem]:
    """Events that the console does not hear of. Of the story clocks one is enough; keys are no matter of
    people's."""
    for event in events:
        if event not in heard and not issubclass(event, ClockMoved | SigningKeyEvent):
            todo = f"add {event.__name__} to {event.entity().upper()} in shared/language/news.py"
            yield Problem(event.type, "nobody tells the console of it", todo)


def unmirrored(kinds: Iterable[Kind[Any]]) -> Iterator[Problem]:
    """Fields of snapshots that the thing itself does not have, by field or property."""
    for kind in kinds:
        has = {*dir(kind.model), *(field.name for field in fields(kind.model))}
        for name in kind.snapshot.model_fields.keys() - has:
            wrong = f"has no {name}, which {kind.snapshot.__name__} shows"
            yield Problem(
                f"{kind.model.__module__}.{kind.model.__name__}", wrong, "give the class that field"
            )


def unlisted(written: Lists, coded: Lists) -> Iterator[Problem]:
    """Where the list and the code differ."""
    for heading, lines in differences(written, coded):
        yield Problem(f"{LIST}, under “{heading}”", "; ".join(lines), THINK)


def differences(written: Lists, coded: Lists) -> Iterator[tuple[str, list[str]]]:
    """Heading → ``-`` what the list alone has, ``+`` what the code alone has; or what is not in order."""
    for heading in {**coded, **written}:
        ours, theirs = written.get(heading, []), coded.get(heading, [])
        if ours != theirs:
            lines = [f"- {line}" for line in ours if line not in theirs]
            lines += [f"+ {line}" for line in theirs if line not in ours]
            yield heading, lines or ["not in alphabetical order, or with a line twice"]


def listed(text: str) -> dict[str, list[str]]:
    """The list that people change."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if line.endswith(":"):
            lines = found[line] = []
        elif line and not line.startswith("#"):
            lines.append(line.strip())
    return found


def spelled_out(
    subscriptions: Subscriptions, kinds: Collection[Kind[Any]], events: Iterable[type[Event]]
) -> dict[str, list[str]]:
    """The same list, as the code has it."""
    found: dict[str, Iterable[str]] = {}
    for consumer, producers in subscriptions.items():
        for producer, heard in producers.items():
            found[f"{consumer} hears of {producer}:"] = (event.type for event in heard)
    for kind in kinds:
        public = frozenset(public_paths(kind.snapshot))
        found[f"everybody may read of a thing of kind {kind.name}:"] = public
        found[f"the house alone reads of a thing of kind {kind.name}:"] = {*paths(kind.snapshot)} - public
    for event in events:
        thing = next((kind.name for kind in kinds if kind.name == event.entity()), "")
        public = frozenset(public_paths(event, without=thing))
        found[f"everybody may read in {event.type}:"] = public
        found[f"the house alone reads in {event.type}:"] = {*paths(event, without=thing)} - public
    return {heading: lines for heading, unsorted in found.items() if (lines := sorted(unsorted))}


def paths(contract: type[BaseModel], without: str = "") -> Iterator[str]:
    """The names of its fields, and ``field.inner`` for those of what a field carries."""
    return _paths(contract, without, public=False)


def public_paths(contract: type[BaseModel], without: str = "") -> Iterator[str]:
    """Those that the public face of an event has."""
    return _paths(contract, without, public=True)


def _paths(contract: type[BaseModel], without: str, *, public: bool) -> Iterator[str]:
    for name, field in contract.model_fields.items():
        if name != without and not (public and INSIDE in field.metadata):
            yield name
            for carried in _contracts_in(field.annotation):
                yield from (f"{name}.{path}" for path in _paths(carried, "", public=public))
    yield from contract.model_computed_fields


def _contracts_in(annotation: object) -> Iterator[type[BaseModel]]:
    """The contracts that a field of this type carries, inside tuples, mappings and options too."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _contracts_in(argument)
