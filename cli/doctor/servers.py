"""What the doctor asks settings and servers."""

import os
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

import aio_pika
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from cli.backends import PROJECT
from cli.definitions import declared
from cli.doctor.finding import Finding
from cli.environment import KNOWN
from cli.hints import typed
from cli.partner.broker import MANAGEMENT_URL, management, standings
from cli.servers import given_url
from cli.services import schema_of
from shared.kernel.bus.access.partners import PartnersError, load_partners
from shared.kernel.bus.access.users import broker_users
from shared.kernel.bus.rabbit.reconciling import Difference, differences
from shared.kernel.messages.errors import Rejected
from shared.kernel.messages.topology import parking_name
from shared.kernel.settings.settings import ServiceSettings, SettingsError
from shared.kernel.store.database import create_engine
from shared.kernel.store.revisions import found_revision, known_revisions
from shared.kernel.store.sqlstates import in_words, is_passing, server_said
from shared.language.house import HOUSE
from shared.language.topology import TOPOLOGY


def names() -> Iterator[Finding]:
    """Names in the environment that nobody knows."""
    for sentence in KNOWN.unknown(os.environ):
        yield Finding("环境变量 environment", "✗", sentence)


def partners() -> Iterator[Finding]:
    """Whoever can log in as a partner without an entry; asked where the management API is given."""
    what = "合作方 partners"
    try:
        if not given_url(MANAGEMENT_URL):
            return
        file = os.environ.get("YOUYUE_PARTNERS")
        entered = load_partners(HOUSE, Path(file) if file else None)
        with management() as broker:
            there = broker.definitions()
    except (Rejected, PartnersError, SettingsError) as error:
        yield Finding(what, "✗", str(error))
        return
    found = standings(entered, (user["name"] for user in there["users"]))
    left_over = [one for one in found if one.left_over]
    seen = f"{sum(one.known for one in found)} 个能登录 can log in"
    yield Finding(what, seen, "\n".join(one.words for one in left_over))
    known = [
        user for user in broker_users(HOUSE, entered) if user.name in {one["name"] for one in there["users"]}
    ]
    yield topology(differences(declared(known, {}), there))


def topology(differs: Sequence[Difference]) -> Finding:
    """Whether the broker is as the definitions say."""
    what, kinds = "消息代理定义 definitions", Counter((one.doing, one.kind) for one in differs)
    if not differs:
        return Finding(what, "一致 as declared")
    seen = ", ".join(f"{doing} {count} {kind}" for (doing, kind), count in kinds.items())
    return Finding(what, seen, f"先看 look first: {typed('definitions apply --dry-run')}")


def embedded_server() -> list[Finding]:
    """Whether the PostgreSQL of its own can start."""
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


async def database(service: str, settings: ServiceSettings) -> Finding:
    """Whether it answers, and whether this code works with its schema."""
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


async def broker(service: str, settings: ServiceSettings) -> AsyncIterator[Finding]:
    """Whether it lets the service in and has its queues."""
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
