"""Every number of the rules is read by code, and no number of the law stands in code."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_origin, get_type_hints

from shared.language.rules import RuleSet

ROOT = Path(__file__).parents[2]
RULES = ROOT / "shared" / "language" / "rules"
GROUPS = {name: kind for name, kind in get_type_hints(RuleSet).items() if is_dataclass(kind)}
READ_BY = {"reply": "reply_period", "urgency": "urgency_rule"}
"""Tables whose rows are named by messages → the method that reads a row."""

ALLOWED: Mapping[str, str] = {
    "intake/domain/person_key.py:_KEY": "bytes of a key that stands for a person",
    "intake/domain/person_key.py:person_key": "digits of a telephone number",
    "intake/domain/trace_code.py:LENGTH": "characters of a trace code",
    "intake/domain/submission/triaging.py:_suggestion": "decimal places of a certainty",
    "intake/domain/headline.py:HEADLINE": "characters of a title made from a text",
    "intake/domain/submission/handing_in.py:_CLOCKS_DIFFER": "minutes by which clocks differ",
    "intake/domain/queues.py:_FAR_BACK": "days after which a search for a moment gives up",
    "handling/domain/project/reporting.py:_ALL": "percent of the whole",
    "scheduling/domain/meeting/agenda.py:_TITLE_LENGTH": "characters of a contract's line",
    "desk/domain/forms/fields.py:_LINE": "characters from which a field of a form has several lines",
    "desk/domain/forms/filling.py:_put": "blanks by which JSON in a form is set in",
    "desk/domain/forms/reading.py:ROWS": "rows of a list in a form",
    "identity/domain/account/passwords.py:LONGEST": "characters of a password that are hashed",
    "identity/domain/account/passwords.py:_RUN": "characters in a row that make a password easy",
    "identity/domain/account/passwords.py:_runs": "steps between two characters",
    "identity/domain/signing_key/retiring.py:OUTLIVES": "minutes that a key outlives its tokens (ADR 0076)",
}
"""Numbers above 1 in the domains, and what they are instead of rules."""
MEASURES = (
    "intake/domain/triage",
    "intake/domain/similar",
    "intake/domain/wording",
    "intake/domain/plain.py",
)
"""What measures texts and not people's time: likeness, certainty, length; each has its own ADR."""


def code(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if RULES not in path.parents:
                yield path, ast.parse(path.read_text("utf-8"))


def assigned(tree: ast.Module) -> Iterator[tuple[ast.expr, ast.expr]]:
    """(target, value) of every assignment; ``a, b = c, d`` is two."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                yield from zip(target.elts, value.elts, strict=True)
            else:
                yield target, value


def reads(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """(group, field) of every ``….group.field``, and of a name that was given ``….group`` before."""
    given = {
        target.id: value.attr
        for target, value in assigned(tree)
        if isinstance(target, ast.Name) and isinstance(value, ast.Attribute)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            of = node.value
            group = (
                of.attr
                if isinstance(of, ast.Attribute)
                else given.get(of.id)
                if isinstance(of, ast.Name)
                else ""
            )
            yield group or "", node.attr


def test_every_number_is_read_by_code() -> None:
    read = {found for _, tree in code("services", "shared", "cli") for found in reads(tree)}
    numbers = {(group, field.name) for group, kind in GROUPS.items() for field in fields(kind)}
    assert sorted(numbers - read) == [], "numbers that nobody decides by"


def test_every_table_of_rows_is_read_by_code() -> None:
    assert READ_BY.keys() | GROUPS.keys() == {field.name for field in fields(RuleSet)}
    assert all(get_origin(get_type_hints(RuleSet)[table]) is Mapping for table in READ_BY)
    read = {found for _, tree in code("services") for _, found in reads(tree)}
    assert set(READ_BY.values()) - read == set()


def literals(path: Path, tree: ast.Module) -> Iterator[tuple[str, object]]:
    """(file and name of what it stands in, number) of every number above 1 below the top of a module."""
    for top in tree.body:
        name = getattr(top, "name", "")
        if isinstance(top, ast.Assign | ast.AnnAssign):
            target = top.targets[0] if isinstance(top, ast.Assign) else top.target
            name = getattr(target, "id", "")
        for node in ast.walk(top):
            if (
                isinstance(node, ast.Constant)
                and type(node.value) in (int, float)
                and node.value not in (0, 1)
            ):
                yield f"{path.relative_to(ROOT / 'services').as_posix()}:{name}", node.value


def test_no_number_of_the_law_stands_in_code() -> None:
    found = {
        where
        for path, tree in code("services")
        if "domain" in path.parts and not path.relative_to(ROOT / "services").as_posix().startswith(MEASURES)
        for where, _ in literals(path, tree)
    }
    assert sorted(found - ALLOWED.keys()) == [], (
        "a rule belongs into shared/language/rules; anything else is named here"
    )
    assert sorted(ALLOWED.keys() - found) == [], "not there any more"


def test_nobody_is_told_by_a_role_that_stands_in_code() -> None:
    """The addressees of an escalation are data (``reminders.escalate_to``)."""
    said = {
        path.name
        for path, tree in code("services/handling/domain")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in ("head", "presidium", "leader", "office")
    }
    assert said == set()
