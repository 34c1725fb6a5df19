"""Which code works with which schema.

A migration only adds, as a rule, so the code of the revision before works with the newer schema: while
services are replaced one by one, and on the way back to an older image. A migration after which older code
does not work says so in its module: ``least_code = "<revision>"``, the oldest revision whose code does. The
schema carries what its migrations say, since older code has not read them: as the comment of Alembic's table.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection

LEAST_CODE = "least_code"
"""The name in a migration's module."""
_FOUND = text(
    "SELECT version_num, obj_description('alembic_version'::regclass, 'pg_class') AS least "
    "FROM alembic_version"
)


@dataclass(frozen=True, slots=True)
class Schema:
    """The database schema of one service, and the folder with the history of its migrations."""

    service: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Found:
    """What a database says of its schema. ``revision``: None: there is none yet. ``least``: the oldest
    revision whose code works with it; None: it does not say."""

    revision: str | None = None
    least: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """The revisions that the code knows, with the oldest whose code works with the schema of each."""

    head: str
    least: MappingProxyType[str, str]

    def is_newer(self, found: Found) -> bool:
        """Whether a newer version of the code made the schema."""
        return found.revision is not None and found.revision not in self.least

    def works_with(self, found: Found) -> bool:
        """Whether this code works with the schema: its own, or a newer one that says so."""
        return found.revision == self.head or (self.is_newer(found) and found.least in self.least)

    def problem(self, found: Found) -> str | None:
        """Why it does not; None: it does."""
        if self.works_with(found):
            return None
        if self.is_newer(found):
            return (
                f"database revision {found.revision} is newer and works with code from {found.least} on, "
                f"this is {self.head}: use a newer image"
            )
        return f"database revision is {found.revision}, need {self.head}: run youyue migrate"


def config_of(schema: Schema) -> Config:
    """Alembic's view of the schema's history."""
    config = Config()
    config.set_main_option("script_location", str(schema.folder))
    config.attributes["service"] = schema.service
    return config


@cache
def known_revisions(schema: Schema) -> Known:
    """Those in the code's folder, oldest first."""
    scripts = ScriptDirectory.from_config(config_of(schema))
    head = scripts.get_current_head()
    assert head
    least: dict[str, str] = {}
    before: str | None = None
    for script in reversed(list(scripts.walk_revisions())):
        before = getattr(script.module, LEAST_CODE, before or script.revision)
        least[script.revision] = before
    return Known(head, MappingProxyType(least))


async def found_revision(connection: AsyncConnection) -> Found:
    """What the schema that ``connection`` sees says of itself."""
    try:
        row = (await connection.execute(_FOUND)).one_or_none()
    except ProgrammingError:
        return Found()
    return Found(row.version_num, row.least) if row else Found()
