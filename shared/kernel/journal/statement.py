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
from functools import cache
from itertools import count
from typing import Any, NamedTuple


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
    return Part(
        f"""held_{n} AS (
  SELECT count(*) = cardinality({{0}}::text[]) AS current
  FROM (
    SELECT FROM "{table}"
    WHERE tenant = {{tenant}} AND id = ANY ({{0}}::text[])
    AND version = ({{1}}::int[])[array_position({{0}}::text[], id)]
    ORDER BY id FOR UPDATE) AS locked)""",
        ([row.id for row in rows], [row.seen for row in rows]),
    )


def made(n: int, table: str, rows: Sequence[ThingRow], at: datetime) -> Part:
    """Things that are new."""
    return Part(f"made_{n} AS ({_thing_insert(table)})", _thing_values(rows, at))


def changed(n: int, table: str, rows: Sequence[ThingRow], at: datetime) -> Part:
    """Things that are held."""
    return Part(
        f"""changed_{n} AS ({_thing_insert(table)}
  ON CONFLICT (tenant, id) DO UPDATE SET state = excluded.state, version = excluded.version,
  data = excluded.data, changed_at = excluded.changed_at)""",
        _thing_values(rows, at),
    )


def _thing_insert(table: str) -> str:
    return f"""
  INSERT INTO "{table}" (tenant, id, state, version, data, changed_at)
  SELECT {{tenant}}, given.id, given.state, given.version, given.data::jsonb, {{4}}::timestamptz
  FROM fresh, unnest({{0}}::text[], {{1}}::text[], {{2}}::int[], {{3}}::text[])
  AS given (id, state, version, data)"""


def _thing_values(rows: Sequence[ThingRow], at: datetime) -> tuple[Any, ...]:
    return (
        [row.id for row in rows],
        [row.state for row in rows],
        [row.version for row in rows],
        [row.document for row in rows],
        at,
    )


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


def entered(columns: tuple[list[Any], ...], *, after_cancelling: bool) -> Part:
    """Events in their order; a timer is set after the one of the same key is gone."""
    names = "id, type, subject, sequence, time, correlation, body, available_at, dedupe_key, asker"
    gone = ", (SELECT count(*) FROM cancelled) AS gone" if after_cancelling else ""
    return Part(
        f"""entered AS (
  INSERT INTO journal (tenant, {names})
  SELECT {{tenant}}, {names}
  FROM fresh{gone}, unnest({{0}}::text[], {{1}}::text[], {{2}}::text[], {{3}}::int[], {{4}}::timestamptz[],
    {{5}}::text[], {{6}}::text[], {{7}}::timestamptz[], {{8}}::text[], {{9}}::text[])
  WITH ORDINALITY AS given ({names}, number)
  ORDER BY number)""",
        columns,
    )


def statement(tenant: str, parts: Sequence[Part]) -> tuple[str, list[Any]]:
    """The text and its values. It returns one row: whether all was current, whether the message was new."""
    text = _text(tuple((part.sql, len(part.values)) for part in parts))
    return text, [tenant, *(value for part in parts for value in part.values)]


@cache
def _text(parts: tuple[tuple[str, int], ...]) -> str:
    numbers = count(2)
    said = [
        sql.format(*(f"${next(numbers)}" for _ in range(values)), tenant="$1::text") for sql, values in parts
    ]
    return "WITH " + ",\n".join(said) + "\nSELECT current, EXISTS (SELECT FROM fresh) AS fresh FROM held"
