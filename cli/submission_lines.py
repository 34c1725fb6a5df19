"""Reads submissions from JSON lines: the fields of the examples, each of which may be missing; others are
ignored."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import typer

from cli.shown import shown
from services.intake.domain.triage.model import TriageInput


@dataclass(frozen=True, slots=True)
class Line:
    """One submission; ``ref`` is its own or else the line's number."""

    number: int
    ref: str
    asked: TriageInput


class BadLine(ValueError):
    """The error of a line, in both languages."""


def read_lines(path: Path) -> Iterator[Line | tuple[int, BadLine]]:
    """The lines of a UTF-8 file, ``-`` for standard input; bad ones come with their number."""
    opened = sys.stdin.buffer if str(path) == "-" else path.open("rb")
    with opened:
        for number, raw in enumerate(opened, 1):
            if not raw.strip():
                continue
            try:
                yield _line(number, raw)
            except BadLine as bad:
                yield number, bad


def complain(number: int, bad: BadLine) -> None:
    """Say on standard error which line cannot be used."""
    typer.echo(f"第 {number} 行不能用：{shown(bad)}", err=True)


def _line(number: int, raw: bytes) -> Line:
    try:
        row = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadLine(f"不是 UTF-8 文字 / line {number} is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise BadLine(f"不是 JSON / line {number} is not JSON") from error
    if not isinstance(row, dict):
        raise BadLine(f"不是 JSON 对象 / line {number} is no JSON object")
    place = (_number(row, "lat", number), _number(row, "lon", number))
    asked = TriageInput(
        text=_text(row, "text", number) or "",
        title=_text(row, "title", number) or "",
        channel=_text(row, "channel", number) or "online",
        village=_text(row, "village", number) or None,
        latitude=place[0] if None not in place else None,
        longitude=place[1] if None not in place else None,
        submitted_at=_time(row, number),
        contact=bool(row.get("contact")),
    )
    return Line(number, str(row.get("ref") or number), asked)


def _text(row: dict[str, Any], name: str, number: int) -> str | None:
    value = row.get(name)
    if value is None or isinstance(value, str):
        # A lone surrogate is no character; it could not be printed.
        return value if value is None else value.encode("utf-8", "replace").decode("utf-8")
    raise BadLine(f"{name} 应为文字 / line {number}: {name} must be text")


def _number(row: dict[str, Any], name: str, number: int) -> float | None:
    value = row.get(name)
    if value is None or (
        isinstance(value, int | float) and not isinstance(value, bool) and -180 <= value <= 180
    ):
        return None if value is None else float(value)
    raise BadLine(f"{name} 应为经纬度 / line {number}: {name} must be degrees")


def _time(row: dict[str, Any], number: int) -> datetime | None:
    value = row.get("submitted_at")
    if value is None:
        return None
    try:
        at = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise BadLine(
            f"submitted_at 应为时间 / line {number}: submitted_at must be a time (ISO 8601)"
        ) from error
    if at.tzinfo is None:
        raise BadLine(f"submitted_at 缺时区 / line {number}: submitted_at lacks its time zone")
    return at
