"""docs/generated/states.md: every thing's life, as a diagram and as a table, from the state tables."""

from collections.abc import Callable, Iterator
from typing import Any

from cli.documents.lambdas import said
from cli.documents.markdown import code, codes, link, page, sentence, table
from cli.documents.sources import Row, errands_of, led_to, tables_of
from shared.kernel.machine import ABSENT, Driven, Errand, Final, Ignore, StateTable, Wait
from shared.kernel.messages.base import Command, Data
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import SERVICES, timers_of

_INTRODUCTION = """\
A command that no row lists is refused (`wrong_state`), as is one from a role that its row does not list
(`wrong_role`). The guards are asked in their order, and the first that refuses answers. Of several rows for
the same message the first whose condition holds is taken. Events and timers come from the system. `why`
names the law, rule or decision that a row stands for. The diagrams leave out what does not move a thing from
one state to another; the tables are complete.

In every state somebody has to act (a wait), or something else ends it (a timer, or what happens to another
thing), or it is final. A wait says what has to be done, by whom and by when; whoever it is, and then those
above them, are reminded until it is done. `by when` is a period of the [rules](rules.md) or a moment that
stands on the thing. A wait that says `only when` is there beside what else ends the state.
"""
_ERRANDS = """\
Commands that move no thing of their service.
"""


def states_page() -> str:
    """The whole page."""
    contents = [
        f"- {service}: " + ", ".join(link(t.thing, _heading(service, t)) for t in tables_of(service))
        for service in SERVICES
    ]
    things = [life_of(service, t) for service in SERVICES for t in tables_of(service)]
    errands = [errand for service in SERVICES for errand in errands_of(service)]
    heads = ("command", "by", "event", "why")
    others = [
        "## Errands\n",
        _ERRANDS,
        table(heads, map(_errand, errands)),
        "## Timers\n",
        "A service sends them to itself when their moment has come.\n",
        table(*_timers()),
    ]
    return page("States and transitions", _INTRODUCTION, "\n".join(contents) + "\n", *things, *others)


def _heading(service: str, machine: StateTable[Any]) -> str:
    return f"{service}: {machine.thing}"


def life_of(service: str, machine: StateTable[Any]) -> str:
    """The part of the page about one kind of thing."""
    of = f"of {machine.thing}\n"
    parts = [
        f"## {_heading(service, machine)}\n",
        _diagram(machine),
        f"### Transitions {of}",
        table(*_rows(machine)),
    ]
    if machine.waits:
        waits = (_wait(machine, wait) for wait in machine.waits)
        asked = ("states", "what", "by whom", "by when", "since", "only when", "why")
        parts += [f"### Waits {of}", table(asked, waits)]
    ends = [*(_end(machine, end) for end in machine.driven), *(_end(machine, end) for end in machine.finals)]
    if ends:
        parts += [f"### Other ends {of}", table(("states", "ended by", "why"), ends)]
    if guards := dict(_guard_meanings(machine)):
        parts += [f"### Guards and conditions {of}", table(("name", "meaning"), guards.items())]
    if machine.ignores:
        heads = ("states", "event", "only when", "why")
        parts += [f"### Ignored events {of}", table(heads, map(_ignore, machine.ignores))]
    return "\n".join(parts)


def _diagram(machine: StateTable[Any]) -> str:
    moves: dict[tuple[str, str], list[str]] = {}
    for row in machine.transitions:
        for state in row.states:
            to = row.to or state
            if to != state:
                moves.setdefault((state, to), []).append(_short(machine, row.on))
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [
        f"    {_node(a)} --> {_node(b)}: {' / '.join(dict.fromkeys(on))}" for (a, b), on in moves.items()
    ]
    final = {state for end in machine.finals for state in end.states}
    lines += [f"    {state} --> [*]" for state in machine.states if state in final]
    return "\n".join([*lines, "```\n"])


def _wait(machine: StateTable[Any], wait: Wait[Any, Any]) -> tuple[str, ...]:
    return (
        _states(machine, wait.states),
        code(wait.what),
        code(said(wait.who)),
        code(said(wait.follows or wait.due)),
        code(said(wait.since)) if wait.since else "",
        code(said(wait.when)) if wait.when else "",
        wait.why,
    )


def _end(machine: StateTable[Any], end: Driven[Any] | Final[Any]) -> tuple[str, ...]:
    by, why = ("(final)", end.result) if isinstance(end, Final) else (code(end.by.type), end.why)
    return _states(machine, end.states), by, why


def _node(state: str) -> str:
    return "[*]" if state == ABSENT else state


def _short(machine: StateTable[Any], message: type[Data]) -> str:
    _, entity, verb, _ = message.type.split(".")
    return verb if issubclass(message, Command) and entity == machine.thing else f"{entity} {verb}"


def _rows(machine: StateTable[Any]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    heads = ("states", "message", "by", "only when", "guards", "to", "event", "timers", "why")
    return heads, [
        (
            _states(machine, row.states),
            code(row.on.type),
            _roles(row),
            code(_name(row.when)) if row.when else "",
            codes(_name(guard) for guard in row.guards),
            code(row.to) if row.to else "(stays)",
            code(row.emits.type),
            code(_name(row.timers)) if row.timers else "",
            row.why,
        )
        for row in machine.transitions
    ]


def _states(machine: StateTable[Any], states: tuple[str, ...]) -> str:
    if set(states) == set(machine.states):
        return "any"
    return ", ".join("(does not exist)" if state == ABSENT else code(state) for state in states)


def _roles(row: Row) -> str:
    return "" if row.by == (Role.SYSTEM,) else ", ".join(row.by)


def _errand(errand: Errand) -> tuple[str, ...]:
    return code(errand.on.type), ", ".join(errand.by), code(errand.emits.type), errand.why


def _ignore(entry: Ignore[Any, Any, Any]) -> tuple[str, ...]:
    return codes(entry.states), code(entry.on.type), code(_name(entry.when)) if entry.when else "", entry.why


def _name(function: Callable[..., object]) -> str:
    """The sentence that it stands for; the maker of a function gives it a name of its own."""
    return function.__name__


def _guard_meanings(machine: StateTable[Any]) -> Iterator[tuple[str, str]]:
    functions: list[Callable[..., object] | None] = []
    for entry in (*machine.transitions, *machine.ignores):
        functions += [*(() if isinstance(entry, Ignore) else entry.guards), entry.when]
    for wait in machine.waits:
        functions += [wait.who, wait.follows, wait.since, wait.when]
    for function in functions:
        if function and function.__doc__:
            yield code(_name(function)), sentence(function.__doc__)


def _timers() -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    rows: list[tuple[str, ...]] = []
    for service in SERVICES:
        for timer in timers_of(service):
            leads_to = dict.fromkeys(
                event.type for machine in tables_of(service) for event in led_to(machine, timer)
            )
            rows.append((code(timer.type), sentence(timer.__doc__), codes(leads_to)))
    return ("timer", "meaning", "may lead to"), rows
