"""What others wrote, on a terminal: nothing in it steers the terminal, hides, or breaks a line of JSON."""

import json
import re
from typing import Any

from shared.kernel.messages.text import visibly

_UNUSUAL = re.compile(r"[^\x20-\x7e\n]")


def shown(foreign: object, *, lines: bool = False) -> str:
    """``foreign`` as text with its control, direction and hidden characters named (``\\x1b``).

    It takes one line, unless it may have several ``lines``.
    """
    text = visibly(str(foreign))
    return text if lines else text.replace("\n", "\\n").replace("\t", " ")


def json_shown(value: Any, *, indent: int | None = None) -> str:
    """``value`` as JSON that says the same to every program; on one line for all of them, unless indented."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNUSUAL.sub(lambda found: _escaped(found[0]), text)


def _escaped(symbol: str) -> str:
    """A symbol inside a JSON string: as an escape, if it hides or ends a line."""
    return symbol if visibly(symbol) == symbol != "\n" else json.dumps(symbol)[1:-1]
