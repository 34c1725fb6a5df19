"""``youyue user``: the accounts of those who work in a township. In identity's own database."""

import asyncio
import getpass
import os
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import typer
from sqlalchemy.ext.asyncio import AsyncConnection

from cli.account_letter import Letter as Printed
from cli.account_letter import letter_pdf
from cli.account_lines import account_lines, log_lines
from cli.account_names import login_name, upstream_name
from cli.backends import service_database
from cli.healthcheck import port_of
from cli.reading import reading_the_database
from cli.send import REFUSED, ask_once, envelope_from, who_acts
from cli.shown import shown
from cli.townships import Township, law_in, sent_for
from cli.wire import CONSOLE_URL, BrokerUrl, ConsoleUrl
from cli.writing import writing_to
from services.identity.accounts import keeping
from services.identity.accounts.log import read
from services.identity.app import PORT_AFTER
from services.identity.storage.tables import JOURNAL
from shared.kernel.store.clock import time_kept
from shared.language.behaviour import Law
from shared.language.contracts.directory import SEATED
from shared.language.contracts.identity import RotateSigningKey
from shared.language.directory import Directory
from shared.language.words import bilingual

user = typer.Typer(no_args_is_help=True, help="工作人员的账号。The accounts of those who work in a township.")

Person = Annotated[str, typer.Argument(help="名录里的人员编号 the person's id in the directory")]
By = Annotated[str, typer.Option(help="谁在办，会留痕 who does it; it is logged")]
Site = Annotated[
    str, typer.Option(envvar="YOUYUE_SIGN_IN_URL", help="登录网页的地址 the address of the pages to sign in")
]
Letter = Annotated[Path | None, typer.Option(help="印成信，写到这个 PDF the link as a letter, a PDF")]
AsJson = Annotated[bool, typer.Option("--json", help="一行一个 JSON one JSON object a line")]
_LINK = (
    "登录名 name: {login}\n一次性链接，72 小时内有效 a link of one use, good for 72 hours:\n{link}\n"
    "谁拿到链接谁就能设密码：当面交给本人。Whoever has it sets the password: hand it over in person."
)
_DONE = "已办。Done."
T = TypeVar("T")


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "operator"


@user.command()
def add(
    person: Person,
    login: Annotated[str, typer.Option(help="登录名；缺省为编号@区划代码 default: id@township")] = "",
    township: Township = None,
    by: By = "",
    site: Site = "",
    letter: Letter = None,
) -> None:
    """给名录里有岗位的人开账号，给出一次性链接。An account for somebody with a post, and its first link."""

    async def adding(connection: AsyncConnection, law: Law) -> tuple[str, str]:
        code = law.township.township_id
        if not (await _lists_of_today(connection, law)).in_office(person, *SEATED):
            raise keeping.NoSuchAccount("no_post")
        name = login_name(login or f"{person}@{code}")
        return name, await keeping.add(connection, code, person, name, by or _who())

    _hand_out(*_in_database(township, adding), site, letter)


@user.command()
def invite(
    person: Person, township: Township = None, by: By = "", site: Site = "", letter: Letter = None
) -> None:
    """再给一个一次性链接，以前的作废。Another link of one use; the ones before it end."""
    _hand_out(*_in_database(township, _linked(person, by, keeping.invite)), site, letter)


@user.command()
def reset(
    person: Person, township: Township = None, by: By = "", site: Site = "", letter: Letter = None
) -> None:
    """忘记密码或丢了手机：密码、第二重验证和登录都作废，重设。Begin anew."""
    _hand_out(*_in_database(township, _linked(person, by, keeping.reset)), site, letter)


@user.command()
def suspend(person: Person, township: Township = None, by: By = "") -> None:
    """停用：立即不能再办任何事，可恢复。Shut at once; it can be resumed."""
    _in_database(township, _moved(person, by, keeping.suspend))
    typer.echo(_DONE)


@user.command()
def resume(person: Person, township: Township = None, by: By = "") -> None:
    """恢复停用的账号。Open a suspended account again."""
    _in_database(township, _moved(person, by, keeping.resume))
    typer.echo(_DONE)


@user.command()
def end(person: Person, township: Township = None, by: By = "") -> None:
    """注销离任人员的账号，不再恢复。End the account of who has left, for good."""
    _in_database(township, _moved(person, by, keeping.end))
    typer.echo(_DONE)


@user.command()
def upstream(
    person: Person,
    called: Annotated[
        str, typer.Argument(help="统一身份认证里的标识；缺省为解除 who they are there; default: untie")
    ] = "",
    township: Township = None,
    by: By = "",
) -> None:
    """绑定统一身份认证（OpenID），或者解除。Tie the account to the single sign-on, or untie it."""

    async def tying(connection: AsyncConnection, tenant: str, person: str, by: str) -> None:
        name = upstream_name(called) if called else None
        await keeping.call_upstream(connection, tenant, person, name, by)

    _in_database(township, _moved(person, by, tying))
    typer.echo(_DONE)


@user.command("list")
def list_(township: Township = None, as_json: AsJson = False) -> None:
    """本乡镇的账号，离任的注明。The township's accounts; who holds no post any more is marked."""

    async def reading(connection: AsyncConnection, law: Law) -> list[tuple[keeping.Account, bool]]:
        here = await _lists_of_today(connection, law)
        found = await keeping.all_of(connection, law.township.township_id)
        return [(one, here.in_office(one.person_id, *SEATED)) for one in found]

    for line in account_lines(_in_database(township, reading), as_json):
        typer.echo(line)


@user.command()
def log(
    person: Annotated[str, typer.Argument(help="人员编号；缺省为所有人 default: everybody")] = "",
    township: Township = None,
    most: Annotated[int, typer.Option(min=1, max=10_000, help="最多几行 rows at most")] = 100,
    as_json: AsJson = False,
) -> None:
    """登录和账号的记录，新的在前。Who signed in, failed to, or changed an account; the newest first."""

    async def reading(connection: AsyncConnection, law: Law) -> list[str]:
        rows = await read(connection, law.township.township_id, person or None, most)
        return list(log_lines(rows, as_json))

    for line in _in_database(township, reading):
        typer.echo(line)


@user.command("rotate-keys")
def rotate_keys(
    township: Township = None,
    actor: Annotated[str, typer.Option(help="谁 who: id:role")] = "operator-1:operator",
    broker_url: BrokerUrl = None,
    console_url: ConsoleUrl = CONSOLE_URL,
) -> None:
    """换一把签名密钥；旧的令牌到期以前仍有效，不用停机。Sign with a new key, without a stop."""
    command, who = RotateSigningKey(), who_acts(actor)
    envelope = envelope_from(command.type, {}, who, lambda: sent_for(township, console_url))
    answer = ask_once(envelope, broker_url, console_url)
    if answer.type.endswith(".command.refused.v1"):
        said = answer.data["reason"]
        typer.echo(f"{shown(said['zh'])}\n{shown(said['en'])}", err=True)
        raise typer.Exit(REFUSED)
    typer.echo(_DONE)


async def _lists_of_today(connection: AsyncConnection, law: Law) -> Directory:
    return law.at(await time_kept(connection, JOURNAL.story_clock)).directory


def _linked(
    person: str, by: str, act: Callable[[AsyncConnection, str, str, str], Awaitable[str]]
) -> Callable[[AsyncConnection, Law], Awaitable[tuple[str, str]]]:
    async def acting(connection: AsyncConnection, law: Law) -> tuple[str, str]:
        code = law.township.township_id
        account = await keeping.account_of(connection, code, person)
        return account.login, await act(connection, code, person, by or _who())

    return acting


def _moved(
    person: str, by: str, act: Callable[[AsyncConnection, str, str, str], Awaitable[None]]
) -> Callable[[AsyncConnection, Law], Awaitable[None]]:
    async def acting(connection: AsyncConnection, law: Law) -> None:
        await act(connection, law.township.township_id, person, by or _who())

    return acting


def _in_database(township: str | None, act: Callable[[AsyncConnection, Law], Awaitable[T]]) -> T:
    async def acting() -> T:
        async with service_database("identity") as connection:
            return await act(connection, await law_in(connection, township))

    try:
        with reading_the_database():
            return asyncio.run(acting())
    except keeping.NoSuchAccount as error:
        _stop(str(error))


def _hand_out(login: str, secret: str, site: str, letter: Path | None) -> None:
    link = f"{(site or _here()).rstrip('/')}/invited/{secret}"
    if letter is None:
        typer.echo(_LINK.format(login=login, link=link))
        return
    with writing_to(letter):
        letter.touch(mode=0o600)
        letter.write_bytes(letter_pdf(Printed(login, link, keeping.LINK_LIVES // timedelta(hours=1))))
    typer.echo(str(letter))


def _here() -> str:
    """Identity's pages on this machine."""
    return f"http://127.0.0.1:{port_of('identity', os.environ) + PORT_AFTER}"


def _stop(code: str) -> NoReturn:
    said = bilingual(f"account.refused.{code}")
    typer.echo(f"{said.zh}{said.en}", err=True)
    raise typer.Exit(1)
