"""Whoever finds a parked message finds its reason on the page, in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GIVING_UP = {"Unprocessable", "Park"}
BY_THE_BROKER = {"delivery_limit"}
"""A quorum queue's reason for a dead letter; see shared/kernel/bus/rabbit."""


def reasons_in(tree: ast.AST) -> Iterator[str]:
    """The first argument of each call that gives a message up: a literal, or all that its name may be."""
    named: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                named.update(_assigned(target, node.value, named))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GIVING_UP:
            match node.args[0]:
                case ast.Constant(value=str(reason)):
                    yield reason
                case ast.Name(id=name):
                    yield from named[name]


def _assigned(
    target: ast.expr, value: ast.expr, named: dict[str, set[str]]
) -> Iterator[tuple[str, set[str]]]:
    match target, value:
        case ast.Tuple(elts=targets), ast.Tuple(elts=values):
            for one, its in zip(targets, values, strict=True):
                yield from _assigned(one, its, named)
        case ast.Name(id=name), ast.IfExp(body=one, orelse=other):
            yield name, named.get(name, set()) | _means(one, named) | _means(other, named)
        case ast.Name(id=name), _:
            yield name, named.get(name, set()) | _means(value, named)


def _means(value: ast.expr, named: dict[str, set[str]]) -> set[str]:
    match value:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.Name(id=name):
            return named.get(name, set())
    return set()


def reasons() -> set[str]:
    files = [*ROOT.glob("shared/**/*.py"), *ROOT.glob("services/**/*.py")]
    return BY_THE_BROKER | {
        reason for file in files for reason in reasons_in(ast.parse(file.read_text("utf-8")))
    }


@pytest.mark.parametrize("page", ["parked.md", "parked.zh.md"])
def test_every_reason_is_on_the_page_with_what_to_do_and_no_other(page: str) -> None:
    text = (ROOT / "docs/operations" / page).read_text("utf-8")
    told = {
        reason
        for line in re.findall(r"^- (`.+?)[:：]", text, re.M)
        for reason in re.findall(r"`(\w+)`", line)
    }
    assert reasons() == told
    assert len(told) > 8
