"""``youyue run``: services until told to stop."""

import asyncio
from typing import Annotated

import typer
from aio_pika.exceptions import ProbableAuthenticationError
from sqlalchemy.exc import DBAPIError

from cli.backends import open_backends
from cli.hints import typed
from cli.process import Process, until_told_to_stop
from cli.servers import addresses, settings_of
from cli.serving import AddressTaken
from cli.settings_words import settings_in_words
from shared.kernel.bus.access.partners import PartnersError
from shared.kernel.messages.errors import Rejected
from shared.kernel.service.garbage import spare_what_stays
from shared.kernel.service.logging import configure_logging
from shared.kernel.settings.secrecy import redact
from shared.kernel.settings.settings import SettingsError
from shared.kernel.store.sqlstates import in_words
from shared.language.rules import RuleSetError
from shared.language.topology import CONSUMERS

_NEEDS_SERVERS = (
    "单独运行一个服务需要数据库和消息代理："
    "设置 YOUYUE_DATABASE_URL 与 YOUYUE_BROKER_URL，或用 {all} 。\n"
    "A service on its own needs YOUYUE_DATABASE_URL and YOUYUE_BROKER_URL; or use {all}"
)

_REFUSED = (
    "{services}: 消息代理拒绝登录，请核对用户名和密码。"
    "The broker refused the login, check user and password: {error}"
)
_BROKEN = "{services}: 数据库出错 the database says: {error}"


def run(
    services: Annotated[list[str] | None, typer.Argument(help=" ".join(CONSUMERS))] = None,
    all_: Annotated[bool, typer.Option("--all", help="所有服务 all services in one process")] = False,
) -> None:
    """运行服务，直到收到停止信号。Run services until told to stop; --all needs no servers."""
    names = CONSUMERS if all_ else tuple(services or ())
    if not names or set(names) - set(CONSUMERS):
        typer.echo(f"可选服务 services: {', '.join(CONSUMERS)}; --all", err=True)
        raise typer.Exit(2)
    try:
        asyncio.run(_run_all() if all_ else _run_some(names))
    except Rejected as error:
        typer.echo(redact(str(error)), err=True)
        raise typer.Exit(2) from error
    except (SettingsError, PartnersError, RuleSetError) as error:
        typer.echo(f"设置有误 wrong settings: {settings_in_words(error)}", err=True)
        raise typer.Exit(2) from error
    except AddressTaken as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    except (DBAPIError, ProbableAuthenticationError) as error:
        sentence = _BROKEN if isinstance(error, DBAPIError) else _REFUSED
        said = sentence.format(services=", ".join(names), error=in_words(error))
        typer.echo(redact(said), err=True)
        raise typer.Exit(2) from error


async def _run_all() -> None:
    # The backends wait for their servers: what they wait for is said.
    configure_logging("WARNING")
    async with open_backends() as backends:
        await _serve(Process(CONSUMERS, backends.settings, backends.bus))


async def _run_some(names: tuple[str, ...]) -> None:
    if not (addresses("DATABASE", names) and addresses("BROKER", names)):
        raise SettingsError(_NEEDS_SERVERS.format(all=typed("run --all")))
    await _serve(Process(names, settings_of))


async def _serve(process: Process) -> None:
    first = process.services[0].settings
    configure_logging(first.log_level, first.log_format)
    stopping = asyncio.create_task(until_told_to_stop())
    starting = asyncio.create_task(process.start(*process.addresses()))
    try:
        await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            starting.result()
            spare_what_stays()
            await stopping
    finally:
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)
        await process.stop()
