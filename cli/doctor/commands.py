"""``youyue doctor``: checks settings, servers and what they hold, and says what to do."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError
from yarl import URL

from cli.backends import kept_files
from cli.doctor.daily import account, certificate, room, year_to_come
from cli.doctor.finding import Finding
from cli.doctor.servers import broker, database, embedded_server, names, partners
from cli.moving import townships
from cli.servers import addresses, settings_of
from cli.settings_words import settings_in_words
from cli.shown import Json, json_line, shown
from shared.kernel.settings.secrecy import redact
from shared.kernel.settings.settings import SettingsError
from shared.language.calendar import WorkingCalendar, local_day
from shared.language.directory.holidays import calendar_of
from shared.language.topology import CONSUMERS


def doctor(as_json: Json = False) -> None:
    """检查设置、数据库、迁移、消息代理与拓扑。
    Check the installation; exit code 1 if something must be done."""
    findings = asyncio.run(examine())
    if as_json:
        for finding in findings:
            seen, advice = redact(finding.seen), redact(finding.advice)
            told = {"what": finding.what, "well": not finding.advice, "seen": seen, "advice": advice}
            typer.echo(json_line(told))
    else:
        _show(findings)
    raise typer.Exit(any(finding.advice for finding in findings))


def _show(findings: Sequence[Finding]) -> None:
    console, table = Console(), Table(title="youyue doctor")
    for column in ("检查 check", "现状 seen", ""):
        table.add_column(column, overflow="fold")
    for finding in findings:
        table.add_row(
            finding.what,
            escape(shown(redact(finding.seen), lines=True)),
            "✗" if finding.advice else "✓",
            style="red" if finding.advice else None,
        )
    console.print(table)
    # Below the table: in a narrow cell a command is broken, and cannot be copied.
    for finding in findings:
        if finding.advice:
            said = shown(redact(finding.advice), lines=True)
            console.print(f"✗ {finding.what}：\n{said}", markup=False, highlight=False, soft_wrap=True)


async def examine() -> list[Finding]:
    """All that is found, well or not."""
    findings = list(names())
    try:
        embedded = not addresses("DATABASE", CONSUMERS)
        addresses("BROKER", CONSUMERS)
    except SettingsError as error:
        return [*findings, Finding("地址 addresses", "✗", settings_in_words(error))]
    findings.extend(partners())
    given = {"database_url": "postgresql://embedded/"} if embedded else {}
    wrong: dict[str, list[str]] = {}
    """What is wrong, and with whose settings."""
    for service in CONSUMERS:
        try:
            settings = settings_of(service, **given)
        except SettingsError as error:
            wrong.setdefault(settings_in_words(error), []).append(service)
            continue
        findings.append(Finding(f"{service} 设置 settings", "好 good"))
        if embedded:
            continue
        findings.append(await database(service, settings))
        findings.extend([finding async for finding in account(service, settings)])
        findings.extend([finding async for finding in broker(service, settings)])
        findings.extend(await asyncio.to_thread(certificate, service, settings))
    findings.extend(
        Finding(f"{', '.join(services)} 设置 settings", "✗", said) for said, services in wrong.items()
    )
    findings.extend(year_to_come(local_day(datetime.now(UTC)), await _calendars(asks=not embedded)))
    findings.append(room(Path(URL(kept_files() or "").path)))
    return [*findings, *await asyncio.to_thread(embedded_server)] if embedded else findings


async def _calendars(*, asks: bool) -> dict[str, WorkingCalendar]:
    """By township, as far as a database ``asks``; else the packaged one."""
    found = {}
    if asks:
        with suppress(SQLAlchemyError, OSError, SettingsError):
            found = await townships(())
    return {code: calendar_of(one.notices) for code, one in found.items()} or {"": WorkingCalendar.standard()}
