"""The one statement that ends a unit of work: inbox, things, copies, side tables, timers and journal together.

Everything hangs on the inbox row that it inserts first: of a message handled before, nothing follows. If a thing has
another version than the one seen, the statement fails as a whole. Journal rows are inserted from the count of the
things written, so their positions are drawn when the things' rows are locked and their versions checked: per thing, a
later version has a later position. The parts of a statement have no order but the one in which they ask each other.
"""

from dataclasses import dataclass
from functools import cache
from itertools import count

STALE = "22012"
"""SQLSTATE division_by_zero: what the statement fails with when a thing was changed by somebody else meanwhile."""


@dataclass(frozen=True, slots=True)
class Side:
    """Rows of a side table, given as one JSON array of objects."""

    table: str
    columns: tuple[str, ...]
    unless_there: bool = False
    """A row whose key exists stays as it is; else it is an error."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Which parts a statement has. The values come in the order of the parts; ``writer`` gives them."""

    things: tuple[str, ...] = ()
    """Tables of kinds."""
    copies: bool = False
    sides: tuple[Side, ...] = ()
    cancels: bool = False
    entries: bool = False


class _Numbers:
    """Hands out $1, $2 … in order."""

    def __init__(self) -> None:
        self._count = count(1)

    def take(self, *types: str) -> list[str]:
        return [f"${next(self._count)}::{type}" for type in types]


@cache
def statement(shape: Shape) -> str:
    """The text. It returns a row when the message is new, none when it was handled before."""
    numbers = _Numbers()
    consumer, township, source, message, type = numbers.take("text", "text", "text", "text", "text")
    parts = [
        "fresh AS (INSERT INTO inbox (consumer, township, source, message_id, type) "
        f"VALUES ({consumer}, {township}, {source}, {message}, {type}) ON CONFLICT DO NOTHING RETURNING true)"
    ]
    parts += [_thing(n, table, township, numbers) for n, table in enumerate(shape.things)]
    parts.append(_ready(len(shape.things), numbers))
    if shape.copies:
        parts.append(_copy(township, numbers))
    parts += [_side(n, side, numbers) for n, side in enumerate(shape.sides)]
    if shape.cancels:
        (keys,) = numbers.take("text[]")
        parts.append(
            f"cancelled AS (DELETE FROM journal USING ready WHERE township = {township} "
            f"AND dedupe_key = ANY ({keys}) AND sent_at IS NULL RETURNING true)"
        )
    if shape.entries:
        parts.append(_entries(township, shape.cancels, numbers))
    return "WITH " + ",\n".join(parts) + "\nSELECT ok FROM ready"


def _thing(n: int, table: str, township: str, numbers: _Numbers) -> str:
    """``seen`` is the version that was loaded, 0 for a thing that is new."""
    ids, states, versions, seen, documents = numbers.take("text[]", "text[]", "int[]", "int[]", "text[]")
    (at,) = numbers.take("timestamptz")
    return (
        f'thing_{n} AS (INSERT INTO "{table}" AS stored (township, id, state, version, data, changed_at) '
        f"SELECT {township}, given.id, given.state, given.version, given.data::jsonb, {at} "
        f"FROM fresh, unnest({ids}, {states}, {versions}, {documents}) AS given (id, state, version, data) "
        "ON CONFLICT (township, id) DO UPDATE SET state = excluded.state, version = excluded.version, "
        "data = excluded.data, changed_at = excluded.changed_at "
        f"WHERE stored.version = ({seen})[array_position({ids}, excluded.id)] RETURNING true)"
    )


def _ready(things: int, numbers: _Numbers) -> str:
    """One row when the message is new and every thing was written; fails with ``STALE`` when one was not."""
    if not things:
        return "ready AS (SELECT 1 AS ok FROM fresh)"
    written = " + ".join(f"(SELECT count(*) FROM thing_{n})" for n in range(things))
    return f"ready AS (SELECT 1 / ({written} = {numbers.take('int')[0]})::int AS ok FROM fresh)"


def _copy(township: str, numbers: _Numbers) -> str:
    """A copy as new or newer than the one given stays."""
    kind, id, sequence, data = numbers.take("text", "text", "int", "text")
    return (
        "copied AS (INSERT INTO known (township, kind, id, sequence, data) "
        f"SELECT {township}, {kind}, {id}, {sequence}, {data}::jsonb FROM ready "
        "ON CONFLICT (township, kind, id) DO UPDATE SET sequence = excluded.sequence, data = excluded.data "
        "WHERE known.sequence < excluded.sequence)"
    )


def _side(n: int, side: Side, numbers: _Numbers) -> str:
    (rows,) = numbers.take("text")
    names = ", ".join(f'"{column}"' for column in side.columns)
    values = ", ".join(f'given."{column}"' for column in side.columns)
    conflict = " ON CONFLICT DO NOTHING" if side.unless_there else ""
    return (
        f'side_{n} AS (INSERT INTO "{side.table}" ({names}) SELECT {values} '
        f'FROM ready, jsonb_populate_recordset(NULL::"{side.table}", {rows}::jsonb) AS given{conflict})'
    )


def _entries(township: str, cancels: bool, numbers: _Numbers) -> str:
    """Events in their order; a timer is set after the one of the same key is gone."""
    columns = "id, type, subject, sequence, time, correlation, body, available_at, dedupe_key"
    arrays = numbers.take(
        "text[]", "text[]", "text[]", "int[]", "timestamptz[]", "text[]", "text[]", "timestamptz[]", "text[]"
    )
    gone = ", (SELECT count(*) FROM cancelled) AS gone" if cancels else ""
    return (
        f"entered AS (INSERT INTO journal (township, {columns}) SELECT {township}, {columns} "
        f"FROM ready{gone}, unnest({', '.join(arrays)}) WITH ORDINALITY AS given ({columns}, number) ORDER BY number)"
    )
