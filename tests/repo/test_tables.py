"""What holds for every clause of every state table: no ``Any``, a name and a sentence for all it says."""

import dataclasses
import inspect
from collections.abc import Callable, Iterator
from typing import Any, ForwardRef, NamedTuple, get_args, get_type_hints

import pytest

from cli.documents import lambdas
from cli.services import LOADERS, load_service
from shared.kernel.machine import ABSENT, Final, Ignore
from shared.kernel.machine.checks import AnyClause
from shared.kernel.machine.state_table import StateTable
from shared.language.contracts.registry import SERVICES
from shared.language.words import bilingual


class Said(NamedTuple):
    """A function that a clause names."""

    clause: AnyClause
    part: str
    function: Callable[..., object]

    def __str__(self) -> str:
        return f"{self.clause.on.type}: {self.part} {self.function.__qualname__}"


TABLES: dict[str, StateTable[Any]] = {
    f"{service}.{kind.name}": kind.behaviour for service in LOADERS for kind in load_service(service).kinds
}
FACTS = sorted(
    {clause.facts for table in TABLES.values() for clause in table.all() if clause.facts},
    key=lambda cls: cls.__qualname__,
)


def functions_of(clause: AnyClause) -> Iterator[Said]:
    named: list[tuple[str, Callable[..., object] | None]] = [("when", clause.when)]
    if not isinstance(clause, Ignore):
        named += [("guard", guard) for guard in clause.guards]
        named += [("change", clause.change), ("timers", clause.timers)]
    return (Said(clause, part, function) for part, function in named if function is not None)


def said_in(table: StateTable[Any]) -> list[Said]:
    return [said for clause in table.all() for said in functions_of(clause)]


def has_any(hint: object) -> bool:
    """Whether ``Any`` is in an annotation, however deep; one that could not be read counts as well."""
    return hint is Any or isinstance(hint, str | ForwardRef) or any(map(has_any, get_args(hint)))


def vague(function: Callable[..., object]) -> bool:
    """Whether a parameter or the result is not annotated, or with ``Any``."""
    hints = get_type_hints(function)
    return {"return", *inspect.signature(function).parameters} != set(hints) or any(
        map(has_any, hints.values())
    )


@pytest.mark.parametrize("name", TABLES)
def test_no_function_of_a_clause_takes_or_gives_any(name: str) -> None:
    assert said_in(TABLES[name])
    assert [str(said) for said in said_in(TABLES[name]) if vague(said.function)] == []


@pytest.mark.parametrize("name", TABLES)
def test_every_function_of_a_clause_has_a_name_of_its_own_and_a_sentence(name: str) -> None:
    said = said_in(TABLES[name])
    by_name: dict[str, set[Callable[..., object]]] = {}
    for one in said:
        by_name.setdefault(one.function.__name__, set()).add(one.function)
    assert [str(one) for one in said if not (one.function.__doc__ or "").strip()] == []
    assert [str(one) for one in said if "<lambda>" in one.function.__qualname__] == []
    assert {name for name, functions in by_name.items() if len(functions) > 1} == set()


@pytest.mark.parametrize("name", TABLES)
def test_every_clause_says_why(name: str) -> None:
    silent = [clause for clause in TABLES[name].all() if not clause.why.strip()]
    assert [(clause.on.type, clause.states) for clause in silent] == []
    ends = [(one.states, one.result if isinstance(one, Final) else one.why) for one in TABLES[name].standing]
    assert [states for states, why in ends if not why.strip()] == []


@pytest.mark.parametrize("name", TABLES)
def test_every_wait_says_what_has_to_be_done_by_whom_and_by_when(name: str) -> None:
    """A lambda says it as it is written; the catalogue says it to people, and why."""
    for wait in TABLES[name].waits:
        assert all(map(lambdas.said, (wait.who, wait.follows or wait.due)))
        assert bilingual(f"wait.{wait.what}").zh
        assert bilingual(f"wait_why.{wait.what}").zh


@pytest.mark.parametrize("name", TABLES)
def test_a_guard_of_a_new_thing_is_given_no_thing(name: str) -> None:
    """The first parameter of what a creation names is nothing, or whatever it is."""
    first = [
        (str(said), next(iter(get_type_hints(said.function).values())))
        for said in said_in(TABLES[name])
        if said.clause.states == (ABSENT,) and said.part in ("when", "guard", "change")
    ]
    assert {hint for _, hint in first} <= {type(None), object}, first


@pytest.mark.parametrize("facts", FACTS, ids=lambda cls: cls.__qualname__)
def test_facts_are_frozen_dataclasses_of_known_types(facts: type[object]) -> None:
    assert dataclasses.is_dataclass(facts)
    assert getattr(facts, "__dataclass_params__").frozen  # noqa: B009
    assert "__slots__" in vars(facts)
    assert [name for name, hint in get_type_hints(facts).items() if has_any(hint)] == []


def test_there_are_facts_and_tables_of_every_service() -> None:
    assert len(FACTS) > 10
    assert {name.split(".")[0] for name in TABLES} == set(SERVICES)


def anything(thing: object, message: object, situation: dict[str, list[Any]]) -> None:
    """Takes anything, deep inside."""


def test_any_is_found_wherever_it_hides() -> None:
    assert vague(anything)
    assert vague(lambda thing, message, situation: None)
    assert not vague(has_any)
