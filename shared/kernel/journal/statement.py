"""The one statement that ends a unit of work: inbox, things, copies, side tables, timers and journal
together.

It is put together from parts, each of which is SQL beside its own values. Everything hangs on two of them:

- ``held`` locks the things that are changed and counts those that still have the version that was seen; if
  one has not, ``current`` is false, nothing else happens, and the message is decided again.
- ``fresh`` is the inbox row, written only if all is current; of a message handled before, nothing follows.

Journal rows come from ``fresh``, so their positions are drawn when the things are locked and their versions
checked: per thing, a later version has a later position. The parts of a statement have no order but the one
in which they ask each other. A thing that is new and exists all the same violates its primary key.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache, lru_cache
from itertools import chain, count
from typing import Any, NamedTuple

from shared.kernel.journal.entry import Written

_FEW = 4
"""Rows that are given value by value. Column by column, the driver asks of each value whether it is a list
itself, which costs a fifth of the statement; but each number of rows is a text of its own, to be prepared."""
_TEXTS = 1000
"""Texts of statements and of their parts that are kept: a service has some hundred."""
_THING = ("text", "text", "int", "int", "text")
_WRITTEN = (*("text",) * 3, "int", "timestamptz", "text", "text", "timestamptz", *("text",) * 4)
"""The types of ``ThingRow`` and of ``Written``."""


class Part(NamedTuple):
    """A named part: its SQL, in which ``{0}``, ``{1}`` … stand for its ``values``, ``{tenant}`` for its
    key."""

    sql: str
    values: tuple[Any, ...]


class Side(NamedTuple):
    """The side table that rows go into."""

    table: str
    columns: tuple[str, ...]
    unless_there: bool = False
    """A row whose key exists stays as it is; else it is an error."""


class ThingRow(NamedTuple):
    """A thing to be written; ``seen`` is the version that was loaded, 0 for one that is new."""

    id: str
    state: str
    version: int
    seen: int
    document: str


def receipt(consumer: str, source: str, message: str, type: str, digest: bytes | None = None) -> Part:
    """The inbox row, written only if all that is held is current."""
    return Part(
        """fresh AS (
  INSERT INTO inbox (consumer, tenant, source, message_id, type, digest)
  SELECT {0}::text, {tenant}, {1}::text, {2}::text, {3}::text, {4}::bytea
  FROM held WHERE current
  ON CONFLICT DO NOTHING RETURNING true)""",
        (consumer, source, message, type, digest),
    )


def held(things: Sequence[tuple[str, Sequence[ThingRow]]], law: tuple[str, int] | None) -> list[Part]:
    """The changed things by table, locked; ``held`` says whether all have the versions that were seen.

    ``law``: SQL for the newest edition of the tenant's law, and the one by which it was decided: that, too.
    """
    locked = [_locked(n, table, rows) for n, (table, rows) in enumerate(things)]
    current = [f"(SELECT current FROM held_{n})" for n in range(len(things))]
    if law is not None:
        current.append(f"({law[0]}) IS NOT DISTINCT FROM {{0}}::int")
    values = () if law is None else (law[1],)
    return [*locked, Part(f"held AS (SELECT {' AND '.join(current) or 'true'} AS current)", values)]


def _locked(n: int, table: str, rows: Sequence[ThingRow]) -> Part:
    return Part(_lock(n, table), ([row.id for row in rows], [row.seen for row in rows]))


@lru_cache(_TEXTS)
def _lock(n: int, table: str) -> str:
    return f"""held_{n} AS (
  SELECT count(*) = cardinality({{0}}::text[]) AS current
  FROM (
    SELECT 1 FROM "{table}"
    WHERE tenant = {{tenant}} AND id = ANY ({{0}}::text[])
    AND version = ({{1}}::int[])[array_position({{0}}::text[], id)]
    ORDER BY id FOR UPDATE) AS locked)"""


def made(n: int, table: str, rows: Sequence[ThingRow], at: datetime) -> Part:
    """Things that are new."""
    given, values = _given(_THING, rows)
    return Part(_made(n, table, given), (*values, at))


@lru_cache(_TEXTS)
def _made(n: int, table: str, given: str) -> str:
    return f"made_{n} AS ({_thing_insert(table, given)})"


def changed(n: int, table: str, rows: Sequence[ThingRow], at: datetime) -> Part:
    """Things that are held."""
    given, values = _given(_THING, rows)
    return Part(_changed(n, table, given), (*values, at))


@lru_cache(_TEXTS)
def _changed(n: int, table: str, given: str) -> str:
    return f"""changed_{n} AS ({_thing_insert(table, given)}
  ON CONFLICT (tenant, id) DO UPDATE SET state = excluded.state, version = excluded.version,
  data = excluded.data, changed_at = excluded.changed_at)"""


def _thing_insert(table: str, given: str) -> str:
    at = given.count("{")
    return f"""
  INSERT INTO "{table}" (tenant, id, state, version, data, changed_at)
  SELECT {{tenant}}, id, state, version, data::jsonb, {{{at}}}::timestamptz
  FROM fresh, {given} AS given (id, state, version, seen, data, number)"""


def copied(kind: str, id: str, sequence: int, document: str) -> Part:
    """The copy of another service's thing; one as new or newer stays."""
    return Part(
        """copied AS (
  INSERT INTO known (tenant, kind, id, sequence, data)
  SELECT {tenant}, {0}::text, {1}::text, {2}::int, ({3}::text)::jsonb
  FROM fresh
  ON CONFLICT (tenant, kind, id) DO UPDATE SET sequence = excluded.sequence, data = excluded.data
  WHERE known.sequence < excluded.sequence)""",
        (kind, id, sequence, document),
    )


def side(n: int, into: Side, rows: str) -> Part:
    """Rows of a side table, given as one JSON array of objects."""
    names = ", ".join(f'"{column}"' for column in into.columns)
    values = ", ".join(f'given."{column}"' for column in into.columns)
    conflict = "\n  ON CONFLICT DO NOTHING" if into.unless_there else ""
    return Part(
        f"""side_{n} AS (
  INSERT INTO "{into.table}" ({names})
  SELECT {values}
  FROM fresh, jsonb_populate_recordset(NULL::"{into.table}", ({{0}}::text)::jsonb) AS given{conflict})""",
        (rows,),
    )


def cancelled(keys: list[str]) -> Part:
    """Timers that are moot, or about to be set anew."""
    return Part(
        """cancelled AS (
  DELETE FROM journal USING fresh
  WHERE tenant = {tenant} AND dedupe_key = ANY ({0}::text[]) AND sent_at IS NULL
  RETURNING true)""",
        (keys,),
    )


def entered(rows: Sequence[Written], *, after_cancelling: bool) -> Part:
    """Events in their order; a timer is set after the one of the same key is gone."""
    given, values = _given(_WRITTEN, rows)
    return Part(_entered(given, after_cancelling), values)


@lru_cache(_TEXTS)
def _entered(given: str, after_cancelling: bool) -> str:
    names = ", ".join(Written._fields)
    gone = ", (SELECT count(*) FROM cancelled) AS gone" if after_cancelling else ""
    return f"""entered AS (
  INSERT INTO journal (tenant, {names})
  SELECT {{tenant}}, {names}
  FROM fresh{gone}, {given} AS given ({names}, number)
  ORDER BY number)"""


def _given(types: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> tuple[str, tuple[Any, ...]]:
    """The rows as SQL, each with its number at the end, and the values of its places: a few rows value by
    value, many column by column."""
    if len(rows) > _FEW:
        return _columns(types), tuple(map(list, zip(*rows, strict=True)))
    return _values(types, len(rows)), tuple(chain.from_iterable(rows))


@cache
def _values(types: tuple[str, ...], rows: int) -> str:
    numbers = count()
    said = (
        f"({', '.join(f'{{{next(numbers)}}}::{type}' for type in types)}, {number})"
        for number in range(1, rows + 1)
    )
    return f"(VALUES {', '.join(said)})"


@cache
def _columns(types: tuple[str, ...]) -> str:
    return f"unnest({', '.join(f'{{{n}}}::{type}[]' for n, type in enumerate(types))}) WITH ORDINALITY"


def statement(tenant: str, parts: Sequence[Part]) -> tuple[str, list[Any]]:
    """The text and its values. It returns one row: whether all was current, whether the message was new."""
    text = _text(tuple((part.sql, len(part.values)) for part in parts))
    return text, [tenant, *(value for part in parts for value in part.values)]


@lru_cache(_TEXTS)
def _text(parts: tuple[tuple[str, int], ...]) -> str:
    numbers = count(2)
    said = [
        sql.format(*(f"${next(numbers)}" for _ in range(values)), tenant="$1::text") for sql, values in parts
    ]
    return "WITH " + ",\n".join(said) + "\nSELECT current, EXISTS (SELECT 1 FROM fresh) AS fresh FROM held"
