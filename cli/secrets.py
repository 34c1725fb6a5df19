"""``youyue secrets``: a password of its own for every name that an installation needs."""

import os
import re
from pathlib import Path
from secrets import token_hex
from typing import Annotated, NoReturn

import typer

from cli.writing import writing_to
from shared.kernel.settings.secrecy import is_sample

secrets = typer.Typer(no_args_is_help=True, help="安装所需的密码。The passwords that an installation needs.")
_LETTERS = 24
"""Bytes of a password; in hexadecimal digits it can stand in a URL as it is."""
_LINE = re.compile(r"^(?P<name>[A-Z_]+)=(?P<value>.*)$")
_ONLY_US = 0o600
_NONE = "没有 {file}：请在项目目录里运行。There is no {file}: run this in the project's folder."
_WRITTEN = "{file}：新生成 {new} 个，保留 {kept} 个。{new} made, {kept} kept."


@secrets.command()
def init(
    folder: Annotated[Path, typer.Argument(help="项目目录 the project's folder")] = Path(),
    files: Annotated[
        Path | None,
        typer.Option(help="每个密码另存为此目录下的一个文件 a file for each password too, in this folder"),
    ] = None,
) -> None:
    """按 .env.example 写出 .env，密码随机生成；已有的不动，只补缺少的。
    Write .env after .env.example, passwords drawn; what is there stays, what is missing is added."""
    example, env = folder / ".env.example", folder / ".env"
    if not example.is_file():
        _stop(_NONE.format(file=example))
    there = _values(env.read_text("utf-8")) if env.exists() else {}
    wanted = [name for name, value in _values(example.read_text("utf-8")).items() if is_sample(value)]
    new = {name: token_hex(_LETTERS) for name in wanted if is_sample(there.get(name, ""))}
    text = env.read_text("utf-8") if env.exists() else example.read_text("utf-8")
    with writing_to(env):
        _write(env, _filled(text, new))
    for name in wanted if files else ():
        assert files
        with writing_to(files):
            files.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(files / file_of(name), new.get(name) or there[name])
    typer.echo(_WRITTEN.format(file=env, new=len(new), kept=len(wanted) - len(new)))


def file_of(name: str) -> str:
    """``YOUYUE_POSTGRES_PASSWORD_INTAKE`` → ``intake-postgres``, as the compose file for secrets calls it;
    of the administrator ``postgres``."""
    server, _, user = name.removeprefix("YOUYUE_").lower().partition("_password")
    return "-".join(filter(None, (user.strip("_").replace("_", "-"), server)))


def _values(text: str) -> dict[str, str]:
    return {found["name"]: found["value"] for line in text.splitlines() if (found := _LINE.match(line))}


def _filled(text: str, new: dict[str, str]) -> str:
    """``text`` with these values; names that it has not are added at its end."""
    lines = [
        f"{found['name']}={new[found['name']]}"
        if (found := _LINE.match(line)) and found["name"] in new
        else line
        for line in text.splitlines()
    ]
    missing = new.keys() - _values(text).keys()
    return "\n".join([*lines, *(f"{name}={new[name]}" for name in new if name in missing)]) + "\n"


def _write(path: Path, text: str) -> None:
    """For its owner alone, and whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _ONLY_US), "w") as opened:
        opened.write(text)
    part.replace(path)


def _stop(problem: str) -> NoReturn:
    typer.echo(problem, err=True)
    raise typer.Exit(2)
