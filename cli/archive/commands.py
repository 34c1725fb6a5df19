"""``youyue archive export`` and ``youyue archive check``."""

import asyncio
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from cli.archive import manifest
from cli.archive.collecting import Matter, View, collected
from cli.archive.manifest import Kept, Manifest, Unreadable
from cli.backends import intake_database
from cli.days import day_option
from cli.reading import reading_the_database
from cli.shown import shown
from cli.townships import Township, law_in
from cli.writing import writing_to
from shared.language.words import bilingual

UNUSABLE, WRONG = 2, 1
_MATTERS = "matters"

archive = typer.Typer(
    help="归档：已办结的事连同校验和导出成文件，并可核对。"
    "Archive: what has ended as files with sums, and checking them.",
    no_args_is_help=True,
)


@archive.command()
def export(
    folder: Annotated[Path, typer.Argument(help="空的或还没有的目录 a folder that is empty, or not there")],
    inside: Annotated[
        bool,
        typer.Option("--inside", help="本单位看到的；缺省只含公开的 what the house reads; default: public"),
    ] = False,
    before: Annotated[
        datetime | None,
        day_option("只要这天以前办结的 ended before that day"),
    ] = None,
    township: Township = None,
) -> None:
    """导出已办结的事：每件一个文件，一行一个事件；目录和 SHA-256 写在 manifest.json。
    Export what has ended: a file for each matter, a line for each event; manifest.json has the sums."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        said = bilingual("archive.not_empty", folder=shown(folder))
        typer.echo(f"{said.zh}\n{said.en}", err=True)
        raise typer.Exit(UNUSABLE)
    view: View = "inside" if inside else "public"
    day = before.date() if before else None
    with reading_the_database():
        code, matters = asyncio.run(_collected(township, view))
    with writing_to(folder):
        made, own_sum = _write(folder, code, view, day, [one for one in matters if one.has_ended(day)])
    said = bilingual("archive.made", count=len(made.files), folder=shown(folder), sum=own_sum)
    typer.echo(f"{said.zh}\n{said.en}")


@archive.command()
def check(
    folder: Annotated[Path, typer.Argument(help="导出的目录 an exported folder")],
    sum: Annotated[
        str | None,
        typer.Option("--sum", help="登记在册的校验和 the manifest's sum, from the register"),
    ] = None,
) -> None:
    """核对档案：缺少的、被改动的、多出来的文件都会指出。不需要数据库。
    Check an archive: names what is missing, changed or too much. Needs no database."""
    try:
        with writing_to(folder):
            made = manifest.read(folder)
            own_sum = manifest.sum_of(folder / manifest.NAME)
            wrong = list(manifest.differences(folder, made))
    except Unreadable as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(UNUSABLE) from error
    if sum is not None and sum.strip().lower() != own_sum:
        wrong.insert(0, ("archive.changed", manifest.NAME))
    for key, file in wrong:
        said = bilingual(key, file=shown(file))
        typer.echo(f"{said.zh} {said.en}")
    if wrong:
        raise typer.Exit(WRONG)
    said = bilingual("archive.as_it_was", count=len(made.files), sum=own_sum)
    typer.echo(f"{said.zh}\n{said.en}")


async def _collected(given: str | None, view: View) -> tuple[str, list[Matter]]:
    async with intake_database() as connection:
        code = (await law_in(connection, given)).township.township_id
    return code, list((await collected(code, view)).values())


def _write(
    folder: Path, township: str, view: View, before: date | None, matters: list[Matter]
) -> tuple[Manifest, str]:
    """Readable by their owner alone: an inside view is the house's."""
    (folder / _MATTERS).mkdir(mode=0o700, parents=True)
    folder.chmod(0o700)
    kept: list[Kept] = []
    for matter in sorted(matters, key=lambda one: one.trace_code):
        content = matter.lines().encode()
        name = f"{_MATTERS}/{matter.trace_code}.jsonl"
        (folder / name).write_bytes(content)
        digest = sha256(content).hexdigest()
        ended = matter.ended_at.astimezone(UTC).isoformat()
        kept.append(Kept(name, digest, len(content), len(matter.events), ended))
    made = Manifest(township, view, datetime.now(UTC), before.isoformat() if before else None, tuple(kept))
    return made, manifest.write(folder, made)
