"""From what a browser sends to the data of a command."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from pydantic import ValidationError

from services.desk.domain.forms.fields import Field, Widget, form_of
from services.desk.domain.forms.transitions import commands_of_staff
from shared.kernel.messages.base import Command

ROWS = 20
"""Rows of one list that a form may have."""
_EMPTY: tuple[Any, ...] = (None, "", [], {}, False)


class Sent(Protocol):
    """What a browser sends: several values may have one name."""

    def getlist(self, key: Any) -> list[Any]:
        """The values of that name."""
        ...

    def __iter__(self) -> Iterator[Any]:
        """The names."""
        ...


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a field; ``code`` is that of the catalogue's ``invalid.<code>``."""

    path: str
    """With the numbers of rows: ``found.0.text``."""
    code: str


def read_form(type: str, sent: Sent, given: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """The data of that command, with what we ourselves give, and what is wrong with its form."""
    problems: list[Problem] = []
    data = _group(form_of(type), sent, "", problems)
    return {**data, **given}, problems


def read_command(type: str, data: Mapping[str, Any]) -> tuple[Command | None, list[Problem]]:
    """The command, or what is wrong with its data: by the contract itself, which its owner reads with."""
    try:
        return commands_of_staff()[type].model_validate(data), []
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        return None, [_problem(one["type"], one["loc"], one.get("ctx", {})) for one in found]


def _problem(code: str, where: tuple[int | str, ...], context: Mapping[str, Any]) -> Problem:
    named = [str(part) for part in where] or [str(context.get("field", ""))]
    return Problem(".".join(named), code)


def _group(fields: Iterable[Field], sent: Sent, at: str, problems: list[Problem]) -> dict[str, Any]:
    """The values of those that were filled in. ``at``: the beginning of their names, with a dot."""
    found: dict[str, Any] = {}
    for field in fields:
        value = _value(field, sent, f"{at}{field.key}", problems)
        if value is not None:
            found[field.key] = value
    return found


def _value(field: Field, sent: Sent, name: str, problems: list[Problem]) -> Any:
    match field.widget:
        case Widget.GROUP:
            inner = _group(field.fields, sent, f"{name}.", problems)
            return inner if _says(inner) else None
        case Widget.ROWS:
            rows = [_group(field.fields, sent, f"{name}.{row}.", problems) for row in rows_in(name, sent)]
            return [row for row in rows if _says(row)] or None
        case Widget.CHOICES:
            return [value for value in sent.getlist(name) if value] or None
        case Widget.PAIRS:
            return _pairs(name, sent) or None
        case Widget.CHECK:
            return bool(sent.getlist(name))
    text = str(next(iter(sent.getlist(name)), "")).strip()
    if not text:
        return None
    match field.widget:
        case Widget.LINES:
            return [line.strip() for line in text.splitlines() if line.strip()]
        case Widget.MOMENT:
            return _moment(text)
        case Widget.JSON:
            return _json(text, name, problems)
    return text


def rows_in(name: str, sent: Sent) -> list[int]:
    """The numbers of the rows that were sent of that list."""
    of = re.compile(re.escape(name) + r"\.(\d{1,3})\.")
    numbers = {int(match[1]) for key in sent if (match := of.match(str(key)))}
    return sorted(numbers)[:ROWS]


def _pairs(name: str, sent: Sent) -> dict[str, str]:
    keys = [str(key) for key in sent if str(key).startswith(f"{name}.")]
    pairs = {key.removeprefix(f"{name}."): str(sent.getlist(key)[0]).strip() for key in keys}
    return {key: value for key, value in pairs.items() if value}


def _says(values: Mapping[str, Any]) -> bool:
    """Whether anything was filled in: what is not checked is nothing."""
    return any(value not in _EMPTY for value in values.values())


def _moment(text: str) -> str:
    """A browser's moment has no zone: it is that of the township."""
    return f"{text}+08:00" if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?", text) else text


def _json(text: str, name: str, problems: list[Problem]) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        problems.append(Problem(name, "json_invalid"))
        return None
