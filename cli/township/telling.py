"""What an import changes, told at the command line."""

from collections import Counter

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.shown import shown
from cli.township.plan import Plan
from shared.language.directory.sheets.line import What

_WORDS: dict[What, str] = {
    "added": "新增 new",
    "changed": "更改 other",
    "ended": "截止 ends",
    "extended": "延长 extended",
    "restored": "恢复 restored",
    "still_ended": "仍为截止 stays ended",
    "missing": "不在文件中 not in it",
}
_WARNINGS: dict[What, str] = {
    "restored": "注意：{count} 条现有的截止日期将取消。文件是不是比名录旧？\n"
    "Mind: {count} that have ended, or will, get no last day any more. Is the file older than the lists?",
    "still_ended": "注意：误填的条目取消后，前一条仍为截止。要恢复，请写上前一条，截止日期留空。\n"
    "Mind: what a mistaken entry had ended stays so. To reopen it, fill it in without a last day.",
}


def show(plan: Plan) -> None:
    """Its lines, how many there are of each kind, and what should make one think twice."""
    table = Table("", "表", "条目", "起始日期", "改动的列", box=None)
    for line in plan.lines:
        cells = (_WORDS[line.what], line.sheet, line.name, line.since.isoformat(), "、".join(line.fields))
        table.add_row(*(escape(shown(cell)) for cell in cells))
    counts = Counter(line.what for line in plan.lines)
    if counts:
        Console().print(table)
        typer.echo("；".join(f"{_WORDS[what]} {count}" for what, count in counts.items()))
    for what, warning in _WARNINGS.items():
        if counts[what]:
            typer.echo(warning.format(count=counts[what]))
    for title, count in plan.emptied:
        typer.echo(f"“{title}”的 {count} 条将全部截止。All {count} of {title} end.")
