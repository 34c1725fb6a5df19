"""``youyue definitions``: the broker's definitions as a file, and a running broker brought in line."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from time import sleep
from typing import Annotated

import typer

from cli.giving_up import explained, give_up
from cli.operate import broker_passwords, password_name
from cli.partner.broker import management
from cli.partner.file import held
from cli.shown import Json, json_line
from cli.writing import writing_to
from shared.kernel.bus.access.partners import PartnersError, load_partners
from shared.kernel.bus.access.users import User, broker_users
from shared.kernel.bus.rabbit.definitions import Definitions, PasswordMissing, with_users
from shared.kernel.bus.rabbit.definitions import definitions as topology_definitions
from shared.kernel.bus.rabbit.management import TICK_SECONDS, Management
from shared.kernel.bus.rabbit.reconciling import Difference, differences, to_load
from shared.kernel.messages.errors import Rejected
from shared.language.house import HOUSE

LEFT = 1
_MISSING = (
    "缺少密码或还是示例里的 the broker's users lack passwords, or the example's: {users}\n"
    "设置 set {name}, 或 or {name}_FILE=文件 a file that holds it"
)
_DOING = {
    "make": "新建 make",
    "change": "修改 change",
    "remove": "删除 remove",
    "stuck": "改不了，须先删除 cannot be changed, remove it first",
    "kept": "还有消息，未删除 holds messages, not removed: --with-messages",
    "passwordless": "没有密码，未新建 has no password, not made",
}
_LEFT = ("stuck", "kept", "passwordless")
_KINDS = {
    "users": "用户 user",
    "permissions": "权限 rights",
    "topic_permissions": "主题权限 rights to keys",
    "exchanges": "交换机 exchange",
    "queues": "队列 queue",
    "bindings": "绑定 binding",
    "policies": "策略 policy",
}
_WHOSE = (
    "会删除这些用户，但没有说合作方文件是哪一个，什么都没有做：--partners 或 YOUYUE_PARTNERS。"
    "These users would be removed, but nobody said which partners file holds; nothing was done: {users}"
)
_NOTHING = "与定义一致，没有要做的。As the definitions say: nothing to do."
Partners = Annotated[
    Path | None,
    typer.Option(envvar="YOUYUE_PARTNERS", help="合作方文件 who the partners are; default: the sample"),
]
definitions = typer.Typer(
    invoke_without_command=True,
    help="写出 RabbitMQ 的定义文件，可含用户；apply 让运行中的消息代理与之一致。"
    "Write RabbitMQ's definitions file, with its users when asked; apply: a running broker follows.",
)


@definitions.callback()
def write(
    context: typer.Context,
    users: Annotated[
        bool,
        typer.Option(
            "--with-users", help="含用户与权限 users too; passwords: YOUYUE_RABBITMQ_PASSWORD_<USER>[_FILE]"
        ),
    ] = False,
    output: Annotated[Path | None, typer.Option(help="缺省为标准输出 default: standard output")] = None,
    partners: Partners = None,
) -> None:
    """The file, unless a running broker is asked about."""
    if context.invoked_subcommand:
        return
    content = topology_definitions(HOUSE.topology)
    if users:
        try:
            known = broker_users(HOUSE, load_partners(HOUSE, partners))
            content = with_users(content, known, broker_passwords(known, os.environ))
        except PasswordMissing as error:
            give_up(_MISSING.format(users=error, name=password_name("<USER>")), error)
        except (OSError, PartnersError) as error:
            give_up(str(error), error)
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    if output is None:
        typer.echo(text, nl=False)
    else:
        with writing_to(output):
            output.write_text(text, "utf-8")


@definitions.command()
def apply(
    partners: Partners = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只说会做什么 only say what would be done")
    ] = False,
    with_messages: Annotated[
        bool,
        typer.Option(
            "--with-messages", help="多余的队列连同消息一起删 remove what is left over with its messages"
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """让运行中的消息代理与定义一致：缺的建，变的改，多余的删；密码不动。退出码 1：还有没做的。
    Bring a running broker in line: make what is missing, change what differs, remove what is left over.
    Passwords stay. Exit code 1: something is left to do."""
    with explained(), _nobody_else_changes(None if dry_run else partners), management() as broker:
        found, users = broker.definitions(), broker_users(HOUSE, load_partners(HOUSE, partners))
        passwords = broker_passwords(users, os.environ)
        there = {user["name"] for user in found["users"]}
        known = [user for user in users if user.name in there or passwords[user.name]]
        plan = differences(declared(known, passwords), found)
        if partners is None and not dry_run and (gone := _users_to_remove(plan)):
            give_up(_WHOSE.format(users=", ".join(gone)))
        told = [(one, _doing(broker, one, with_messages=with_messages)) for one in plan]
        if not dry_run:
            broker.load(to_load(plan, found))
            told = _without_what_is_left_over(broker, told, with_messages=with_messages)
    said = [(doing, one.kind, one.name) for one, doing in told]
    said += [("passwordless", "users", user.name) for user in users if user not in known]
    _tell(said, as_json=as_json)
    left = said if dry_run else [one for one in said if one[0] in _LEFT]
    raise typer.Exit(LEFT if left else 0)


@contextmanager
def _nobody_else_changes(partners: Path | None) -> Iterator[None]:
    """As ``youyue partner`` does, which tells the broker first and writes the file afterwards. Where nobody
    may write beside the file, nobody changes it."""
    with ExitStack() as stack:
        if partners is not None:
            with suppress(Rejected, OSError):
                stack.enter_context(held(partners))
        yield


def _users_to_remove(plan: Iterable[Difference]) -> list[str]:
    return [one.name for one in plan if (one.doing, one.kind) == ("remove", "users")]


def declared(known: Sequence[User], passwords: Mapping[str, str]) -> Definitions:
    """The definitions with these users. One without a password gets one that nobody knows: it is there
    already, and keeps its own."""
    given = {user.name: passwords.get(user.name) or token_hex() for user in known}
    return with_users(topology_definitions(HOUSE.topology), known, given)


def _doing(broker: Management, one: Difference, *, with_messages: bool) -> str:
    """What becomes of it: a queue that holds messages stays, unless told otherwise."""
    asked = one.kind == "queues" and one.doing == "remove" and not with_messages
    return "kept" if asked and broker.holds_messages(one.name) else one.doing


def _without_what_is_left_over(
    broker: Management, told: Sequence[tuple[Difference, str]], *, with_messages: bool
) -> list[tuple[Difference, str]]:
    """Remove it, in the order in which nothing that stays names it; what becomes of each. A queue that got a
    message since it was looked at stays."""
    done: list[tuple[Difference, str]] = []
    counts = not with_messages
    for one, before in reversed(told):
        doing = before
        if doing == "remove":
            if one.kind == "queues" and counts:
                # Its bindings are gone: nothing new comes, and it has counted what came.
                sleep(TICK_SECONDS)
                counts = False
            doing = _doing(broker, one, with_messages=with_messages)
            if doing == "remove":
                _remove(broker, one)
        done.append((one, doing))
    return done[::-1]


def _tell(said: Iterable[tuple[str, str, str]], *, as_json: bool) -> None:
    empty = True
    for doing, kind, name in said:
        empty = False
        if as_json:
            typer.echo(json_line({"doing": doing, "kind": kind, "name": name}))
        else:
            typer.echo(f"{_DOING[doing]}: {_KINDS[kind]} {name}")
    if empty and not as_json:
        typer.echo(_NOTHING)


def _remove(broker: Management, one: Difference) -> None:
    if one.kind == "queues":
        broker.remove_queue(one.name)
    elif one.kind == "bindings":
        broker.remove_binding(one.entry)
    elif one.kind == "exchanges":
        broker.remove_exchange(one.name)
    elif one.kind == "policies":
        broker.remove_policy(one.name)
    elif one.kind == "users":
        broker.remove_user(one.name)
        broker.close_connections(one.name)
    else:
        broker.remove_rights(one.entry["user"], one.entry.get("exchange"))
