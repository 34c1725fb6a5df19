"""Which township a command of the command line is about: the one named, else the only one that is known."""

import asyncio
import os
from collections.abc import Sequence
from typing import Annotated, NoReturn

import httpx
import typer
from sqlalchemy.ext.asyncio import AsyncConnection

from cli.backends import PROJECT, intake_database
from cli.reading import reading_the_database
from cli.servers import database_of
from cli.shown import shown
from shared.kernel.settings.names import COMMON_PREFIX
from shared.kernel.store.laws import Laws
from shared.kernel.store.session import session_of
from shared.language.behaviour import Law
from shared.language.house import HOUSE
from shared.language.topology import CONSUMERS

USUAL = "TOWNSHIP"
"""``YOUYUE_TOWNSHIP``: the township that commands are sent for where none is named."""
Township = Annotated[
    str | None,
    typer.Option(
        help="九位区划代码；只有一个乡镇时可省 nine-digit code; not needed where there is only one township"
    ),
]
_UNUSABLE = 2
_PATIENCE = 10.0
"""Seconds for the console to answer."""
_NOBODY = (
    "还不知道任何乡镇：用 --township 写明，或先 youyue township add。\n"
    "No township is known yet: name one with --township, or take one in with youyue township add."
)
_WHICH = "请用 --township 写明哪个乡镇：{known}。Say which township with --township: {known}."
_UNKNOWN = "没有这个乡镇：{given}；现有 {known}。There is no township {given}; there are {known}."


def copies() -> Laws:
    """The laws that a service keeps copies of, in its database."""
    return Laws.of(HOUSE.law, HOUSE.book, (), frozenset({"township"}))


async def law_in(connection: AsyncConnection, given: str | None) -> Law:
    """The law of the township that is meant (named, ``YOUYUE_TOWNSHIP``, or the only one), by the service's
    copy; ends the program with 2 where none is meant."""
    laws = copies()
    session = await session_of(connection)
    known = await laws.tenants(session)
    given = given or os.environ.get(COMMON_PREFIX + USUAL)
    law = await laws.now(session, given or _only_one(known))
    if not isinstance(law, Law):
        _stop(_UNKNOWN.format(given=shown(given or ""), known="、".join(known) or "–"))
    return law


def sent_for(given: str | None, console_url: str) -> str:
    """The township that a command is sent for: ``given``, ``YOUYUE_TOWNSHIP``, or the only one that the
    database of this machine knows, or the console where there is none. Ends the program with 2 where that
    says nothing, with those that are known."""
    if meant := given or os.environ.get(COMMON_PREFIX + USUAL):
        return meant
    if database_of("intake", CONSUMERS) is None and not _has_data():
        return _only_one(_shown_by(console_url))
    with reading_the_database():
        return asyncio.run(_only())


async def _only() -> str:
    async with intake_database() as connection:
        return (await law_in(connection, None)).township.township_id


def _only_one(known: Sequence[str]) -> str:
    if len(known) == 1:
        return known[0]
    _stop(_WHICH.format(known="、".join(map(shown, known))) if known else _NOBODY)


def _shown_by(console_url: str) -> tuple[str, ...]:
    """The townships that the console shows; none where it does not answer."""
    try:
        answer = httpx.get(f"{console_url}/loop.json", timeout=_PATIENCE, trust_env=False)
        said = answer.raise_for_status().json()
        # Of several it shows none, but says of each county which there are.
        known = [said["townships"]] if "townships" in said else said["counties"].values()
        return tuple(sorted(code for townships in known for code in townships))
    except (httpx.HTTPError, ValueError, KeyError):
        return ()


def _has_data() -> bool:
    from shared.embedded import default_data_dir

    return (default_data_dir(PROJECT) / "PG_VERSION").exists()


def _stop(said: str) -> NoReturn:
    typer.echo(said, err=True)
    raise typer.Exit(_UNUSABLE)
