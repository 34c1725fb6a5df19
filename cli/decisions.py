"""``youyue decisions``: the office's decisions, as material to train triage with."""

import asyncio
from typing import Annotated

import typer

from cli.backends import intake_database
from cli.reading import reading_the_database
from cli.shown import json_shown
from services.intake.storage.lookups import decisions as decided
from shared.language.reference import reference


def decisions(
    township: Annotated[str | None, typer.Option(help="九位区划代码 nine-digit code")] = None,
) -> None:
    """导出受理决定，供分类分办学习，每行一条。
    Export the office's decisions for training, masked, as JSON lines."""
    with reading_the_database():
        asyncio.run(_print(township or reference().township))


async def _print(township: str) -> None:
    async with intake_database() as connection:
        async for example in decided(connection, township):
            typer.echo(json_shown(example))
