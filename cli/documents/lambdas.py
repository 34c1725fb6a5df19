"""What a function of a clause is called on a page: its name, or what is written where it has none."""

import ast
import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

_NAMELESS = "<lambda>"


def said(function: Callable[..., Any]) -> str:
    """Its name; of a lambda the expression, as it is written."""
    function = inspect.unwrap(function)
    if function.__name__ != _NAMELESS:
        return function.__name__
    code, file = function.__code__, inspect.getsourcefile(function)
    assert file
    written = (one for one in _lambdas(file) if one.lineno == code.co_firstlineno)
    takes = code.co_varnames[: code.co_argcount]
    return next(ast.unparse(one.body) for one in written if tuple(a.arg for a in one.args.args) == takes)


@cache
def _lambdas(file: str) -> tuple[ast.Lambda, ...]:
    with open(file, encoding="utf-8") as source:
        return tuple(node for node in ast.walk(ast.parse(source.read())) if isinstance(node, ast.Lambda))
