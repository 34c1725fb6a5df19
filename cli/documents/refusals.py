"""Which refusals a command may meet: read from its guards and its use case, so nobody keeps a list."""

import ast
import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from textwrap import dedent
from types import FunctionType
from typing import Any

from cli.documents.agreements import refusals
from cli.documents.markdown import code, codes, page, table
from cli.documents.sources import rows_on
from cli.services import load_service
from shared.kernel.bus.catching_up.requests import beyond, requested, too_many
from shared.kernel.journal.story_clock import move_clock
from shared.kernel.messages.base import Command, MoveClock
from shared.kernel.messages.replays import RequestReplay
from shared.language.contracts.registry import SERVICES, commands_of

_OURS = (
    "services.",
    "shared.language.",
    "shared.kernel.bus.catching_up",
    "shared.kernel.journal.story_clock",
)
_OF_EVERY_SERVICE: Mapping[type[Command], tuple[Callable[..., Any], ...]] = {
    MoveClock: (move_clock,),
    RequestReplay: (requested, beyond, too_many),
}
_INTRODUCTION = """\
A refusal says its code, the field, the reason in both languages and its remedy. `fix`: send it otherwise,
under another id. `later`: wait until `retry_at` where that is known, or for what somebody else does first.
`final`: from this person, about this thing, it will not be carried out. Codes without a command are said to
any command, before its thing is looked at, or over HTTP.

不予受理时说明代码、字段、中英文原因和处理办法。`fix`：改了再发，换新的编号；`later`：等到 `retry_at`，
或等别人先办；`final`：此人对此事不会再照办。没有列出命令的代码，可能出现在任何命令（在查看事项之前）
或 HTTP 接口上。
"""
_HEADS = ("code 代码", "remedy", "中文", "English", "commands 命令")


def codes_page() -> str:
    """The whole page."""
    meets: dict[str, list[str]] = {}
    for service in SERVICES:
        for command in commands_of(service):
            for refusal in codes_of(command):
                meets.setdefault(refusal, []).append(command.type)
    rows = (
        (code(name), told["remedy"], told["zh"], told["en"], codes(meets.get(name, ())))
        for name, told in refusals().items()
    )
    return page("Codes of refusals 不予受理的代码", _INTRODUCTION, table(_HEADS, rows))


def codes_of(command: type[Command]) -> tuple[str, ...]:
    """The codes by which its clauses or its use case may refuse it, in the alphabet's order."""
    found = {code for _, row in rows_on(command) for guard in row.guards for code in _codes(guard)}
    use_case = load_service(command.owner()).use_cases.get(command)
    if use_case is not None:
        found |= _codes(use_case)
    for kind, functions in _OF_EVERY_SERVICE.items():
        if issubclass(command, kind):
            found |= {code for function in functions for code in _codes(function)}
    return tuple(sorted(found & refusals().keys()))


def _codes(called: Any) -> frozenset[str]:
    return frozenset(
        said for function in _reached(called, set()) for said in _said(function) if isinstance(said, str)
    )


def _reached(named: object, seen: set[FunctionType]) -> Iterator[FunctionType]:
    """The function and those of ours that it names, however far."""
    called = named.func if isinstance(named, partial) else named
    if not isinstance(called, FunctionType) or called in seen or not called.__module__.startswith(_OURS):
        return
    seen.add(called)
    yield called
    for other in _named(called):
        yield from _reached(other, seen)


@cache
def _named(function: FunctionType) -> tuple[Callable[..., Any], ...]:
    named = inspect.getclosurevars(function)
    return tuple(value for value in (*named.globals.values(), *named.nonlocals.values()) if callable(value))


@cache
def _said(function: FunctionType) -> tuple[object, ...]:
    """The first argument of each ``refuse(…)`` in it."""
    tree = ast.parse(dedent(inspect.getsource(function)))
    return tuple(
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "refuse"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    )
