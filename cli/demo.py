"""``youyue demo``: the platform, the story played through it from outside, the figures, then serving on."""

import asyncio
from contextlib import AbstractAsyncContextManager
from typing import Annotated

import httpx
import typer
from rich.console import Console

from cli.backends import Backends, broker_address, given_url, open_backends
from cli.process import AddressTaken, Process, until_told_to_stop
from cli.story_state import story_state
from demo.expectations import Surprise
from demo.names import Names
from demo.player import Player
from demo.report import compare
from demo.settle import Accounts
from demo.steps import Story, load_story
from demo.view import StoryView, show_figures, show_surprises
from shared.client import open_client
from shared.client.amqp import amqp_wire
from shared.client.client import Wire
from shared.client.http import http_wire
from shared.kernel.messages.envelope import Envelope
from shared.kernel.service.logging import configure_logging
from shared.language.contracts.figures import Figures
from shared.language.contracts.registry import REGISTRY
from shared.language.reference import reference
from shared.language.topology import CONSUMERS, TOPOLOGY

_PARTLY = (
    "库里有未演完的故事。清空后重来：make fresh（自带数据库）或换一个空库。\n"
    "The database holds a story that was not played to its end. "
    "Start afresh: make fresh, or give an empty database."
)
_EVERYBODY = (
    "演示用一个消息代理用户代表所有服务，谁的消息都相信。\n"
    "The demo has one broker user for all services, so it believes every message (YOUYUE_TRUST=everybody)."
)
_EXAMPLE = "D193"
"""A submission of which there is much to see: answered twice, rated twice."""
_SERVING = "运行中 serving: {url}  （Ctrl-C 结束）"


def demo(
    once: Annotated[
        bool, typer.Option("--once", help="演完即退出；全部相符才返回 0 exit 0 only if all matches")
    ] = False,
    broker_url: Annotated[str | None, typer.Option(help="amqp://…；缺省为进程内 default: in process")] = None,
    database_url: Annotated[
        str | None, typer.Option(help="postgresql://…；缺省为自带 default: embedded")
    ] = None,
    services: Annotated[
        str | None,
        typer.Option(
            help="已在运行的服务地址，逗号分隔 URLs of services that already run; needs --broker-url"
        ),
    ] = None,
    port: Annotated[int, typer.Option(help="页面端口 port of the pages")] = 8000,
) -> None:
    """演示故事：一次完整闭环。Play the demo story: one full loop, with its figures."""
    configure_logging("ERROR", "people")
    broker_url = broker_url or given_url("BROKER_URL")
    database_url = database_url or given_url("DATABASE_URL")
    try:
        if services:
            matched = asyncio.run(_remote(broker_url or "", tuple(services.split(","))))
        else:
            matched = asyncio.run(_local(broker_url, database_url, port, once))
    except AddressTaken as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    raise typer.Exit(0 if matched else 1)


async def _local(broker_url: str | None, database_url: str | None, port: int, once: bool) -> bool:
    console, story = Console(), load_story()
    async with open_backends(database_url, broker_url, story.steps[0].at, "everybody") as backends:
        if broker_url:
            console.print(_EVERYBODY)
            from shared.kernel.bus.rabbit.provision import provision

            await provision(broker_address(broker_url) or "", TOPOLOGY)
        process = Process(CONSUMERS, backends.settings, backends.bus)
        try:
            await process.start("127.0.0.1", port)
            url = f"http://127.0.0.1:{process.port}"
            matched = await _play_or_recall(console, story, backends, url)
            if matched is not None and not once:
                console.print(_SERVING.format(url=url), highlight=False)
                await until_told_to_stop()
        finally:
            await process.stop()
    return bool(matched)


async def _play_or_recall(console: Console, story: Story, backends: Backends, url: str) -> bool | None:
    """Whether the figures match; None when there is a half-played story in the way."""
    township = reference().township
    state = await story_state(backends.settings("evaluation").sqlalchemy_url, township, story)
    if state.figures:
        console.print(
            "故事已经演完，以下是库里的结果。The story was played before; these are its stored figures."
        )
        return _show(console, story, state.figures, state.names, [])
    if state.begun:
        console.print(_PARTLY, style="red")
        return None
    wire = (
        amqp_wire(broker_address(backends.broker_url) or "", REGISTRY)
        if backends.broker_url
        else http_wire(url, REGISTRY)
    )
    return await _play(console, story, wire, (url,))


async def _remote(broker_url: str, urls: tuple[str, ...]) -> bool:
    console, story = Console(), load_story()
    return await _play(console, story, amqp_wire(broker_address(broker_url) or "", REGISTRY), urls)


async def _play(
    console: Console, story: Story, wire: AbstractAsyncContextManager[Wire], urls: tuple[str, ...]
) -> bool:
    heard: list[Envelope] = []
    async with (
        httpx.AsyncClient(timeout=10, trust_env=False) as http,
        wire as opened,
        open_client(opened, heard.append) as client,
    ):
        with StoryView(console, story) as view:
            player = Player(story, client, Accounts(http, urls), reference().township, view.step, heard)
            figures = await player.play()
    return _show(console, story, figures, player.names, player.surprises)


def _show(console: Console, story: Story, figures: Figures, names: Names, surprises: list[Surprise]) -> bool:
    lines = compare(figures, story.expected, names)
    show_figures(console, lines)
    show_surprises(console, surprises)
    wrong = sum(not line.matches for line in lines) + len(surprises)
    console.print(f"{len(lines)} figures, {wrong} differ", style="red" if wrong else "green")
    if code := names.trace_codes.get(_EXAMPLE):
        console.print(f"看看其中一件 see one of them: youyue follow {code}", highlight=False)
    return not wrong
