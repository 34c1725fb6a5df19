"""A group of commands whose modules are imported when they are called: help and completion read the
one-line descriptions in the source."""

import ast
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

PROJECT = Path(__file__).resolve().parent.parent


def lazily(commands: Mapping[str, str]) -> type[TyperGroup]:
    """A group of ``commands``: name → module that has a function of that name, or a group (with an underscore
    where Python reserves the name)."""

    class Lazy(TyperGroup):
        def list_commands(self, ctx: Any) -> list[str]:
            return list(commands)

        def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | None:
            """As lists show it: not to be called."""
            if cmd_name not in commands:
                return None
            return TyperCommand(cmd_name, help=described(commands[cmd_name], _in_python(cmd_name)))

        def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
            """The one that is called, imported."""
            name, known, rest = super().resolve_command(ctx, args)
            return name, imported(commands[name], name) if known and name else known, rest

    return Lazy


def imported(module: str, name: str) -> Any:
    """The command as it is called."""
    what = getattr(import_module(module), _in_python(name))
    above = typer.Typer(add_completion=False)
    above.callback()(lambda: None)
    if isinstance(what, typer.Typer):
        above.add_typer(what, name=name)
    else:
        above.command(name)(what)
    return get_group(above).commands[name]


def described(module: str, name: str) -> str:
    """The docstring of the function ``name``, or the ``help`` of the group of that name, without running
    any of it. Raises LookupError."""
    source = PROJECT.joinpath(*module.split(".")).with_suffix(".py").read_text("utf-8")
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return ast.get_docstring(node) or ""
        if isinstance(node, ast.Assign) and any(_is(target, name) for target in node.targets):
            return _help_of(node.value)
    raise LookupError(f"{module} has no {name}")


def _in_python(name: str) -> str:
    return "raise_" if name == "raise" else name


def _is(target: ast.expr, name: str) -> bool:
    return isinstance(target, ast.Name) and target.id == name


def _help_of(group: ast.expr) -> str:
    """Of ``typer.Typer(help=…)``."""
    given: list[Any] = [word.value for word in getattr(group, "keywords", ()) if word.arg == "help"]
    return str(ast.literal_eval(given[0])) if given else ""
