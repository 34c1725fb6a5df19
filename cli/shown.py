"""What others wrote, on a terminal: nothing in it steers the terminal, hides, or breaks a line of JSON."""

import json
import re
from typing import Annotated, Any

import typer
from pydantic_core import to_jsonable_python

from shared.kernel.messages.text import visibly

Json = Annotated[bool, typer.Option("--json", help="每行一条 JSON one JSON object a line")]
"""The option of what only reads: for programs instead of people."""
_UNUSUAL = re.compile(r"[^\x20-\x7e\n]")


def shown(foreign: object, *, lines: bool = False) -> str:
    """``foreign`` as text with its control, direction and hidden characters named (``\\x1b``).

    It takes one line, unless it may have several ``lines``.
    """
    text = visibly(str(foreign))
    return text if lines else text.replace("\n", "\\n").replace("\t", " ")


def json_line(value: Any) -> str:
    """A dataclass, a model or plain values as one line of JSON; moments as ISO 8601."""
    return json_shown(to_jsonable_python(value))


def json_shown(value: Any, *, indent: int | None = None) -> str:
    """``value`` as JSON that says the same to every program; on one line for all of them, unless indented."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNUSUAL.sub(lambda found: _escaped(found[0]), text)


def _escaped(symbol: str) -> str:
    """A symbol inside a JSON string: as an escape, if it hides or ends a line."""
    return symbol if visibly(symbol) == symbol != "\n" else json.dumps(symbol)[1:-1]
