"""Every piece of SQL in the code, as text: what migrations say, literals, and the statement of a message.

What is composed with SQLAlchemy while a service runs cannot be had without running it; ``composed`` tells it
by the names of the methods and functions that are called.
"""

import ast
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from cli.services import schema_of
from shared.kernel.journal import statement as journal
from shared.kernel.journal.entry import Written
from shared.kernel.store.revisions import config_of
from shared.language.topology import CONSUMERS

ROOT = Path(__file__).parents[3]
FOLDERS = ("shared", "services", "cli")
_BEGINS = re.compile(
    r"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|CREATE|ALTER|DROP|SET|ANALYZE|VACUUM|BEGIN|COMMIT"
    r"|ROLLBACK|LISTEN|NOTIFY|COMMENT ON|GRANT|REVOKE|TRUNCATE|LOCK|COPY|MERGE|EXPLAIN)\b\s*\S"
)
_PLACE = re.compile(r"(?<![:\w]):([a-z_]\w*)")
_FIELD = re.compile(r"(?<!\{)\{[^{}]*\}(?!\})")
STANDS_FOR = {
    "unit_of_work.self._lock": " FOR UPDATE",
    "key_ring.where": "known WHERE",
    "laws.where": "FROM known",
    "purging.rule.sets": "x = NULL",
    "purging.taken": "DELETE FROM x WHERE x",
}
"""What an f-string of that module puts in, where a name would not do."""
_AT = datetime(2026, 9, 1, tzinfo=UTC)


def migrations(service: str) -> str:
    """What a migration from nothing to the newest revision would send to PostgreSQL, and back again."""
    said = io.StringIO()
    context = MigrationContext.configure(
        dialect_name="postgresql", opts={"as_sql": True, "output_buffer": said, "literal_binds": True}
    )
    revisions = list(ScriptDirectory.from_config(config_of(schema_of(service))).walk_revisions())
    with Operations.context(context):
        for revision in reversed(revisions):
            revision.module.upgrade()
        for revision in revisions:
            revision.module.downgrade()
    return said.getvalue()


def of_a_message() -> Iterator[str]:
    """The statements that end units of work, with each part, for few rows and for many."""
    row = journal.ThingRow("1", "new", 2, 1, "{}")
    event = Written._make([None] * len(Written._fields))
    for number in (1, 9):
        rows, side = [row] * number, journal.Side("votes", ("id",), unless_there=True)
        parts = [
            *journal.held([("item", rows)], ("SELECT 1", 1)),
            journal.receipt("c", "s", "m", "t"),
            journal.made(0, "item", rows, _AT),
            journal.changed(1, "item", rows, _AT),
            journal.copied("k", "1", 1, "{}"),
            journal.side(0, side, "[]"),
            journal.cancelled(["k"]),
            journal.entered([event] * number, after_cancelling=True),
        ]
        yield journal.statement("t", parts)[0]


def modules() -> Iterator[tuple[str, ast.Module]]:
    """The code that runs, without migrations: those are rendered."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "versions" not in path.parts:
                yield str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))


def literals() -> Iterator[tuple[str, str]]:
    """Where, and the text of each literal that is SQL: it begins like a statement, or is given to ``text``.

    What an f-string or ``format`` puts in becomes a name, a bound parameter a number.
    """
    for where, module in modules():
        skipped = {id(node) for node in _not_sql(module)}
        texts = {id(argument) for argument in _given_to_text(module)}
        for node in ast.walk(module):
            if id(node) in skipped or not isinstance(node, ast.Constant | ast.JoinedStr):
                continue
            words = _words(node, Path(where).stem)
            if words and (_BEGINS.match(words) or id(node) in texts):
                yield f"{where}:{node.lineno}", _PLACE.sub("$1", _FIELD.sub("x", words))


def composed() -> Iterator[tuple[str, str]]:
    """Where, and ``func.name``, ``.method``, ``.method(keyword)`` of each call where SQLAlchemy is used."""
    for where, module in modules():
        if not any("sqlalchemy" in (name or "") for name in _imported(module)):
            continue
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = node.func.value
                of_func = isinstance(owner, ast.Name) and owner.id == "func"
                yield where, f"func.{node.func.attr}" if of_func else f".{node.func.attr}"
                for keyword in node.keywords:
                    yield where, f".{node.func.attr}({keyword.arg})"
                if node.func.attr == "op" and isinstance(node.args[0], ast.Constant):
                    yield where, f".op({node.args[0].value!s})"


def _imported(module: ast.Module) -> Iterator[str | None]:
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            yield node.module


def _given_to_text(module: ast.Module) -> Iterator[ast.expr]:
    if not any("sqlalchemy" in (name or "") for name in _imported(module)):
        return
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("text", "sa.text", "literal_column"):
            yield from node.args[:1]


def _not_sql(module: ast.Module) -> Iterator[ast.AST]:
    """Docstrings, and the pieces of f-strings, which are taken as a whole."""
    for node in ast.walk(module):
        if isinstance(node, ast.Expr):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield from node.values


def _words(node: ast.Constant | ast.JoinedStr, stem: str) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(_piece(one, stem) for one in node.values)


def _piece(one: ast.expr, stem: str) -> str:
    if isinstance(one, ast.FormattedValue):
        return STANDS_FOR.get(f"{stem}.{ast.unparse(one.value)}", "x")
    return str(getattr(one, "value", ""))


def everything() -> Iterator[tuple[str, str]]:
    """Where, and the text of, all SQL that stands somewhere."""
    for service in CONSUMERS:
        yield f"services/{service}/migrations", migrations(service)
    for number, text in enumerate(of_a_message()):
        yield f"shared/kernel/journal/statement.py ({number})", text
    yield from literals()
