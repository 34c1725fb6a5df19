"""``youyue contact``: how a raiser is reached, what they said and sent; with a log of its readers."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.backends import intake_database, kept_files
from cli.reading import reading_the_database
from cli.shown import shown
from cli.townships import Township, law_in
from cli.writing import writing_to
from services.intake.attachments.store import AttachmentStore
from services.intake.storage.contacts import Original, Reading, read_original, readings
from services.intake.storage.tables import JOURNAL
from shared.kernel.messages.base import Bilingual
from shared.kernel.messages.errors import Refusal
from shared.kernel.store.clock import time_kept
from shared.language.calendar import SHANGHAI
from shared.language.contracts.directory import SEATED
from shared.language.contracts.intake import Attachment
from shared.language.house import sentence_of

_ENDS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf"}
"""Media type → how the name of such a file ends."""


_NOBODY = (
    "本乡镇没有 {by} 这个在职的人，不能查看。"
    "{by} is nobody with a post in the township today; contacts are read by such people."
)
_LOGGED = Bilingual(zh="这次查看已经留痕。", en="That you asked is logged.")


def contact(
    submission_id: Annotated[str, typer.Argument(help="意见编号 the submission's id")],
    by: Annotated[str, typer.Option(help="谁在看，例如 office-1 who is reading")] = "",
    why: Annotated[str, typer.Option(help="为什么要看，会留痕 why; it is logged")] = "",
    files: Annotated[
        Path | None, typer.Option(help="把照片和文件存到这个目录 the folder to put photos and documents into")
    ] = None,
    log: Annotated[bool, typer.Option("--log", help="只看谁看过 only show who has read it")] = False,
    township: Township = None,
) -> None:
    """查看提出人的联系方式和原话，留痕。Read how a raiser is reached and what they said; it is logged."""
    if not log and not (by.strip() and why.strip()):
        typer.echo("请用 --by 写明是谁，用 --why 写明事由。Say who with --by and why with --why.", err=True)
        raise typer.Exit(2)
    if files:
        with writing_to(files):
            files.mkdir(mode=0o700, parents=True, exist_ok=True)
    reading = Reading(submission_id, by.strip(), why.strip(), datetime.now(UTC))
    with reading_the_database():
        found = asyncio.run(_log(township, reading) if log else _read(township, reading, files))
    if isinstance(found, Refusal):
        refusal = sentence_of(found)
        typer.echo(f"{refusal.zh}{_LOGGED.zh}\n{refusal.en} {_LOGGED.en}", err=True)
        raise typer.Exit(2)
    if not found:
        typer.echo(
            f"没有编号为 {shown(submission_id)} 的记录。"
            f"There is no record with the id {shown(submission_id)}.",
            err=True,
        )
        raise typer.Exit(1)


async def _log(given: str | None, reading: Reading) -> bool:
    async with intake_database() as connection:
        township = (await law_in(connection, given)).township.township_id
        entries = await readings(connection, township, reading.submission_id)
    for entry in entries:
        at = entry.read_at.astimezone(SHANGHAI)
        refused = "  拒绝 refused" if entry.refused else ""
        typer.echo(f"{at:%Y-%m-%d %H:%M}  {shown(entry.read_by)}  {shown(entry.why)}{refused}")
    return bool(entries)


async def _read(given: str | None, reading: Reading, files: Path | None) -> bool | Refusal:
    async with intake_database() as connection:
        law = await law_in(connection, given)
        township = law.township.township_id
        now = await time_kept(connection, JOURNAL.story_clock)
        if not law.at(now).directory.in_office(reading.read_by, *SEATED):
            typer.echo(_NOBODY.format(by=shown(reading.read_by)), err=True)
            raise typer.Exit(2)
        original = await read_original(connection, township, reading)
    if original is None or isinstance(original, Refusal):
        return original or False
    _print_original(original)
    if files:
        await _save(township, original.attachments, files)
    return True


async def _save(township: str, attachments: tuple[Attachment, ...], folder: Path) -> None:
    """Under names that say nothing, readable by their owner alone. What is not there any more is told."""
    if (url := kept_files()) is None:
        typer.echo("没有设置附件存放处 YOUYUE_ATTACHMENTS_URL is not set", err=True)
        raise typer.Exit(1)
    store = AttachmentStore(url)
    for number, attachment in enumerate(attachments, 1):
        content = await store.get(township, attachment.attachment_id)
        file = folder / f"{number}-{attachment.attachment_id[:12]}.{_ENDS.get(attachment.media_type, 'bin')}"
        if content is None:
            typer.echo(f"附件已不在 the file is gone: {attachment.attachment_id}", err=True)
            continue
        with writing_to(file):
            await asyncio.to_thread(_write, file, content)
        typer.echo(f"附件 file: {shown(str(file))}")


def _write(file: Path, content: bytes) -> None:
    file.touch(mode=0o600)
    file.write_bytes(content)


def _print_original(original: Original) -> None:
    rows = (
        ("姓名 name", original.name),
        ("电话 phone", original.phone),
        ("标题 title", original.title),
        ("原话 words", original.text),
        *(("补充 answer", answer) for answer in original.informed),
    )
    for label, value in rows:
        typer.echo(f"{label}: {shown(value or '—', lines=True)}")
