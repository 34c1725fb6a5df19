"""What operators and compose files call once: migrations, and a bare broker's topology."""

import asyncio
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer
from aio_pika.exceptions import AMQPError
from sqlalchemy.exc import DBAPIError

from cli.giving_up import give_up
from cli.servers import broker_address, settings_of
from cli.services import schema_of
from cli.settings_words import settings_in_words
from shared.kernel.bus.access.users import User
from shared.kernel.bus.rabbit.provision import ProvisionError
from shared.kernel.bus.rabbit.provision import provision as provision_broker
from shared.kernel.messages.errors import Rejected
from shared.kernel.service.logging import configure_logging
from shared.kernel.settings.secrecy import is_sample
from shared.kernel.settings.settings import SettingsError
from shared.kernel.store.revisions import known_revisions
from shared.kernel.store.sqlstates import in_words
from shared.kernel.store.waiting import migrate_patiently
from shared.language.house import HOUSE
from shared.language.topology import CONSUMERS

_NEWER = "库结构 {revision} 比本程序新，可以使用 the schema is newer and this program works with it"


def migrate(
    services: Annotated[list[str] | None, typer.Argument(help="缺省为全部 default: all")] = None,
    wait: Annotated[int, typer.Option(min=0, help="等待数据库的秒数 seconds to wait for the database")] = 60,
) -> None:
    """把各服务的数据库升到最新版本。Bring each service's database to the newest revision."""
    names = tuple(services or CONSUMERS)
    if unknown := set(names) - set(CONSUMERS):
        give_up(f"没有这样的服务 no such service: {', '.join(sorted(unknown))}; {', '.join(CONSUMERS)}")
    configure_logging("WARNING", "json")
    try:
        urls = {name: settings_of(name).sqlalchemy_url for name in names}
    except SettingsError as error:
        give_up(f"设置有误 wrong settings: {settings_in_words(error)}", error)
    for name, url in urls.items():
        try:
            there = asyncio.run(migrate_patiently(url, schema_of(name), wait))
        except (OSError, TimeoutError, DBAPIError) as error:
            give_up(f"{name} 数据库 database: {in_words(error)}", error)
        except Rejected as error:
            give_up(str(error), error)
        known = known_revisions(schema_of(name))
        said = _NEWER.format(revision=there.revision) if known.is_newer(there) else "已是最新 up to date"
        typer.echo(f"{name}: {said}")


def password_name(user: str) -> str:
    """The environment's name for a broker user's password; with ``_FILE`` appended, for the file that holds
    it."""
    return f"YOUYUE_RABBITMQ_PASSWORD_{user.upper().replace('-', '_')}"


def broker_passwords(users: Iterable[User], environment: Mapping[str, str]) -> dict[str, str]:
    """The passwords that are given, by user; an example's is none. Raises OSError when a named
    file cannot be read."""
    passwords = {}
    for user in users:
        name = password_name(user.name)
        file = environment.get(f"{name}_FILE")
        given = Path(file).read_text("utf-8").strip() if file else environment.get(name, "")
        passwords[user.name] = "" if is_sample(given) else given
    return passwords


def provision(
    broker_url: Annotated[str | None, typer.Option(help="amqp://…；缺省 default: $YOUYUE_BROKER_URL")] = None,
) -> None:
    """在空的消息代理上建立拓扑（开发用）。Make the topology on a bare broker, for development."""
    url = broker_address(broker_url)
    if url is None:
        give_up("设置 set YOUYUE_BROKER_URL, or --broker-url")
    try:
        asyncio.run(provision_broker(url, HOUSE.topology))
    except (ProvisionError, OSError, TimeoutError, AMQPError) as error:
        give_up(str(error), error)
    typer.echo("拓扑已就绪 the topology is ready")
