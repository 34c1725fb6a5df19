"""What a statement uses of PostgreSQL's language, by PostgreSQL's own parser."""

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pglast.parser import ParseError, parse_sql_json

Node = Mapping[str, Any]

_PLAIN = tomllib.loads(Path(__file__).with_name("plain.toml").read_text("utf-8"))
PLAIN_STATEMENTS = frozenset(_PLAIN["statements"])
PLAIN_FUNCTIONS = frozenset(_PLAIN["functions"])
PLAIN_OPERATORS = frozenset(_PLAIN["operators"])
PLAIN_TYPES = frozenset(_PLAIN["types"])
_PLAIN_INDEXES = frozenset({"btree"})


COMPOSED = {
    ".on_conflict_do_update": "on_conflict",
    ".on_conflict_do_nothing(index_elements)": "on_conflict",
    ".on_conflict_do_nothing": "on_conflict_without_target",
    ".with_for_update(skip_locked)": "skip_locked",
    ".with_for_update(key_share)": "key_locks",
    ".filter": "aggregate_filter",
    ".within_group": "within_group",
    ".lateral": "lateral",
    ".tablesample": "table_sample",
    ".contains": "operator @>",
    ".contained_by": "operator <@",
    ".has_key": "operator ?",
    ".has_any": "operator ?|",
    ".has_all": "operator ?&",
    ".path_match": "operator @@",
    ".path_exists": "operator @?",
    ".match": "operator @@",
    ".with_ordinality": "with_ordinality",
    ".table_valued(with_ordinality)": "with_ordinality",
}
"""What methods of SQLAlchemy become."""


def of_call(call: str) -> str | None:
    """What ``func.name``, ``.method`` or ``.op(+)`` of SQLAlchemy uses; None: what is plain."""
    kind, _, name = call.partition(".")
    if kind == "func":
        return None if name in PLAIN_FUNCTIONS else f"function {name}"
    if name.startswith("op("):
        return None if name[3:-1] in PLAIN_OPERATORS else f"operator {name[3:-1]}"
    return COMPOSED.get(call)


def made(sql: str) -> frozenset[str]:
    """The functions and row types that the statements make: using these is no construct of PostgreSQL's."""
    names = set()
    for one in json.loads(parse_sql_json(sql))["stmts"]:
        for name, fields in one["stmt"].items():
            if name == "CreateFunctionStmt":
                names.add(f"function {_last(fields['funcname'])}")
            elif name == "CreateStmt":
                names.add(f"type {fields['relation']['relname']}")
    return frozenset(names)


def constructs(sql: str) -> frozenset[str]:
    """The names of what is not plain in ``sql``, statements or an expression. Raises ParseError."""
    try:
        parsed = parse_sql_json(sql)
    except ParseError:
        parsed = parse_sql_json(f"SELECT {sql}")
    return frozenset(_found(json.loads(parsed)["stmts"]))


def _found(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _found(one)
    elif isinstance(value, dict):
        for name, fields in value.items():
            if isinstance(fields, dict):
                if (
                    name[0].isupper()
                    and name.endswith("Stmt")
                    and name not in PLAIN_STATEMENTS | _RULES.keys()
                ):
                    yield f"statement {name}"
                yield from _RULES.get(name, _nothing)(fields)
            yield from _found(fields)


def _nothing(fields: Node) -> Iterator[str]:
    yield from ()


def _last(names: list[Node]) -> str:
    return str(names[-1]["String"]["sval"])


def _insert(fields: Node) -> Iterator[str]:
    if conflict := fields.get("onConflictClause"):
        yield "on_conflict" if "infer" in conflict else "on_conflict_without_target"
    if fields.get("override", "OVERRIDING_NOT_SET") != "OVERRIDING_NOT_SET":
        yield "overriding_system_value"


def _select(fields: Node) -> Iterator[str]:
    if "targetList" not in fields and "valuesLists" not in fields and "larg" not in fields:
        yield "empty_select_list"
    if any(fields.get("distinctClause", ())):
        yield "distinct_on"


def _with(fields: Node) -> Iterator[str]:
    if fields.get("ctematerialized", "CTEMaterializeDefault") != "CTEMaterializeDefault":
        yield "cte_materialized"
    if "SelectStmt" not in fields["ctequery"]:
        yield "writing_cte"


def _lock(fields: Node) -> Iterator[str]:
    if fields["waitPolicy"] == "LockWaitSkip":
        yield "skip_locked"
    if fields["strength"] in ("LCS_FORKEYSHARE", "LCS_FORNOKEYUPDATE"):
        yield "key_locks"


def _range_function(fields: Node) -> Iterator[str]:
    if fields.get("ordinality"):
        yield "with_ordinality"
    if fields.get("lateral"):
        yield "lateral"


def _call(fields: Node) -> Iterator[str]:
    name = _last(fields["funcname"])
    if name not in PLAIN_FUNCTIONS:
        yield f"function {name}"
    if name == "unnest" and len(fields.get("args", ())) > 1:
        yield "unnest_several"
    if "agg_filter" in fields:
        yield "aggregate_filter"
    if fields.get("agg_within_group"):
        yield "within_group"


def _operator(fields: Node) -> Iterator[str]:
    name = _last(fields["name"])
    if name not in PLAIN_OPERATORS and fields["kind"] in ("AEXPR_OP", "AEXPR_OP_ANY", "AEXPR_OP_ALL"):
        yield f"operator {name}"


def _type(fields: Node) -> Iterator[str]:
    if "names" in fields and _last(fields["names"]) not in PLAIN_TYPES:
        yield f"type {_last(fields['names'])}"
    if "arrayBounds" in fields:
        yield "arrays"


def _constraint(fields: Node) -> Iterator[str]:
    found = {"CONSTR_GENERATED": "generated_column", "CONSTR_IDENTITY": "identity_column"}
    if fields["contype"] in found:
        yield found[fields["contype"]]
    if fields.get("nulls_not_distinct"):
        yield "nulls_not_distinct"


def _index(fields: Node) -> Iterator[str]:
    if "whereClause" in fields:
        yield "partial_index"
    if any("expr" in one["IndexElem"] for one in fields["indexParams"]):
        yield "expression_index"
    if "indexIncludingParams" in fields:
        yield "covering_index"
    if fields["accessMethod"] not in _PLAIN_INDEXES:
        yield f"index {fields['accessMethod']}"


def _function(fields: Node) -> Iterator[str]:
    languages = [
        one["DefElem"]["arg"]["String"]["sval"]
        for one in fields["options"]
        if one["DefElem"]["defname"] == "language"
    ]
    yield from (f"functions in {one}" for one in languages or ["sql"])
    if "sql_body" in fields:
        yield "standard_function_body"


def _drop_database(fields: Node) -> Iterator[str]:
    if any(one["DefElem"]["defname"] == "force" for one in fields.get("options", ())):
        yield "drop_database_force"


def _always(*names: str) -> Callable[[Node], Iterator[str]]:
    return lambda fields: iter(names)


_RULES: Mapping[str, Callable[[Node], Iterator[str]]] = {
    "InsertStmt": _insert,
    "SelectStmt": _select,
    "CommonTableExpr": _with,
    "LockingClause": _lock,
    "RangeFunction": _range_function,
    "RangeSubselect": lambda fields: iter(["lateral"] if fields.get("lateral") else []),
    "FuncCall": _call,
    "A_Expr": _operator,
    "typeName": _type,
    "Constraint": _constraint,
    "IndexStmt": _index,
    "CreateFunctionStmt": _function,
    "ReturnStmt": _nothing,
    "DropdbStmt": _drop_database,
    "CreateStatsStmt": _always("statistics"),
    "CreateTrigStmt": _always("triggers"),
    "CreateExtensionStmt": _always("extensions"),
    "ListenStmt": _always("listen_notify"),
    "NotifyStmt": _always("listen_notify"),
    "MergeStmt": _always("merge"),
    "partspec": _always("partitions"),
    "GroupingSet": _always("grouping_sets"),
    "RangeTableSample": _always("table_sample"),
    "JsonFuncExpr": _always("sql_json"),
    "JsonTable": _always("sql_json"),
    "JsonIsPredicate": _always("sql_json"),
}
