"""From the data of a command back to what a browser shows: a form keeps what was written."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from services.desk.domain.forms.fields import Field, Widget, form_of
from shared.language.calendar import SHANGHAI

Filled = dict[str, list[str]]
"""Name of an input → its values."""


def filled(type: str, data: Mapping[str, Any]) -> Filled:
    """The inputs of that command's form with these values in them."""
    found: Filled = {}
    _group(form_of(type), data, "", found)
    return found


def without_secrets(type: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The data without what may be kept nowhere."""
    return _kept(form_of(type), data)


def _kept(fields: Iterable[Field], data: Mapping[str, Any]) -> dict[str, Any]:
    known = {field.key: field for field in fields}
    return {
        name: _kept(known[name].fields, value) if isinstance(value, dict) and known[name].fields else value
        for name, value in data.items()
        if name in known and not known[name].secret
    }


def _group(fields: Iterable[Field], data: Mapping[str, Any], at: str, found: Filled) -> None:
    for field in fields:
        value = data.get(field.key)
        if value is not None:
            _put(field, value, f"{at}{field.key}", found)


def _put(field: Field, value: Any, name: str, found: Filled) -> None:
    match field.widget:
        case Widget.GROUP:
            _group(field.fields, value, f"{name}.", found)
        case Widget.ROWS:
            for number, row in enumerate(value):
                _group(field.fields, row, f"{name}.{number}.", found)
        case Widget.PAIRS:
            found |= {f"{name}.{key}": [str(answer)] for key, answer in value.items()}
        case Widget.CHOICES:
            found[name] = [str(one) for one in value]
        case Widget.LINES:
            found[name] = ["\n".join(map(str, value))]
        case Widget.CHECK:
            found[name] = ["true"] if value else []
        case Widget.JSON:
            found[name] = [json.dumps(value, ensure_ascii=False, indent=2)]
        case Widget.MOMENT:
            found[name] = [_local(str(value))]
        case _:
            found[name] = [str(value).lower() if isinstance(value, bool) else str(value)]


def _local(moment: str) -> str:
    try:
        at = datetime.fromisoformat(moment).astimezone(SHANGHAI)
        return at.strftime("%Y-%m-%dT%H:%M:%S" if at.second else "%Y-%m-%dT%H:%M")
    except ValueError:
        return moment
