"""When a service's schema was last saved: written beside it, as the schema's comment.

A backup knows when it was taken, but nobody asks it for metrics; a service does not see the backups, which
lie elsewhere. So who saves a schema says so in it, and the service reads that with its other vital signs. A
comment is in no dump of ours: a restored schema does not claim to be saved.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnClause, literal_column, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

COMMENT: ColumnClause[str | None] = literal_column(
    "obj_description(to_regnamespace(current_schema()), 'pg_namespace')"
)
"""The comment of the schema that the session works in, as a part of a query."""
_SAY = "SELECT format('COMMENT ON SCHEMA %I IS %L', current_schema(), CAST(:comment AS text))"


@dataclass(frozen=True, slots=True)
class Saved:
    """``taken``: the moment of the last complete backup that holds this schema. ``verified``: the same of the
    last one that a restore has proved. None: not since the schema was made or restored."""

    taken: datetime | None = None
    verified: datetime | None = None


UNSAVED = Saved()


def saved_in(comment: str | None) -> Saved:
    """What the comment says; one that somebody else wrote says nothing."""
    try:
        said = json.loads(comment or "")
        return Saved(*(said[name] and datetime.fromisoformat(said[name]) for name in ("taken", "verified")))
    except (ValueError, KeyError, TypeError):
        return UNSAVED


async def say_saved(connection: AsyncConnection, saved: Saved) -> None:
    """Write it; the session's role must own the schema. That a backup was verified stays true when it is
    there no more. Raises what SQLAlchemy raises."""
    before = saved_in(await connection.scalar(select(COMMENT)))
    verified = max((at for at in (before.verified, saved.verified) if at), default=None)
    moments = {"taken": saved.taken, "verified": verified}
    comment = json.dumps({name: at and at.isoformat() for name, at in moments.items()})
    statement = await connection.scalar(text(_SAY), {"comment": comment})
    await connection.exec_driver_sql(str(statement))
