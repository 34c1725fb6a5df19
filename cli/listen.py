"""``youyue listen``: watch events go by."""

import asyncio
import contextlib
import json
from typing import Annotated

import httpx
import typer
from rich.console import Console
from rich.markup import escape

from cli.giving_up import give_up
from cli.shown import json_shown, shown
from cli.wire import CONSOLE_URL, NOTHING_THERE, BrokerUrl, ConsoleUrl, wire_for
from shared.language.calendar import SHANGHAI


def listen(
    pattern: Annotated[
        str, typer.Argument(help="AMQP 主题模式 topic pattern: 'handling.#', '*.item.*.v1'")
    ] = "#",
    whole: Annotated[
        bool, typer.Option("--json", help="整条消息，每行一条 the whole envelope, one per line")
    ] = False,
    broker_url: BrokerUrl = None,
    console_url: ConsoleUrl = CONSOLE_URL,
) -> None:
    """收听事件，直到 Ctrl-C。Watch events until Ctrl-C."""
    with contextlib.suppress(KeyboardInterrupt):
        try:
            asyncio.run(_listen(pattern, whole, broker_url, console_url))
        except httpx.HTTPStatusError as error:
            give_up(_said(error.response), error)
        except httpx.TransportError as error:
            typer.echo(NOTHING_THERE.format(url=console_url, error=error), err=True)
            raise typer.Exit(2) from error


def _said(answer: httpx.Response) -> str:
    """Why the console does not show them, in its own words where it has some."""
    with contextlib.suppress(ValueError, TypeError, KeyError):
        said = answer.json()
        return shown(f"{said['zh']}{said['en']}")
    return f"HTTP {answer.status_code}"


async def _listen(pattern: str, whole: bool, broker_url: str | None, console_url: str) -> None:
    console = Console()
    async with wire_for(broker_url, console_url) as wire, wire.events(pattern) as events:
        async for event in events:
            if whole:
                print(json_shown(json.loads(event.to_json())), flush=True)
            else:
                when = event.time.astimezone(SHANGHAI)
                console.print(
                    f"{when:%Y-%m-%d %H:%M:%S} [bold]{escape(shown(event.type))}[/bold] "
                    f"{escape(shown(event.subject or ''))} {escape(shown(event.actorid))}",
                    highlight=False,
                )
