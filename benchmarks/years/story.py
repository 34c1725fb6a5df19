"""The demo's story as real services played and stored it, cut into pieces that can be put together again as
another one: later, and of other ids."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from io import BytesIO
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import asyncpg
from sqlalchemy import Table

from shared.language.topology import CONSUMERS

_PARTS = re.compile(
    r"(?P<id>\b[0-9a-f]{8}(?=-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b))|(?P<day>\b20\d\d-\d\d-\d\d)"
)
_NO_COPY = frozenset(
    {
        "alembic_version",
        "purges",
        "purged",
        "journal_past",
        "story_clock",
        "replays",
        "township",
        "list_changes",
        "signing_key",
        "private_keys",
        "spare_keys",
    }
)
_KINDS = ("township", "signing_key")
"""There is one, however many matters there are."""


def months_later(day: str, months: int) -> str:
    """``2026-08-31`` and one month: the 28th at most, so that every month has it."""
    found = date.fromisoformat(day)
    at = found.year * 12 + found.month - 1 + months
    return f"{at // 12}-{at % 12 + 1:02}-{min(found.day, 28):02}"


@dataclass
class Part:
    """The rows of one table: pieces of text, each second one an id's beginning or a day."""

    service: str
    table: str
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    rows: int = 0
    pieces: list[str] = field(default_factory=list)

    def copied(self, number: int, months: int) -> bytes:
        """COPY's text of the rows as those of copy ``number``, so many months later."""
        said, known = list(self.pieces), {}
        for at in range(1, len(said), 2):
            token = said[at]
            if token not in known:
                known[token] = (
                    months_later(token, months)
                    if token.startswith("20") and "-" in token
                    else (f"{number:08x}")
                )
            said[at] = known[token]
        return "".join(said).encode()


@dataclass
class Story:
    """``matters``: how many submissions it has; ``items``: how many were assigned."""

    parts: Sequence[Part]
    matters: int
    items: int


async def read(url: str) -> Story:
    """All that the services stored of it, of what there is more with each matter."""
    connection = await asyncpg.connect(url)
    try:
        parts = []
        for service in CONSUMERS:
            metadata = import_module(f"services.{service}.storage.tables").METADATA
            for table in metadata.sorted_tables:
                if table.name not in _NO_COPY and (part := await _part(connection, service, table)):
                    parts.append(part)
        matters = await connection.fetchval("SELECT count(*) FROM intake.submission")
        items = await connection.fetchval("SELECT count(*) FROM handling.item")
        return Story(parts, matters, items)
    finally:
        await connection.close()


async def _part(connection: "asyncpg.Connection[Any]", service: str, table: Table) -> Part | None:
    # What the database itself fills in is left to it: positions, and columns that follow from others.
    columns = [one for one in table.columns if one.identity is None and one.computed is None]
    names = tuple(one.name for one in columns)
    keys = tuple(one.name for one in table.primary_key.columns if one in columns and one.name != "tenant")
    part = Part(service, table.name, names, keys)
    told = ", ".join(f'"{name}"' for name in names)
    asked = []
    if "kind" in names:
        asked.append(f"kind NOT IN {_KINDS}")
    if "type" in names:
        asked.append("type NOT LIKE '%.clock.%'")  # Of a story alone.
    if table.name == "journal":
        asked.append("sent_at IS NOT NULL")
    kinds = f" WHERE {' AND '.join(asked)}" if asked else ""
    content = BytesIO()
    query = f'SELECT {told} FROM {service}."{table.name}"{kinds}'
    await connection.copy_from_query(query, output=content)
    text = ""
    for line in content.getvalue().decode().splitlines():
        values = dict(zip(names, line.split("\t"), strict=True))
        named = keys or ("id",)
        # A row that no id tells from its copies is one that there is once.
        if any(re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", values.get(name, "")) for name in named):
            text += _other_code(line) + "\n"
            part.rows += 1
    part.pieces = list(_cut(text))
    return part if part.rows else None


_CODE = re.compile(r'"trace_code": ?"([^"]+)"')


def _other_code(line: str) -> str:
    """Trace codes are unique in a township: in place of one stands an id that follows from it."""
    return _CODE.sub(lambda found: found[0].replace(found[1], str(uuid5(NAMESPACE_OID, found[1]))), line)


def _cut(text: str) -> Iterator[str]:
    last = 0
    for found in _PARTS.finditer(text):
        yield text[last : found.start()]
        yield found[0]
        last = found.end()
    yield text[last:]
