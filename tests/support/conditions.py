"""Conditions on rows, answered without a database: those that use cases put to ``find`` and ``known_all``."""

import json
import operator
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import BinaryExpression, BindParameter, Cast, Column, ColumnElement, Function
from sqlalchemy.dialects.postgresql.operators import ASTEXT, CONTAINS
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BooleanClauseList, Grouping


def meets(row: Mapping[str, Any], conditions: tuple[ColumnElement[bool], ...]) -> bool:
    """Whether the row meets all of them. As in SQL, what is compared with NULL is never true.

    Raises NotImplementedError for a condition that was not met here before: teach it to this module.
    """
    return all(_value(row, condition) is True for condition in conditions)


def _value(row: Mapping[str, Any], element: Any) -> Any:
    match element:
        case Column():
            return row[element.name]
        case BindParameter():
            return element.value
        case Cast():
            return json.dumps(_value(row, element.clause), ensure_ascii=False)
        case Function() if element.name == "strpos":
            text, part = (_value(row, clause) for clause in element.clauses)
            return text.find(part) + 1
        case Grouping():
            return _value(row, element.element)
        case BooleanClauseList() if element.operator is operators.or_:
            return any(_value(row, clause) is True for clause in element.clauses)
        case BinaryExpression():
            apply = _OPERATORS.get(element.operator)
            if apply is None:
                raise NotImplementedError(f"{element.operator}: {element}")
            left, right = _value(row, element.left), _value(row, element.right)
            return None if left is None or right is None else apply(left, right)
    raise NotImplementedError(f"{type(element).__name__}: {element}")


def _field(document: Mapping[str, Any], name: str) -> Any:
    return document.get(name)


def _text_field(document: Mapping[str, Any], name: str) -> str | None:
    value = document.get(name)
    return value if value is None or isinstance(value, str) else json.dumps(value)


def _contains(document: Any, part: Any) -> bool:
    """JSONB's ``@>``: every field of ``part`` is there, and of a list every entry is somewhere."""
    if isinstance(part, Mapping):
        return isinstance(document, Mapping) and all(
            name in document and _contains(document[name], wanted) for name, wanted in part.items()
        )
    if isinstance(part, list):
        return isinstance(document, list) and all(
            any(_contains(entry, wanted) for entry in document) for wanted in part
        )
    return bool(document == part)


_OPERATORS: Mapping[Any, Callable[[Any, Any], Any]] = {
    operators.eq: operator.eq,
    operators.ne: operator.ne,
    operators.lt: operator.lt,
    operators.le: operator.le,
    operators.gt: operator.gt,
    operators.ge: operator.ge,
    operators.in_op: lambda value, among: value in among,
    operators.not_in_op: lambda value, among: value not in among,
    operators.json_getitem_op: _field,
    ASTEXT: _text_field,
    CONTAINS: _contains,
}
