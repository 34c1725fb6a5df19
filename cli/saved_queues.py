"""Filters of queues that a clerk keeps under a name, in a file of their own account."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import typer

from cli.shown import shown
from services.intake.storage.queues import Wanted

UNUSABLE = 2


def keep(name: str, wanted: Wanted) -> None:
    """Keep ``wanted`` as ``name``, in place of what was kept so before. Ends the program with 2 where
    nothing can be written."""
    try:
        there = _all() | {name: {field: value for field, value in asdict(wanted).items() if value}}
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(json.dumps(there, ensure_ascii=False, indent=2) + "\n", "utf-8")
    except OSError as error:
        typer.echo(f"存不了筛选条件 the filter cannot be kept: {shown(error)}", err=True)
        raise typer.Exit(UNUSABLE) from error


def kept(name: str, also: Wanted) -> Wanted:
    """What was kept as ``name``, and what is asked for beside it. Ends the program with 2 where there is
    none."""
    there = _all()
    if name not in there:
        known = "、".join(map(shown, there)) or "–"
        typer.echo(
            f"没有存过“{shown(name)}”；有：{known}。No filter {shown(name)} was kept; there are: {known}.",
            err=True,
        )
        raise typer.Exit(UNUSABLE)
    known_fields = {field: value for field, value in there[name].items() if field in asdict(also)}
    given = {field: value for field, value in asdict(also).items() if value}
    return replace(Wanted(**known_fields), **given)


def _all() -> dict[str, dict[str, Any]]:
    """By name; none where nothing was kept or nothing can be read of it."""
    try:
        found = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return (
        {name: one for name, one in found.items() if isinstance(one, dict)} if isinstance(found, dict) else {}
    )


def _file() -> Path:
    return Path(typer.get_app_dir("youyue")) / "queues.json"
