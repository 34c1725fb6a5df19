"""The library stands on the kernel alone, and its migrations lead to the tables that its code expects."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData

from shared.kernel.service.service import Service
from shared.kernel.store.database import create_engine
from shared.kernel.store.revisions import found_revision, known_revisions
from tests.kernel.library.desk.app import SERVICE as DESK
from tests.kernel.library.shelves.app import SERVICE as SHELVES

LIBRARY = Path(__file__).with_name("library")
MAIN = LIBRARY / "__main__.py"
OURS = ("shared", "services", "cli", "demo", "benchmarks", "deploy", "scripts", "tests")
PLAYED_WITH = ("shared.client", "shared.embedded")
"""What a day in the library needs besides: a client and a database server."""


def imported_by(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0
            assert node.module
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def is_at_or_below(module: str, *packages: str) -> bool:
    return any(f"{module}.".startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("file", sorted(LIBRARY.rglob("*.py")), ids=lambda f: str(f.relative_to(LIBRARY)))
def test_the_library_knows_the_kernel_and_itself(file: Path) -> None:
    allowed = ("shared.kernel", "tests.kernel.library", *(PLAYED_WITH if file == MAIN else ()))
    ours = {module for module in imported_by(file) if is_at_or_below(module, *OURS)}
    assert {module for module in ours if not is_at_or_below(module, *allowed)} <= {"shared"}


@pytest.mark.parametrize("service", [SHELVES, DESK], ids=lambda service: service.name)
async def test_the_migrations_lead_to_the_tables_of_the_code(library_database: str, service: Service) -> None:
    def difference(connection: Connection, metadata: MetaData) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    engine = create_engine(library_database, service.name, 1)
    async with engine.connect() as connection:
        assert await connection.run_sync(difference, service.metadata) == []
        assert (await found_revision(connection)).revision == known_revisions(service.schema).head
    await engine.dispose()
