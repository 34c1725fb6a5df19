"""``youyue demo``: the platform, the story played through it from outside, the figures, then serving on."""

import asyncio
from contextlib import AbstractAsyncContextManager
from typing import Annotated

import httpx
import typer
from rich.console import Console

from cli.backends import PROJECT, Backends, open_backends
from cli.demo_accounts import demo_accounts
from cli.hints import typed
from cli.process import Process, until_told_to_stop
from cli.servers import addresses, broker_address, given_url
from cli.serving import AddressTaken
from cli.story_state import story_past, story_state
from demo.expectations import Surprise
from demo.names import Names
from demo.past import NO_PAST, Past, command_id
from demo.player import Player
from demo.report import compare
from demo.sample import sample
from demo.settle import Accounts
from demo.steps import Story, load_story
from demo.townships import SAMPLES, read_sample
from demo.view import StoryView, show_figures, show_surprises
from shared.client import open_client
from shared.client.amqp import amqp_wire
from shared.client.client import Wire
from shared.client.http import http_wire
from shared.kernel.messages.envelope import Envelope
from shared.kernel.service.logging import configure_logging
from shared.kernel.settings.settings import SettingsError
from shared.language.contracts.figures import Figures
from shared.language.contracts.registry import REGISTRY
from shared.language.topology import CONSUMERS, TOPOLOGY

_GOING_ON = (
    "上次没有演完，从中断处接着演（已完成 {done} 条命令）。\n"
    "The story was interrupted; it goes on where it stood, {done} commands are done."
)
_NOT_OURS = (
    "库里有故事之外的数据，不在上面演。换一个空库，或用 make fresh 清空自带的数据库。\n"
    "The database holds matters that are not of the story, so it is not played there. "
    "Give an empty database, or clear the embedded one with make fresh."
)
_OWN_CLOCK = (
    "演示有自己的时钟，不要设置 YOUYUE_STORY_CLOCK。"
    "The demo has a clock of its own: do not set YOUYUE_STORY_CLOCK."
)
_OWN_ADDRESS = (
    "演示本身也要一个消息代理地址：设置 YOUYUE_BROKER_URL 或 --broker-url。\n"
    "The demo itself needs an address of the broker as well: set YOUYUE_BROKER_URL, or --broker-url."
)
_ALONGSIDE = (
    "--services 用已在运行的服务，它们有自己的数据库和端口：不要给 --database-url 或 --port。\n"
    "--services plays on services that run with a database and a port of their own: "
    "give neither --database-url nor --port."
)
_EVERYBODY = (
    "演示用一个消息代理用户代表所有服务，谁的消息都相信。\n"
    "The demo has one broker user for all services, so it believes every message (YOUYUE_TRUST=everybody)."
)
_EXAMPLE = "D193"
"""A submission of which there is much to see: answered twice, rated twice."""
_AGAIN = 3
"""The broker may be started anew while the story is played."""
_SERVING = "运行中 serving: {url}  运维 operators: {ops}  （Ctrl-C 结束）"
_SILENCE = "没有答复，演示停在这里：{error}。There was no answer, and the story ends here."
_STAFF = "工作人员 staff: {desk}  登录 sign in: {sign_in}  演示账号 demo accounts: {file}"
_PAGE = "  {name}：{url}/?township={code}"
"""Of each township there is: the story's, and one beside it in which nothing has happened yet."""


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
            help="已在运行的服务的运维地址，逗号分隔 operators' URLs of services that run; needs --broker-url"
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            help="页面端口；缺省 port of the pages; default: $YOUYUE_HTTP_PORT, 8000", min=0, max=65535
        ),
    ] = None,
) -> None:
    """演示故事：一次完整闭环。Play the demo story: one full loop, with its figures."""
    configure_logging("ERROR", "people")
    if services and (database_url or port is not None):
        raise SettingsError(_ALONGSIDE)
    try:
        if services:
            matched = asyncio.run(_remote(_own_address(broker_url), tuple(services.split(","))))
        else:
            matched = asyncio.run(_local(broker_url, database_url, port, once))
    except AddressTaken as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    raise typer.Exit(0 if matched else 1)


def _own_address(broker_url: str | None) -> str:
    """Where the demo's own client finds the broker. Raises SettingsError."""
    if url := broker_address(broker_url):
        return url
    raise SettingsError(_OWN_ADDRESS)


async def _local(broker_url: str | None, database_url: str | None, port: int | None, once: bool) -> bool:
    console, story = Console(), load_story()
    if given_url("STORY_CLOCK"):
        raise SettingsError(_OWN_CLOCK)
    over = _own_address(broker_url) if addresses("BROKER", CONSUMERS, broker_url) else None
    given = {"story_clock": story.steps[0].at, **({} if port is None else {"http_port": port})}
    defaults = {"log_level": "ERROR", "log_format": "people", **({"trust": "everybody"} if over else {})}
    async with open_backends(database_url, broker_url, given, defaults) as backends:
        if over:
            console.print(_EVERYBODY)
            from shared.kernel.bus.rabbit.provision import provision

            await provision(over, TOPOLOGY)
        process = Process(CONSUMERS, backends.settings, backends.bus)
        shared = process.services[0].settings
        configure_logging(shared.log_level, shared.log_format)
        try:
            await process.start(*process.addresses())
            url = f"http://{_reached(shared.http_host)}:{process.port}"
            wire = amqp_wire(over, REGISTRY) if over else http_wire(url, REGISTRY)
            ops = f"http://{_reached(shared.ops_host)}:{process.ops_port}"
            matched = await _play_or_recall(console, story, backends, wire, ops)
            if matched is not None and not once:
                _show_pages(console, url, ops)
                await _show_accounts(console, process)
                await until_told_to_stop()
        finally:
            await process.stop()
    return bool(matched)


def _show_pages(console: Console, url: str, ops: str) -> None:
    console.print(_SERVING.format(url=url, ops=ops), highlight=False)
    for found in map(read_sample, SAMPLES):
        said = _PAGE.format(name=found.profile.name, url=url, code=found.township_id)
        console.print(said, highlight=False)


async def _show_accounts(console: Console, process: Process) -> None:
    """Who may sign in at the desk, with passwords that are told once."""
    identity = next(running for running in process.services if running.service.name == "identity")
    codes = tuple(read_sample(name).township_id for name in SAMPLES)
    file, made = await demo_accounts(identity, codes, PROJECT)
    host = _reached(identity.settings.http_host)
    said = _STAFF.format(
        desk=f"http://{host}:{process.ports['desk']}",
        sign_in=f"http://{host}:{process.ports['identity']}",
        file=file,
    )
    console.print(said, highlight=False, markup=False, soft_wrap=True)
    for line in made:
        console.print(f"  {line}", highlight=False, markup=False, soft_wrap=True)


def _reached(host: str) -> str:
    """From this machine, what listens everywhere is reached here."""
    return "127.0.0.1" if host == "0.0.0.0" else host


async def _play_or_recall(
    console: Console, story: Story, backends: Backends, wire: AbstractAsyncContextManager[Wire], ops: str
) -> bool | None:
    """Whether the figures match; None when there is something else in the way."""
    township = sample().township_id
    state = await story_state(backends.settings("evaluation").sqlalchemy_url, township, story)
    if state.figures:
        console.print(
            "故事已经演完，以下是库里的结果。The story was played before; these are its stored figures."
        )
        return _show(console, story, state.figures, state.names, [])
    if not state.begun:
        return await _play(console, story, wire, (ops,))
    async with httpx.AsyncClient(timeout=10, trust_env=False) as http:
        await Accounts(http, (ops,)).settle()
    past = await story_past(lambda service: backends.settings(service).sqlalchemy_url, township)
    if not past.knows(command_id(township, 1)):
        console.print(_NOT_OURS, style="red")
        return None
    console.print(_GOING_ON.format(done=past.done(township)), highlight=False)
    return await _play(console, story, wire, (ops,), past)


async def _remote(broker_url: str, urls: tuple[str, ...]) -> bool:
    console, story = Console(), load_story()
    return await _play(console, story, amqp_wire(broker_url, REGISTRY), urls)


async def _play(
    console: Console,
    story: Story,
    wire: AbstractAsyncContextManager[Wire],
    urls: tuple[str, ...],
    past: Past = NO_PAST,
) -> bool:
    heard: list[Envelope] = list(past.events)
    async with (
        httpx.AsyncClient(timeout=10, trust_env=False) as http,
        wire as opened,
        open_client(opened, heard.append) as client,
    ):
        client.again = _AGAIN
        with StoryView(console, story) as view:
            accounts = Accounts(http, urls)
            player = Player(story, client, accounts, sample().township_id, view.step, heard, past=past)
            try:
                figures = await player.play()
            except TimeoutError as error:
                console.print(_SILENCE.format(error=error), style="red", markup=False, highlight=False)
                return False
    return _show(console, story, figures, player.names, player.surprises)


def _show(console: Console, story: Story, figures: Figures, names: Names, surprises: list[Surprise]) -> bool:
    lines = compare(figures, story.expected, names)
    show_figures(console, lines)
    show_surprises(console, surprises)
    wrong = sum(not line.matches for line in lines) + len(surprises)
    console.print(f"{len(lines)} figures, {wrong} differ", style="red" if wrong else "green")
    if code := names.trace_codes.get(_EXAMPLE):
        console.print(f"看看其中一件 see one of them: {typed(f'follow {code}')}", highlight=False)
    return not wrong
