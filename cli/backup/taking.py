"""``youyue backup``: take one, list them, try one, make a key."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.exc import DBAPIError
from typer.core import TyperGroup

from cli.backup.dump import take_backup
from cli.backup.encryption import identities_of, make_key, recipients_of
from cli.backup.keeping import Kept, State, expendable, newest, survey, write_verdict
from cli.backup.saying import all_settings, told
from cli.backup.shelf import Shelf, folder_at
from cli.backup.verify import verify_backup
from cli.shown import Json, json_line
from shared.kernel.settings.secrecy import redact
from shared.kernel.settings.settings import ServiceSettings
from shared.kernel.store.database import create_engine
from shared.kernel.store.saved import Saved, say_saved

_TAKEN = "{service}: {bytes:,} 字节 bytes"
_REMOVED = "已删除 removed: {name}"
_DONE = "备份完成 backup taken: {folder}  事件暂停 events held {held:.2f} s"
_UNTOLD = (
    "备份已完成，但没能记入数据库，告警不会解除 "
    "the backup is there, but could not be noted in the databases, and the alert goes on: {error}"
)
_LINE = "{name}  {age:>9}  {bytes:>15,}  {locked}  {state}"
_STATES = {
    State.GOOD: "未验证 not verified",
    State.DAMAGED: "已损坏 damaged",
    State.UNFINISHED: "未完成 unfinished",
}
_VERIFIED = "已验证 verified {at:%Y-%m-%d}"
_LOCKED = {True: "已加密 encrypted", False: "未加密 plain    "}
_WELL = "验证通过 verified: {folder}"
_KEY = "公钥 public key: {key}\n私钥 private key: {file}"
_KEY_ADVICE = (
    "私钥不要留在被备份的机器上；丢了它，备份就打不开了。"
    "Keep the private key off the machine that is backed up; without it no backup can be opened."
)

Place = Annotated[
    str, typer.Argument(metavar="FOLDER|URL", help="存放备份的目录，或 s3://… where backups are kept")
]


class _TakeUnlessNamed(TyperGroup):
    """``backup FOLDER`` is ``backup take FOLDER``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the name in when none is given."""
        named = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named or not args else ["take", *args])


backup = typer.Typer(
    cls=_TakeUnlessNamed,
    help="备份：youyue backup FOLDER|URL 做一份。Backups: youyue backup FOLDER|URL takes one.",
    no_args_is_help=True,
)


@backup.command()
def take(
    place: Place,
    keep: Annotated[
        int | None,
        typer.Option(min=1, max=100_000, help="之后只留最新的几份 afterwards, keep the newest so many"),
    ] = None,
    keep_days: Annotated[
        float | None,
        typer.Option(min=0, max=36_500, help="之后只留几天内的 afterwards, keep those of so many days"),
    ] = None,
    recipient: Annotated[
        list[str] | None,
        typer.Option(
            envvar="YOUYUE_BACKUP_RECIPIENTS",
            help="加密给谁：age1… 公钥或其文件 encrypt to a public key age1…, or to those of a file",
        ),
    ] = None,
) -> None:
    """备份各服务的数据库（同一切面），不停机。
    Back up all services' databases, at one consistent cut, while they run."""
    settings = all_settings()
    with told():
        shelf = Shelf.at(place, make=True)
        taken = asyncio.run(take_backup(shelf, settings, recipients_of(recipient or ())))
        for dump in taken.manifest.dumps:
            typer.echo(_TAKEN.format(service=dump.service, bytes=dump.bytes))
        there = survey(shelf)
        for one in expendable(there, keep=keep, keep_days=keep_days, now=datetime.now(UTC)):
            one.folder.remove()
            typer.echo(_REMOVED.format(name=one.folder.name))
    typer.echo(_DONE.format(folder=taken.folder, held=taken.held_seconds))
    try:
        asyncio.run(_tell_services(settings, Saved(taken.manifest.taken_at, newest(there, verified=True))))
    except (DBAPIError, OSError) as error:
        typer.echo(_UNTOLD.format(error=redact(str(error))), err=True)
        raise typer.Exit(1) from error


@backup.command(name="list")
def list_(place: Place, as_json: Json = False) -> None:
    """列出备份：时间、大小、是否加密、是否验证过。List backups: age, size, encrypted, verified or not."""
    with told():
        for one in survey(Shelf.at(place)):
            typer.echo(_for_programs(one) if as_json else line_of(one, datetime.now(UTC)))


@backup.command()
def verify(
    folder: Annotated[str, typer.Argument(help="一份备份的目录或 URL the folder or URL of one backup")],
    server: Annotated[
        str,
        typer.Option(
            envvar="YOUYUE_BACKUP_SCRATCH_URL",
            help="postgresql://…，可建库的角色；试验用的库建在那里，用后删除 "
            "a role that may make databases; scratch ones are made there and dropped",
        ),
    ],
    identity: Annotated[Path | None, typer.Option(help="私钥文件 the private key's file")] = None,
) -> None:
    """把备份恢复到试验用的数据库里，与清单比对。Restore into scratch databases, compare with the manifest."""
    with told():
        keys = identities_of(identity) if identity else []
        one = folder_at(folder)
        problems = asyncio.run(verify_backup(one, server, identities=keys))
        write_verdict(one, problems, datetime.now(UTC))
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(1)
    typer.echo(_WELL.format(folder=one))


@backup.command()
def key(
    file: Annotated[Path, typer.Argument(help="私钥写入的新文件 the new file for the private key")],
) -> None:
    """生成一对密钥。Make a pair of keys."""
    with told():
        typer.echo(_KEY.format(key=make_key(file, datetime.now(UTC)), file=file))
    typer.echo(_KEY_ADVICE)


def line_of(one: Kept, now: datetime) -> str:
    """One backup in one line: name, age, bytes, encrypted, state."""
    hours = (now - one.taken_at).total_seconds() / 3600
    verified = _VERIFIED.format(at=one.verified_at) if one.verified else _STATES[one.state]
    age = f"{hours:.1f} h" if hours < 48 else f"{hours / 24:.0f} d"
    return _LINE.format(
        name=one.folder.name, age=age, bytes=one.bytes, locked=_LOCKED[one.encrypted], state=verified
    )


def _for_programs(one: Kept) -> str:
    told = {
        "name": one.folder.name,
        "state": one.state.name.lower(),
        "taken_at": one.taken_at,
        "bytes": one.bytes,
        "encrypted": one.encrypted,
        "verified_at": one.verified_at,
    }
    return json_line(told)


async def _tell_services(settings: Mapping[str, ServiceSettings], saved: Saved) -> None:
    """Each service's metrics say from now on when it was saved."""
    for service, one in settings.items():
        engine = create_engine(one.sqlalchemy_url, service, 1)
        try:
            async with engine.begin() as connection:
                await say_saved(connection, saved)
        finally:
            await engine.dispose()
