"""Writes the artefacts of intake, the same bytes for the same content."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from services.intake.artefacts.artefact import Artefact

FOLDER = Path(__file__).parents[1] / "services" / "intake" / "artefacts"
DEPTHS = {Artefact.MODEL: 3, Artefact.RARITY: 1, Artefact.LIKENESS: 2}
"""How deep a file's parts have lines of their own; what is deeper stands in the line of its part."""


def write(artefact: Artefact, content: Mapping[str, Any], path: Path | None = None) -> Path:
    """Write it into the package, or to ``path``; where it was written. Raises OSError."""
    path = path or FOLDER / artefact
    path.write_bytes(bytes_of(artefact, content))
    return path


def bytes_of(artefact: Artefact, content: Mapping[str, Any]) -> bytes:
    """JSON without blanks, the names sorted, in UTF-8."""
    return (_text(content, DEPTHS[artefact]) + "\n").encode()


def _text(value: Any, depth: int) -> str:
    if not depth or not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    lines = (
        f"{json.dumps(name, ensure_ascii=False)}:{_text(value[name], depth - 1)}" for name in sorted(value)
    )
    return "{\n" + ",\n".join(lines) + "\n}"
