"""``youyue decisions``: the office's decisions, as material to train triage with."""

import asyncio

import typer

from cli.backends import intake_database
from cli.reading import reading_the_database
from cli.shown import json_shown
from cli.townships import Township, law_in
from services.intake.storage.lookups import decisions as decided


def decisions(
    township: Township = None,
) -> None:
    """导出受理决定，供分类分办学习，每行一条。
    Export the office's decisions for training, masked, as JSON lines."""
    with reading_the_database():
        asyncio.run(_print(township))


async def _print(township: str | None) -> None:
    async with intake_database() as connection:
        law = await law_in(connection, township)
        async for example in decided(connection, law.township.township_id):
            typer.echo(json_shown(example))
