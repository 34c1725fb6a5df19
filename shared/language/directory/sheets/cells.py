"""How a value stands in one cell: read from what a person typed, written so that it is read back the same."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Cell = str | int | float | bool | date | None
"""What a cell holds: a workbook knows numbers and days, CSV text alone."""

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_BETWEEN_CODES = re.compile(r"[、，,；;\s]+")


class Unreadable(ValueError):
    """A cell that says nothing of its kind. ``key`` is a key of the catalogue below ``directory.sheet``."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True)
class Kind:
    """One way to read and to write a cell. Blank cells are left out before they come here."""

    name: str
    """Its words in the catalogue: ``directory.sheet.kind.<name>``."""
    read: Callable[[Cell], object]
    """The value as the contract takes it. Raises Unreadable."""
    write: Callable[[Any], Cell]
    width: int = 16
    """Of the column, in characters."""
    choices: tuple[str, ...] = ()
    """All words that may stand here, when they are few."""


def is_blank(cell: Cell) -> bool:
    """Whether nothing was entered."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def as_text(cell: Cell) -> str:
    """What the cell says: a number without a needless fraction, a day as in ISO 8601."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell)


def _day(cell: Cell) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = _DAY.fullmatch(cell.strip()) if isinstance(cell, str) else None
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        pass
    raise Unreadable("not_a_day", value=as_text(cell))


def _number(cell: Cell) -> int:
    text = as_text(cell).strip()
    if isinstance(cell, bool) or not re.fullmatch(r"-?\d{1,9}", text):
        raise Unreadable("not_a_number", value=text)
    return int(text)


def _degrees(cell: Cell) -> str:
    text = as_text(cell).strip()
    if isinstance(cell, bool) or not re.fullmatch(r"-?\d{1,3}(\.\d+)?", text):
        raise Unreadable("not_a_number", value=text)
    return text


def _plainly(value: Decimal) -> str:
    return f"{value:f}"


def _split(text: str, marks: str) -> list[str]:
    """At the ends of lines, if there are any; else at the marks."""
    pieces = text.split("\n") if "\n" in text else re.split(f"[{marks}]", text)
    return [piece.strip() for piece in pieces if piece.strip()]


def _joined(pieces: Iterable[str], marks: str) -> str:
    """With the first mark between them; where a piece has a mark in it, each on a line of its own."""
    lines = list(pieces)
    if any(mark in line for line in lines for mark in marks):
        return "".join(f"{line}\n" for line in lines)
    return marks[0].join(lines)


def _words(cell: Cell) -> list[str]:
    return _split(as_text(cell), "、")


def _codes(cell: Cell) -> list[str]:
    return [code for code in _BETWEEN_CODES.split(as_text(cell)) if code]


def _outline(cell: Cell) -> object:
    try:
        found = json.loads(as_text(cell))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Unreadable("not_an_outline")
    return found


def _geojson(value: Any) -> str:
    numbers = value.model_dump(mode="python")
    return json.dumps(numbers, ensure_ascii=False, default=_short, separators=(",", ":"))


def _short(number: Decimal) -> int | float:
    return int(number) if number == int(number) else float(number)


def pairs(code: str, name: str) -> Kind:
    """Several "code=name" in one cell; ``code`` and ``name`` are the fields of each."""

    def read(cell: Cell) -> list[dict[str, str]]:
        found = [piece.partition("=") for piece in _split(as_text(cell), "；;")]
        if any(not mark for _, mark, _ in found):
            raise Unreadable("not_pairs")
        return [{code: left.strip(), name: right.strip()} for left, _, right in found]

    def write(value: Iterable[object]) -> str:
        return _joined((f"{getattr(one, code)}={getattr(one, name)}" for one in value), "；;")

    return Kind("pairs", read, write, 40)


def chosen(words: Mapping[str, str]) -> Kind:
    """One of a few codes (code → its word); the codes themselves are read, too."""
    by_word = {**{code: code for code in words}, **{word: code for code, word in words.items()}}

    def read(cell: Cell) -> str:
        said = as_text(cell).strip()
        if said not in by_word:
            raise Unreadable("not_allowed", value=said, words="、".join(words.values()))
        return by_word[said]

    def write(value: str) -> str:
        return words.get(value, value)

    return Kind("chosen", read, write, 14, tuple(words.values()))


_YES_NO = chosen({"yes": "是", "no": "否"})


def _yes(cell: Cell) -> bool:
    return cell if isinstance(cell, bool) else _YES_NO.read(cell) == "yes"


def _yes_or_no(value: bool) -> str:
    return "是" if value else "否"


TEXT = Kind("text", as_text, str, 24)
LONG = Kind("text", as_text, str, 48)
CODE = Kind("code", lambda cell: as_text(cell).strip(), str)
CODES = Kind("codes", _codes, "、".join, 32)
WORDS = Kind("words", _words, lambda value: _joined(value, "、"), 48)
DAY = Kind("day", _day, lambda value: value, 12)
NUMBER = Kind("number", _number, int, 8)
DEGREES = Kind("degrees", _degrees, _plainly, 12)
YES_NO = Kind("yes_no", _yes, _yes_or_no, 8, _YES_NO.choices)
OUTLINE = Kind("outline", _outline, _geojson, 24)
