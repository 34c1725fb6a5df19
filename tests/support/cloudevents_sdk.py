"""Our messages as the official CloudEvents SDK reads them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from cloudevents.core.formats.json import JSONFormat


def misread(messages: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Every message of which the SDK says anything else than stands in it, with the attributes."""
    for message in messages:
        read = JSONFormat().read(None, json.dumps(message))
        attributes = dict(read.get_attributes())
        expected = {name: value for name, value in message.items() if name != "data"}
        expected["time"] = datetime.fromisoformat(message["time"])
        wrong = {name for name in attributes | expected if attributes.get(name) != expected.get(name)}
        if wrong or read.get_data() != message["data"]:
            yield f"{message['type']} {message['id']}: {sorted(wrong)}"
