"""docs/generated/states.md: every thing's life, as a diagram and as a table, from the transition tables."""

from collections.abc import Iterator
from typing import Any

from cli.documents.markdown import code, codes, link, page, sentence, table
from cli.documents.sources import tables_of
from shared.contracts.base import Command, Data, Role
from shared.contracts.registry import SERVICES, timers_of
from shared.state_machine import ABSENT, Ignore, Row, Table

_INTRODUCTION = """\
A command that no row lists is refused (`wrong_state`), as is one from a role that its row does not list (`wrong_role`).
The guards are asked in their order, and the first that refuses answers. Of several rows for the same message the first
whose condition holds is taken. Events and timers come from the system. The diagrams leave out what does not move a
thing from one state to another; the tables are complete.
"""


def states_page() -> str:
    """The whole page."""
    contents = [
        f"- {service}: " + ", ".join(link(t.thing, _heading(service, t)) for t in tables_of(service))
        for service in SERVICES
    ]
    things = [_thing(service, t) for service in SERVICES for t in tables_of(service)]
    timers = ["## Timers\n", "A service sends them to itself when their moment has come.\n", table(*_timers())]
    return page("States and transitions", _INTRODUCTION, "\n".join(contents) + "\n", *things, *timers)


def _heading(service: str, machine: Table[Any]) -> str:
    return f"{service}: {machine.thing}"


def _thing(service: str, machine: Table[Any]) -> str:
    of = f"of {machine.thing}\n"
    parts = [f"## {_heading(service, machine)}\n", _diagram(machine), f"### Transitions {of}", table(*_rows(machine))]
    if guards := dict(_guard_meanings(machine)):
        parts += [f"### Guards and conditions {of}", table(("name", "meaning"), guards.items())]
    if machine.ignores:
        heads = ("states", "event", "only when", "why")
        parts += [f"### Ignored events {of}", table(heads, map(_ignore, machine.ignores))]
    return "\n".join(parts)


def _diagram(machine: Table[Any]) -> str:
    moves: dict[tuple[str, str], list[str]] = {}
    for row in machine.rows:
        for state in row.states:
            to = row.to or state
            if to != state:
                moves.setdefault((state, to), []).append(_short(machine, row.on))
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {_node(a)} --> {_node(b)}: {' / '.join(dict.fromkeys(on))}" for (a, b), on in moves.items()]
    left = {state for state, _ in moves}
    lines += [f"    {state} --> [*]" for state in machine.states if state not in left]
    return "\n".join([*lines, "```\n"])


def _node(state: str) -> str:
    return "[*]" if state == ABSENT else state


def _short(machine: Table[Any], message: type[Data]) -> str:
    _, entity, verb, _ = message.type.split(".")
    return verb if issubclass(message, Command) and entity == machine.thing else f"{entity} {verb}"


def _rows(machine: Table[Any]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    heads = ("states", "message", "by", "only when", "guards", "to", "event", "timers")
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
        )
        for row in machine.rows
    ]


def _states(machine: Table[Any], states: tuple[str, ...]) -> str:
    if states == (ABSENT,):
        return "(does not exist)"
    return "any" if set(states) == set(machine.states) else codes(states)


def _roles(row: Row) -> str:
    return "" if row.by == (Role.SYSTEM,) else ", ".join(row.by)


def _ignore(entry: Ignore) -> tuple[str, ...]:
    return codes(entry.states), code(entry.on.type), code(_name(entry.when)) if entry.when else "", entry.why


def _name(function: Any) -> str:
    """The function's name; of one made by another the maker's, with the texts and numbers it was given."""
    maker, inner, _ = function.__qualname__.partition(".<locals>")
    if not inner:
        return str(function.__name__)
    given = [cell.cell_contents for cell in function.__closure__ or ()]
    return f"{maker}({', '.join(repr(value) for value in given if isinstance(value, str | int))})"


def _guard_meanings(machine: Table[Any]) -> Iterator[tuple[str, str]]:
    entries: tuple[Row | Ignore, ...] = (*machine.rows, *machine.ignores)
    for entry in entries:
        guards = entry.guards if isinstance(entry, Row) else ()
        for function in (*guards, *((entry.when,) if entry.when else ())):
            if function.__doc__:
                yield code(_name(function)), sentence(function.__doc__)


def _timers() -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    rows: list[tuple[str, ...]] = []
    for service in SERVICES:
        for timer in timers_of(service):
            leads_to = dict.fromkeys(
                row.emits.type for machine in tables_of(service) for row in machine.rows if row.on is timer
            )
            rows.append((code(timer.type), sentence(timer.__doc__), codes(leads_to)))
    return ("timer", "meaning", "may lead to"), rows
