"""What messages, things and refusals lack in the catalogue of texts for people."""

import ast
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from cli.documents.meanings import FILE
from scripts.check.problem import Problem
from shared.kernel.messages.base import ClockMoved, Command, Event
from shared.language.behaviour import StateTable
from shared.language.contracts.identity import SigningKeyEvent

Catalogue = Mapping[str, Mapping[str, str]]
"""Locale → key → text."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A call of ``refuse``: where it is, its code, and the values it gives the sentence."""

    where: str
    code: str | None
    values: frozenset[str]


def refusals(root: Path) -> Iterator[Refused]:
    """Every refusal of the services and of what they share."""
    for path in sorted((*root.glob("services/**/*.py"), *root.glob("shared/**/*.py"))):
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)) if "refuse(" in text else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "refuse":
                first = node.args[0]
                named = isinstance(first, ast.Constant) and isinstance(first.value, str)
                code = str(ast.literal_eval(first)) if named else None
                values = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
                yield Refused(f"{path.relative_to(root)}:{node.lineno}", code, values)


def unnamed_commands(commands: Iterable[type[Command]], catalogue: Catalogue) -> Iterator[Problem]:
    """Commands without a name."""
    for command in commands:
        yield from _lacking(command.type, (f"command.{_short(command.type)}",), catalogue, "name")


def unsaid_events(events: Iterable[type[Event]], catalogue: Catalogue) -> Iterator[Problem]:
    """Events without the sentence that tells them; clocks and keys are no steps of the loop."""
    for event in events:
        if not issubclass(event, ClockMoved | SigningKeyEvent):
            yield from _lacking(event.type, (f"event.{_short(event.type)}",), catalogue, "sentence")


def unsaid_refusals(found: Iterable[Refused], catalogue: Catalogue) -> Iterator[Problem]:
    """Codes of refusals without a sentence."""
    for refused in found:
        if refused.code:
            yield from _lacking(refused.where, (f"refusal.{refused.code}",), catalogue, "sentence")


def unnamed_states(tables: Iterable[StateTable[Any]], catalogue: Catalogue) -> Iterator[Problem]:
    """Things and their states without a name."""
    for table in tables:
        yield from _lacking(table.thing, (f"thing.{table.thing}",), catalogue, "name")
        for state in table.states:
            keys = (f"state.{table.thing}.{state}", f"state.{state}")
            yield from _lacking(f"{table.thing} in state {state}", keys, catalogue, "name")


def unexplained_states(tables: Iterable[StateTable[Any]], glossary: str) -> Iterator[Problem]:
    """States that the glossary does not know."""
    for table in tables:
        for state in table.states:
            if f"`{state}`" not in glossary:
                yield Problem(
                    f"{table.thing} in state {state}", "is not in docs/glossary.md", "give it a line there"
                )


def unsaid_purposes(types: Collection[str], purposes: Mapping[str, str]) -> Iterator[Problem]:
    """Types without a Chinese purpose of their own, and purposes of no type."""
    said = Counter(purposes.values())
    for type in sorted(types):
        purpose = purposes.get(type, "")
        if not purpose.endswith("。"):
            todo = f'add to [purposes] of {FILE}, at its place: "{type}" = "一两句话。"'
            yield Problem(type, "has no purpose in Chinese, or none that ends with 。", todo)
        elif said[purpose] > 1:
            yield Problem(type, "has the Chinese purpose of another", f"say in {FILE} what differs")
    for type in sorted(set(purposes) - set(types)):
        yield Problem(type, "is no type and has a purpose in Chinese", f"remove its line from {FILE}")
    for before, after in pairwise(purposes):
        if before > after:
            yield Problem(
                after, f"stands behind {before} in {FILE}", "put its line where the alphabet has it"
            )


def _short(type: str) -> str:
    return type.removesuffix(".v1")


def _lacking(about: str, keys: Collection[str], catalogue: Catalogue, what: str) -> Iterator[Problem]:
    """One problem for all locales in which none of ``keys`` has a text."""
    missing = [locale for locale, known in catalogue.items() if not any(known.get(key) for key in keys)]
    if missing:
        files = " and ".join(f"locale/{locale}" for locale in missing)
        todo = f"write it into youyue.po of {files} (shared/language/words)"
        yield Problem(about, f"has no {what} {next(iter(keys))}", todo)
