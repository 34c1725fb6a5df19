"""``youyue partner add | show | apply | rotate | remove | test``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.giving_up import explained
from cli.hints import typed
from cli.partner.broker import Standing, management, standings
from cli.partner.file import entry_of, has_heads, held, prepared, with_entry, without_entry
from cli.partner.passwords import handed_over, new_password, refuse_if_there
from cli.partner.trial import try_out
from cli.shown import Json, json_line
from shared.kernel.bus.access.belongings import PREFIX, facts_exchange
from shared.kernel.bus.access.partners import load_partners
from shared.kernel.bus.access.users import User, partner_user
from shared.kernel.bus.rabbit.definitions import with_users
from shared.kernel.messages.errors import Rejected
from shared.language.house import HOUSE

partner = typer.Typer(
    help="合作方的接入与退出，不必重启任何东西。Take partners in and let them go; nothing is restarted.",
    no_args_is_help=True,
)
partner.command("test")(try_out)
File = Annotated[
    Path, typer.Option("--partners", envvar="YOUYUE_PARTNERS", help="合作方文件 the partners file")
]
Name = Annotated[str, typer.Argument(help="partner-…")]
PasswordFile = Annotated[
    Path | None,
    typer.Option(help="密码写入此新文件（权限 600） write the password to this new file, mode 600"),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只说会做什么 only say what would be done")]
_THERE = "{user} 已经在 {file} 里：{show} 。It is in {file} already."
_NOT_THERE = "{file} 里没有 {user}。There is no {user} in {file}."
_HEADS = "登记里不要写 [表头]：名称由命令给出。Leave out heads in brackets: the command gives the name."


@partner.command()
def add(
    user: Name,
    entry: Annotated[
        Path, typer.Argument(help="登记内容（TOML，不含表头）；- 为标准输入 its entry without the head")
    ],
    file: File,
    password_file: PasswordFile = None,
    dry_run: DryRun = False,
) -> None:
    """接入一个合作方：登记、用户、权限、队列。Take a partner in: entry, user, rights and queues."""
    with explained():
        # Before the lock: whoever types may take long.
        said = sys.stdin.read() if str(entry) == "-" else _read(entry)
        if has_heads(said):
            raise Rejected(_HEADS)
    with explained(), held(file):
        before = _read(file) if file.exists() else ""
        if entry_of(before, user):
            raise Rejected(_THERE.format(user=user, file=file, show=typed(f"partner show {user}")))
        refuse_if_there(password_file)
        with prepared(file, with_entry(before, user, said)) as beside, management() as broker:
            known = _user(user, beside)
            if dry_run:
                return _tell_of(known)
            with handed_over(password_file) as password:
                broker.load(with_users({}, [known], {user: password}))
                beside.replace(file)
                _tell_of(known)


@partner.command()
def show(
    file: File,
    user: Annotated[str | None, typer.Argument(help="partner-…；缺省 default: 全部 all")] = None,
    as_json: Json = False,
) -> None:
    """登记、队列里有多少、谁在读；不写名称则列出全部，有不该在的退出码为 1。
    The entry, what lies in its queues, and who reads them. Without a name all partners, in a line each; exit
    code 1 if one can log in and has no entry."""
    with explained(), management() as broker:
        if user is None:
            found = standings(load_partners(HOUSE, file), broker.users())
            for one in found:
                typer.echo(json_line(one) if as_json else one.words)
            raise typer.Exit(any(one.left_over for one in found))
        entry, known = _entry(user, file), _user(user, file)
        if as_json:
            depths = {queue.name: broker.depth(queue.name) for queue in known.has.queues}
            there = broker.knows(user)
            return typer.echo(json_line({"user": user, "entry": entry, "known": there, "queues": depths}))
        typer.echo(entry)
        if not broker.knows(user):
            typer.echo("消息代理上没有这个用户 the broker has no such user")
        for queue in known.has.queues:
            depth = broker.depth(queue.name)
            typer.echo(
                f"{queue.name}: "
                + (
                    f"{depth.messages} 条 messages, {depth.bytes} 字节 bytes, {depth.consumers} 读者 readers"
                    if depth
                    else "没有 not there"
                )
            )


@partner.command()
def apply(user: Name, file: File, dry_run: DryRun = False) -> None:
    """登记改过之后，让消息代理跟上。Bring the broker's rights and queues in line with a changed entry."""
    with explained(), management() as broker:
        _entry(user, file)
        known = _user(user, file)
        if not broker.knows(user):
            raise Rejected(Standing(user, entered=True, known=False).words)
        if dry_run:
            return _tell_of(known)
        fragment = with_users({}, [known], {user: new_password()})
        broker.load({**fragment, "users": []})
        typer.echo(f"解除绑定 unbound: {broker.unbind_others(known.has)}")
        _tell_of(known)


@partner.command()
def rotate(user: Name, file: File, password_file: PasswordFile = None, dry_run: DryRun = False) -> None:
    """换密码，旧的立即失效，连接断开；消息代理上没有这个用户就新建。
    A new password; the old one ends at once, and so do its connections. Whom the broker lost is made anew."""
    with explained(), management() as broker:
        _entry(user, file)
        refuse_if_there(password_file)
        if dry_run:
            return typer.echo(f"{user}: 会换密码并断开连接 would get a password and lose its connections")
        with handed_over(password_file) as password:
            fragment = with_users({}, [_user(user, file)], {user: password})
            if broker.knows(user):
                broker.change_password(user, fragment["users"][0])
            else:
                # After the broker's volume was lost.
                broker.load(fragment)
            typer.echo(f"断开 connections closed: {broker.close_connections(user)}")


@partner.command()
def remove(
    user: Name,
    file: File,
    keep_queues: Annotated[bool, typer.Option("--keep-queues", help="留下队列 leave its queues")] = False,
    dry_run: DryRun = False,
) -> None:
    """让合作方退出：断开连接，删用户、队列和登记；登记已经不在的也行。
    Let a partner go: connections, user, queues and entry, if it still has one."""
    with explained(), held(file):
        text = _read(file)
        with prepared(file, without_entry(text, user)) as beside, management() as broker:
            load_partners(HOUSE, beside)
            queues = broker.queues_of(user)
            if not user.startswith(PREFIX) or not (entry_of(text, user) or queues or broker.knows(user)):
                raise Rejected(_NOT_THERE.format(user=user, file=file))
            for queue, depth in queues.items():
                what = "留下 kept" if keep_queues else "删除 gone"
                typer.echo(f"{queue}: {what}, {depth.messages} 条 messages")
            if dry_run:
                return
            broker.remove_user(user)
            typer.echo(f"断开 connections closed: {broker.close_connections(user)}")
            if not keep_queues:
                for queue in queues:
                    broker.remove_queue(queue)
            broker.remove_exchange(facts_exchange(user))
            if entry_of(text, user):
                beside.replace(file)


def _tell_of(known: User) -> None:
    for queue in known.has.queues:
        keys = [binding.key for binding in known.has.bindings if binding.queue == queue.name]
        typer.echo(f"{queue.name}: {', '.join(keys[:3])}{f' … {len(keys)}' if len(keys) > 3 else ''}")


def _entry(user: str, file: Path) -> str:
    entry = entry_of(_read(file), user)
    if not entry:
        raise Rejected(_NOT_THERE.format(user=user, file=file))
    return entry


def _user(user: str, file: Path) -> User:
    found = load_partners(HOUSE, file).get(user)
    if found is None:
        raise Rejected(_NOT_THERE.format(user=user, file=file))
    return partner_user(HOUSE.registry, found)


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, ValueError) as error:
        raise Rejected(f"{file}: {error}") from error
