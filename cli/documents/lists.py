"""docs/generated/lists.md: the lists of a township, their columns, roles and levels, and the samples."""

from inspect import cleandoc, getdoc
from typing import get_args

from cli.documents.markdown import code, page, table
from demo.townships import SAMPLES, read_sample
from shared.language.contracts.directory import SEATED, Level
from shared.language.directory.sheets.layout import LEVEL, LISTS, ROLE, Sheet

_INTRODUCTION = """\
A township's lists, as its office fills them in and as everybody hears of them:
`GET /directory/<township>`, the events `directory.township.*.v1`, and `youyue township export`. Each entry
holds from its first day until its last. Which codes a command may name is what the lists of the township say
on the day: a refusal names those that come nearest first.
"""


def lists_page() -> str:
    """The whole page."""
    return page("Lists of a township", _INTRODUCTION, *map(_list, LISTS), _closed(), _samples())


def _list(sheet: Sheet) -> str:
    columns = table(
        ("field", "列", "required"),
        ((code(c.field), c.heading, "yes" if c.required else "") for c in sheet.columns),
    )
    return f"## {sheet.name} {sheet.title}\n\n{cleandoc(getdoc(sheet.model) or '')}\n\n{columns}"


def _closed() -> str:
    words = [(code(role), ROLE.write(role)) for role in SEATED]
    words += [(code(level), LEVEL.write(level)) for level in get_args(Level)]
    return f"## Roles and levels\n\n{table(('code', '词'), words)}"


def _samples() -> str:
    rows = (
        (code(name), sample.township_id, sample.profile.name, code(sample.rules[0].rule_set), *_counts(name))
        for name in SAMPLES
        for sample in (read_sample(name),)
    )
    heads = ("sample", "code", "名称", "rules", "departments", "villages", "people", "categories")
    return f"## The samples in demo/townships\n\n{table(heads, rows)}"


def _counts(name: str) -> tuple[str, ...]:
    lists = read_sample(name).lists
    return tuple(str(len(e)) for e in (lists.departments, lists.villages, lists.people, lists.categories))
