"""``youyue doctor``: checks settings, database, migrations, broker and topology, and says what to do."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import aio_pika
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from cli.backends import PROJECT
from cli.environment import KNOWN
from cli.hints import typed
from cli.partner.broker import MANAGEMENT_URL, management, standings
from cli.servers import addresses, given_url, settings_of
from cli.services import schema_of
from cli.shown import Json, json_line, shown
from shared.kernel.bus.access.partners import PartnersError, load_partners
from shared.kernel.messages.errors import Rejected
from shared.kernel.messages.topology import parking_name
from shared.kernel.settings.secrecy import redact
from shared.kernel.settings.settings import ServiceSettings, SettingsError
from shared.kernel.store.database import create_engine
from shared.kernel.store.revisions import found_revision, known_revisions
from shared.kernel.store.waiting import in_words, is_passing, server_said
from shared.language.house import HOUSE
from shared.language.topology import CONSUMERS, TOPOLOGY


@dataclass(frozen=True, slots=True)
class Finding:
    """One check. ``advice`` empty: it is well."""

    what: str
    seen: str
    advice: str = ""


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
    findings = list(_names())
    try:
        embedded = not addresses("DATABASE", CONSUMERS)
        addresses("BROKER", CONSUMERS)
    except SettingsError as error:
        return [*findings, Finding("地址 addresses", "✗", str(error))]
    findings.extend(_partners())
    given = {"database_url": "postgresql://embedded/"} if embedded else {}
    for service in CONSUMERS:
        try:
            settings = settings_of(service, **given)
        except SettingsError as error:
            findings.append(Finding(f"{service} 设置 settings", "✗", str(error)))
            continue
        findings.append(Finding(f"{service} 设置 settings", "好 good"))
        if embedded:
            continue
        findings.append(await _database(service, settings))
        findings.extend([finding async for finding in _broker(service, settings)])
    return [*findings, *await asyncio.to_thread(_embedded)] if embedded else findings


def _names() -> Iterator[Finding]:
    """Names in the environment that nobody knows."""
    for sentence in KNOWN.unknown(os.environ):
        yield Finding("环境变量 environment", "✗", sentence)


def _partners() -> Iterator[Finding]:
    """Whoever can log in as a partner without an entry; asked where the management API is given."""
    what = "合作方 partners"
    try:
        if not given_url(MANAGEMENT_URL):
            return
        file = os.environ.get("YOUYUE_PARTNERS")
        entered = load_partners(HOUSE, Path(file) if file else None)
        with management() as broker:
            found = standings(entered, broker.users())
    except (Rejected, PartnersError, SettingsError) as error:
        yield Finding(what, "✗", str(error))
        return
    left_over = [one for one in found if one.left_over]
    seen = f"{sum(one.known for one in found)} 个能登录 can log in"
    yield Finding(what, seen, "\n".join(one.words for one in left_over))


def _embedded() -> list[Finding]:
    from shared.embedded import EmbeddedPostgres, EmbeddedPostgresError, default_data_dir

    folder = default_data_dir(PROJECT)
    server = EmbeddedPostgres(folder)
    try:
        server.start()
    except (EmbeddedPostgresError, OSError) as error:
        return [Finding("自带 PostgreSQL embedded", "✗", str(error))]
    if server.started_here:
        server.stop()
    return [
        Finding("模式 mode", "自带 embedded：没有设置 YOUYUE_DATABASE_URL"),
        Finding("自带 PostgreSQL embedded", f"能启动 starts; {folder}"),
    ]


async def _database(service: str, settings: ServiceSettings) -> Finding:
    what, known = f"{service} 数据库 database", known_revisions(schema_of(service))
    engine = create_engine(settings.sqlalchemy_url, service, 1)
    try:
        async with engine.connect() as connection:
            found = await found_revision(connection)
    except (SQLAlchemyError, OSError) as error:
        passing = isinstance(error, DBAPIError) and server_said(error) and is_passing(error)
        advice = "稍后再试 try again later" if passing else "检查 YOUYUE_DATABASE_URL check the URL"
        return Finding(what, "✗", f"{advice}: {in_words(error)}")
    finally:
        await engine.dispose()
    if known.works_with(found):
        return Finding(what, f"revision {found.revision}")
    advice = "用新版镜像 use a newer image" if known.is_newer(found) else typed(f"migrate {service}")
    return Finding(what, f"revision {found.revision}", advice)


async def _broker(service: str, settings: ServiceSettings) -> AsyncIterator[Finding]:
    what = f"{service} 消息代理 broker"
    if settings.broker_url is None:
        yield Finding(what, "✗", "设置 set YOUYUE_BROKER_URL")
        return
    try:
        connection = await aio_pika.connect(str(settings.broker_url), timeout=5)
    except (OSError, TimeoutError, aio_pika.exceptions.AMQPError) as error:
        yield Finding(what, "✗", f"检查 YOUYUE_BROKER_URL check the URL: {error}")
        return
    async with connection:
        missing = [
            queue
            for queue in (*TOPOLOGY.inbox_queues(service), parking_name(service))
            if not await _has(connection, queue)
        ]
    if missing:
        yield Finding(
            what,
            f"缺队列 missing {', '.join(missing)}",
            f"加载 load deploy/rabbitmq/definitions.json, or {typed('provision')}",
        )
    else:
        yield Finding(
            what, f"{len(TOPOLOGY.inbox_queues(service))} 个收件队列 of {len(TOPOLOGY.queues)} queues"
        )


async def _has(connection: aio_pika.abc.AbstractConnection, queue: str) -> bool:
    try:
        async with connection.channel() as channel:
            await channel.declare_queue(queue, passive=True)
    except aio_pika.exceptions.AMQPError:
        return False
    return True
