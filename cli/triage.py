"""``youyue triage``: triage's suggestions for a text or for many, the reasons, and the effect of a changed
rule file."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.backends import intake_database
from cli.giving_up import give_up
from cli.lists import Lists, today_in, township_in
from cli.reading import reading_the_database
from cli.shown import json_shown, shown
from cli.submission_lines import Line, complain, read_lines
from cli.suggestion_words import LABELS, in_words
from cli.townships import Township, law_in
from services.intake.domain.triage.assess import assess
from services.intake.domain.triage.book import Book, book, make_book, rules_of
from services.intake.domain.triage.lint import findings
from services.intake.domain.triage.model import FIELDS, TriageInput, TriageResult
from services.intake.storage.lookups import newest
from shared.language.directory import Directory

PAST = 2_000
"""Submissions of the past that a change is tried on."""
_OF_ANOTHER = (
    "名录是乡镇 {whose} 的，要试的是 {meant} 以往的意见。\n"
    "The lists are those of the township {whose}; the past submissions are those of {meant}."
)


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
    past: Annotated[
        bool, typer.Option("--past", help="对以往的意见试一试，只列出会变的 try on past submissions")
    ] = False,
    lists: Lists = None,
    township: Township = None,
) -> None:
    """分类分办建议：归类、部门、紧急、能否受理、能否直办，各有理由。
    Suggest where a submission goes, and why."""
    using, given = _book(rules), township_in(lists) if lists else None
    here = today_in(given)
    if lint:
        _lint(using, here)
    elif past:
        with reading_the_database():
            asyncio.run(_on_past(using, here, township, given.township_id if given else None))
    elif jsonl is not None:
        if not _all_lines(jsonl, using, here, dry_run):
            raise typer.Exit(1)
    elif text is not None:
        asked = TriageInput(text=text, title=title, village=village, channel=channel)
        _print(assess(asked, here, using), here, explain)
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


def _lint(using: Book, here: Directory) -> None:
    found = findings(using, here)
    for finding in found:
        typer.echo(f"{shown(finding.zh)}\n  {shown(finding.en)}")
    typer.echo(f"{len(found)} 处问题 {len(found)} findings")
    if found:
        raise typer.Exit(1)


def _all_lines(path: Path, using: Book, here: Directory, dry_run: bool) -> bool:
    good, lines, changed = True, 0, 0
    try:
        for line in read_lines(path):
            if not isinstance(line, Line):
                complain(*line)
                good = False
                continue
            lines += 1
            result = assess(line.asked, here, using)
            if not dry_run:
                typer.echo(json_shown(as_json(line.ref, result)))
            elif differences := _differences(assess(line.asked, here), result):
                changed += 1
                typer.echo(json_shown({"ref": line.ref, "changes": differences}))
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        typer.echo(f"文件读不了：{shown(path)}\nThe file cannot be read: {error.strerror}", err=True)
        return False
    if dry_run:
        typer.echo(f"{lines} 条中有 {changed} 条会变 {changed} of {lines} would change", err=True)
    return good


async def _on_past(using: Book, changed: Directory, given: str | None, whose: str | None) -> None:
    """What rules, or ``changed`` lists, would suggest otherwise about the newest submissions, whose masked
    words are read. ``whose`` the lists are; None: none are given, and those of the township stand."""
    async with intake_database() as connection:
        law = await law_in(connection, given)
        if whose and whose != (meant := law.township.township_id):
            give_up(_OF_ANOTHER.format(whose=shown(whose), meant=meant))
        found = await newest(connection, law.township.township_id, PAST)
    here, changes = law.at(datetime.now(UTC)).directory, 0
    using_lists = changed if whose else here
    for submission in found:
        asked = TriageInput(
            text=submission.text,
            title=submission.title,
            channel=submission.channel,
            village=submission.village,
        )
        if differences := _differences(assess(asked, here), assess(asked, using_lists, using)):
            changes += 1
            typer.echo(json_shown({"trace_code": submission.trace_code, "changes": differences}))
    typer.echo(f"{len(found)} 条中有 {changes} 条会变 {changes} of {len(found)} would change", err=True)


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
        "matters": list(result.matters),
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


def _print(result: TriageResult, lists: Directory, explain: bool) -> None:
    small = "yes" if result.small_matter else "no"
    decided = {"admissible": result.inadmissible_reason, "small_matter": small}
    for field, label in LABELS.items():
        value = in_words(field, decided.get(field, getattr(result, field)), lists)
        typer.echo(f"{label} {field}：{value} ({getattr(result, field)})  {result.confidence[field]:.0%}")
        if explain:
            typer.echo(f"    {shown(result.why[field].zh)}\n    {shown(result.why[field].en)}")
    for number, matter in enumerate(result.matters, 1):
        typer.echo(f"第{number}件 matter {number}：{shown(matter)}")
    published = f"{result.title}：{result.text}" if result.title else result.text
    typer.echo(f"公开文字 published as：{shown(published, lines=True)}")
