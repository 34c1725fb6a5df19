"""``youyue triage``: triage's suggestions for a text or for many, the reasons, and the effect of a changed
rule file."""

from pathlib import Path
from typing import Annotated, Any

import typer

from cli.shown import json_shown, shown
from cli.submission_lines import Line, complain, read_lines
from services.intake.domain.triage.assess import assess
from services.intake.domain.triage.book import Book, book, make_book, rules_of
from services.intake.domain.triage.lint import findings
from services.intake.domain.triage.model import FIELDS, TriageInput, TriageResult
from shared.language.reference import reference


def triage(
    text: Annotated[str | None, typer.Argument(help="要分类的文字 the text to classify")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="每项说明理由 say why, field by field")] = False,
    jsonl: Annotated[
        Path | None, typer.Option(help="每行一条意见的文件，- 为标准输入 one JSON object per line")
    ] = None,
    rules: Annotated[Path | None, typer.Option(help="改过的规则文件 a changed rule file")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只列出改后会变的 print only the changes")
    ] = False,
    lint: Annotated[
        bool, typer.Option("--lint", help="检查词汇和规则 check the vocabulary and rules")
    ] = False,
    title: Annotated[str, typer.Option(help="标题 title")] = "",
    village: Annotated[str | None, typer.Option(help="村社代码 village, e.g. V01")] = None,
    channel: Annotated[str, typer.Option(help="来源 channel")] = "online",
) -> None:
    """分类分办建议：归类、部门、紧急、能否受理、能否直办，各有理由。
    Suggest where a submission goes, and why."""
    using = _book(rules)
    if lint:
        _lint(using)
    elif jsonl is not None:
        if not _all_lines(jsonl, using, dry_run):
            raise typer.Exit(1)
    elif text is not None:
        _print(assess(TriageInput(text=text, title=title, village=village, channel=channel), using), explain)
    else:
        typer.echo("请给出文字，或用 --jsonl、--lint。Give a text, or use --jsonl or --lint.", err=True)
        raise typer.Exit(2)


def _book(rules: Path | None) -> Book:
    if rules is None:
        return book()
    try:
        return make_book(rules_of(rules.read_text("utf-8")))
    except (OSError, KeyError, TypeError, ValueError) as error:
        typer.echo(f"规则文件不能用：{shown(error)}\nThe rule file cannot be used: {error!r}", err=True)
        raise typer.Exit(2) from error


def _lint(using: Book) -> None:
    found = findings(using)
    for finding in found:
        typer.echo(f"{shown(finding.zh)}\n  {shown(finding.en)}")
    typer.echo(f"{len(found)} 处问题 {len(found)} findings")
    if found:
        raise typer.Exit(1)


def _all_lines(path: Path, using: Book, dry_run: bool) -> bool:
    good, lines, changed = True, 0, 0
    try:
        for line in read_lines(path):
            if not isinstance(line, Line):
                complain(*line)
                good = False
                continue
            lines += 1
            result = assess(line.asked, using)
            if not dry_run:
                typer.echo(json_shown(as_json(line.ref, result)))
            elif differences := _differences(assess(line.asked), result):
                changed += 1
                typer.echo(json_shown({"ref": line.ref, "changes": differences}))
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        typer.echo(f"文件读不了：{shown(path)}\nThe file cannot be read: {error.strerror}", err=True)
        return False
    if dry_run:
        typer.echo(f"{lines} 条中有 {changed} 条会变 {changed} of {lines} would change", err=True)
    return good


def as_json(ref: str, result: TriageResult) -> dict[str, Any]:
    """One line of output. ``contains_pii`` names the masked data: protect the output like the input."""
    return {
        "ref": ref,
        "category": result.category,
        "department": result.department,
        "leader": result.leader,
        "deputy_group": result.deputy_group,
        "urgency": result.urgency,
        "kind": result.kind,
        "admissible": result.admissible,
        "inadmissible_reason": result.inadmissible_reason,
        "small_matter": result.small_matter,
        "title": result.title,
        "text": result.text,
        "contains_pii": [private.value for private in result.private],
        "confidence": dict(result.confidence),
        "why": {field: {"by": why.by, "zh": why.zh, "en": why.en} for field, why in result.why.items()},
    }


def _differences(before: TriageResult, after: TriageResult) -> dict[str, list[Any]]:
    return {
        field: [getattr(before, field), getattr(after, field)]
        for field in FIELDS
        if getattr(before, field) != getattr(after, field)
    }


def _print(result: TriageResult, explain: bool) -> None:
    lists = reference()
    reason = result.inadmissible_reason
    rows = [
        ("category", "类别", lists.categories[result.category].name),
        ("department", "承办部门", lists.departments[result.department].name),
        ("leader", "分管领导", lists.leaders[result.leader].name),
        (
            "deputy_group",
            "联系代表",
            lists.villages[result.deputy_group].name if result.deputy_group else "全乡",
        ),
        ("urgency", "紧急程度", lists.urgencies[result.urgency].name),
        ("kind", "性质", lists.kinds[result.kind].name),
        (
            "admissible",
            "能否受理",
            "可受理" if reason is None else f"不予受理：{lists.inadmissible[reason].name}",
        ),
        ("small_matter", "小事直办", "可以" if result.small_matter else "不作"),
    ]
    for field, label, value in rows:
        typer.echo(f"{label} {field}：{value} ({getattr(result, field)})  {result.confidence[field]:.0%}")
        if explain:
            typer.echo(f"    {shown(result.why[field].zh)}\n    {shown(result.why[field].en)}")
    published = f"{result.title}：{result.text}" if result.title else result.text
    typer.echo(f"公开文字 published as：{shown(published, lines=True)}")
