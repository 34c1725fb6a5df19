"""A migration adds; one after which older code does not work says which code does."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.services import schema_of
from shared.kernel.store.revisions import LEAST_CODE, known_revisions
from shared.language.topology import CONSUMERS

ROOT = Path(__file__).parents[2]
MIGRATIONS = [
    path for path in sorted(ROOT.glob("services/*/migrations/versions/*.py")) if "_0001_" not in path.name
]
TAKES_AWAY = frozenset({"drop_column", "drop_table", "drop_constraint", "rename_table"})
NARROWS = frozenset({"create_unique_constraint", "create_check_constraint", "create_primary_key"})


def _has(call: ast.Call, name: str, value: object) -> bool:
    return any(one.arg == name and getattr(one.value, "value", ...) is value for one in call.keywords)


def _names(call: ast.Call) -> set[str | None]:
    return {one.arg for one in call.keywords}


def breaks_older_code(call: ast.Call) -> bool:
    """Whether code that was written for the schema before may fail after this operation: what it reads or
    writes is not there any more, or it leaves out what is now demanded."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    column = call.args[1] if name == "add_column" else None
    return (
        name in TAKES_AWAY | NARROWS
        or (name == "alter_column" and bool(_names(call) & {"new_column_name", "type_"}))
        or (name == "alter_column" and _has(call, "nullable", False))
        or (name == "create_index" and _has(call, "unique", True))
        or name == "execute"
        or (
            isinstance(column, ast.Call)
            and _has(column, "nullable", False)
            and "server_default" not in _names(column)
        )
    )


def breaking(module: str) -> Iterator[str]:
    """The operations of ``upgrade`` that do."""
    tree = ast.parse(module)
    upgrade = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "upgrade")
    for node in ast.walk(upgrade):
        if isinstance(node, ast.Call) and breaks_older_code(node):
            yield ast.unparse(node)[:90]


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: path.stem)
def test_a_migration_that_may_break_older_code_says_which_code_works(path: Path) -> None:
    text = path.read_text("utf-8")
    found = list(breaking(text))
    assert not found or f"\n{LEAST_CODE} = " in text, found


@pytest.mark.parametrize("service", CONSUMERS)
def test_what_a_migration_says_is_a_revision_of_its_service_and_never_goes_back(service: str) -> None:
    known = known_revisions(schema_of(service))
    revisions = list(known.least)
    ages = [revisions.index(least) for least in known.least.values()]
    assert ages == sorted(ages)
    assert all(age <= place for place, age in enumerate(ages))


@pytest.mark.parametrize(
    "operation",
    [
        'op.drop_column("journal", "body")',
        'op.add_column("journal", sa.Column("body", sa.Text(), nullable=False))',
        'op.alter_column("journal", "township", new_column_name="tenant")',
        'op.alter_column("journal", "body", nullable=False)',
        'op.create_index("uq", "votes", ["voter"], unique=True)',
        'op.execute("DELETE FROM votes")',
    ],
)
def test_what_takes_away_or_demands_is_seen(operation: str) -> None:
    assert list(breaking(f"def upgrade() -> None:\n    {operation}\n"))


@pytest.mark.parametrize(
    "operation",
    [
        'op.add_column("journal", sa.Column("body", sa.Text(), nullable=True))',
        'op.add_column("journal", sa.Column("body", sa.Text(), server_default="", nullable=False))',
        'op.create_index("ix", "votes", ["voter"], unique=False)',
        'op.create_table("votes", sa.Column("id", sa.Text(), nullable=False))',
        'op.drop_index("ix", table_name="votes")',
    ],
)
def test_what_only_adds_is_let_be(operation: str) -> None:
    assert not list(breaking(f"def upgrade() -> None:\n    {operation}\n"))
