"""docs/generated/rules.md: every number of every model of rules side by side, with its source."""

import re
from collections.abc import Iterator
from itertools import groupby

from cli.documents.markdown import code, page, table
from shared.language.rules import Number, load_rule_set, numbers_of, rule_set_names, rule_set_text
from shared.language.words import text

_INTRODUCTION = """\
A township decides by one of these models, or by one with some numbers set otherwise: each with the day from
which it holds, who decided so, and why. A number is named by table and key, and written as here: periods are
"<amount> hours | working_days | calendar_days | months", ratios lie between 0 and 1, lists are separated by
commas. What a number means stands in `shared/language/rules/groups.py`; code reads every one of them.
"""
_LINE = re.compile(
    r"^(?:\[(?P<table>\w+)\]|(?P<key>\w+) = (?:\".*?\"|\[.*?\]|[^#]*?))\s*(?:#\s*(?P<source>.*))?$"
)


def rules_page() -> str:
    """The whole page."""
    models = rule_set_names()
    about = table(("model", "规则", "rules"), map(_titles, models))
    return page("Rules", _INTRODUCTION, about, *_tables(models))


def _titles(model: str) -> tuple[str, str, str]:
    about = load_rule_set(model).about
    return code(about.name), about.title_zh, about.title_en


def _tables(models: tuple[str, ...]) -> Iterator[str]:
    values = {model: {one.name: one for one in numbers_of(load_rule_set(model))} for model in models}
    comments = {model: dict(_sources(model)) for model in models}
    every = {name: one for model in models for name, one in values[model].items()}
    named = sorted(every.values(), key=lambda one: _place(one, tuple(every)))
    for group, numbers in groupby(named, key=_group):
        rows = (
            (
                f"{code(one.name)}<br>{text(one.words, 'zh_CN')}<br>{text(one.words, 'en')}",
                one.kind,
                *(_value(values[model].get(one.name), comments[model]) for model in models),
            )
            for one in numbers
        )
        yield f"## {group}\n\n{table(('number', 'kind', *models), rows)}"


def _group(number: Number) -> str:
    return number.name.split(".")[0]


def _place(number: Number, names: tuple[str, ...]) -> tuple[int, int]:
    """Groups in the order of the file, numbers in the order in which they are first met."""
    groups = list(dict.fromkeys(name.split(".")[0] for name in names))
    return groups.index(_group(number)), names.index(number.name)


def _value(number: Number | None, comments: dict[str, str]) -> str:
    if number is None:
        return "–"
    return f"{code(number.value)}<br>{comments.get(number.name) or comments.get(_group(number), '')}"


def _sources(model: str) -> Iterator[tuple[str, str]]:
    """(number or table, what its file says beside it)."""
    group = ""
    for line in rule_set_text(model).splitlines():
        if found := _LINE.match(line):
            group = found["table"] or group
            name = f"{group}.{found['key']}" if found["key"] else group
            yield name, found["source"] or ""
