"""``youyue restore`` and ``resend``: operators bring the data back. ``backup`` is a group of its own."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from cli.backup.encryption import identities_of
from cli.backup.resend import Resent, resend_missing
from cli.backup.restore import restore_backup
from cli.backup.saying import all_settings, told
from cli.backup.shelf import folder_at

_AGAIN = "{queue}: 将重发 to be sent again: {again}"
_UNKNOWN = "{queue}: 生产者不认识 unknown to {producer}: {unknown}"
_RESTORED = "已恢复 restored: {folder}"


def restore(
    folder: Annotated[str, typer.Argument(help="一份备份的目录或 URL the folder or URL of one backup")],
    replace: Annotated[
        bool, typer.Option("--replace", help="丢弃现有数据 discard the data that is there now")
    ] = False,
    identity: Annotated[
        Path | None,
        typer.Option(help="私钥文件，用于加密的备份 the private key's file, for an encrypted one"),
    ] = None,
) -> None:
    """恢复备份；服务须已停止，消息代理须为空。Restore a backup; services stopped, the broker empty."""
    settings = all_settings()
    with told():
        keys = identities_of(identity) if identity else []
        resent = asyncio.run(restore_backup(folder_at(folder), settings, replace=replace, identities=keys))
    typer.echo(_RESTORED.format(folder=folder))
    _tell(resent)


def resend() -> None:
    """重发已发出而未处理的事件（代理数据丢失后）。
    Send unhandled events again, after the broker lost its data."""
    settings = all_settings()
    with told():
        resent = asyncio.run(resend_missing(settings))
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
