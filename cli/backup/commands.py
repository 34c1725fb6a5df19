"""``youyue backup``, ``restore`` and ``resend``: operators save the data, and bring it back."""

import asyncio
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from sqlalchemy.exc import DBAPIError

from cli.backup.dump import take_backup
from cli.backup.manifest import BackupUnusable
from cli.backup.programs import ProgramFailed
from cli.backup.resend import Resent, resend_missing
from cli.backup.restore import NotRestored, restore_backup
from shared.kernel.service.logging import configure_logging
from shared.kernel.settings.settings import ServiceSettings, SettingsError, settings_for
from shared.language.topology import CONSUMERS

UNUSABLE = 2
_PROBLEMS = (ProgramFailed, BackupUnusable, NotRestored, LookupError, OSError, TimeoutError, DBAPIError)
_TAKEN = "{service}: {bytes:,} 字节 bytes"
_DONE = "备份完成 backup taken: {folder}  事件暂停 events held {held:.2f} s"
_AGAIN = "{queue}: 将重发 to be sent again: {again}"
_UNKNOWN = "{queue}: 生产者不认识 unknown to {producer}: {unknown}"
_RESTORED = "已恢复 restored: {folder}"


def backup(
    folder: Annotated[Path, typer.Argument(help="备份放在其中的新目录里 a new folder is made in it")],
) -> None:
    """备份各服务的数据库（同一切面）。
    Back up all services' databases, at one consistent cut, while they run."""
    settings = _settings()
    try:
        taken = asyncio.run(take_backup(folder, settings))
    except (*_PROBLEMS, ExceptionGroup) as error:
        _give_up(error)
    for dump in taken.manifest.dumps:
        typer.echo(_TAKEN.format(service=dump.service, bytes=dump.bytes))
    typer.echo(_DONE.format(folder=taken.folder, held=taken.held_seconds))


def restore(
    folder: Annotated[Path, typer.Argument(help="一份备份的目录 the folder of one backup")],
    replace: Annotated[
        bool, typer.Option("--replace", help="丢弃现有数据 discard the data that is there now")
    ] = False,
) -> None:
    """恢复备份；服务须已停止，消息代理须为空。Restore a backup; services stopped, the broker empty."""
    settings = _settings()
    try:
        resent = asyncio.run(restore_backup(folder, settings, replace=replace))
    except _PROBLEMS as error:
        _give_up(error)
    typer.echo(_RESTORED.format(folder=folder))
    _tell(resent)


def resend() -> None:
    """重发已发出而未处理的事件（代理数据丢失后）。
    Send unhandled events again, after the broker lost its data."""
    settings = _settings()
    try:
        resent = asyncio.run(resend_missing(settings))
    except _PROBLEMS as error:
        _give_up(error)
    _tell(resent)


def _tell(resent: list[Resent]) -> None:
    """Report the messages that go out again; exit code 1 if a subscriber has handled a message that its
    producer does not know."""
    for one in resent:
        if one.again:
            typer.echo(_AGAIN.format(queue=one.queue, again=one.again))
        if one.unknown:
            typer.echo(_UNKNOWN.format(queue=one.queue, producer=one.producer, unknown=one.unknown), err=True)
    if any(one.unknown for one in resent):
        raise typer.Exit(1)


def _settings() -> dict[str, ServiceSettings]:
    configure_logging("WARNING", "people")
    try:
        return {name: settings_for(name) for name in CONSUMERS}
    except SettingsError as error:
        _give_up(error)


def _give_up(error: BaseException) -> NoReturn:
    causes = error.exceptions if isinstance(error, BaseExceptionGroup) else (error,)
    for cause in causes:
        typer.echo(str(cause), err=True)
    raise typer.Exit(UNUSABLE) from error
