"""A township by its sheets, over a running platform: filled in by a script, tried, taken in, written out
again. Every mistake is named by sheet and cell, and nothing is entered."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from cli.township.commands import township
from demo.townships import YUNJIAO, read_sample
from shared.language.directory.sheets.layout import GUIDE
from shared.language.directory.sheets.writing import written
from tests.support.platform import Platform, Stand, running_platform

CODE = read_sample(YUNJIAO).township_id
MALFORMED = {
    ("乡镇", "A2"): "3309212",
    ("规则", "A2"): "去年",
    ("部门", "A3"): "农 业",
    ("部门", "B4"): None,
    ("村社", "C2"): "北纬30度",
    ("会议室", "D3"): "0",
    ("人员", "C7"): "2026-13-01",
    ("任职", "B5"): "队长",
    ("类别", "D1"): "部门代号",
    ("附加问题", "E2"): "到脚踝",
}
CONTRADICTING = {
    ("部门", "D2"): "nobody",
    ("会议室", "C2"): "C99",
    ("任职", "D2"): "no-such-department",
    ("类别", "D2"): "no-such-department",
}


@dataclass(frozen=True)
class Clerk:
    """Somebody at the command line, beside a platform of directory and intake."""

    platform: Platform
    folder: Path

    async def says(self, *words: object) -> tuple[int, str]:
        """Exit code and output of ``youyue township``."""
        answer = await asyncio.to_thread(CliRunner().invoke, township, [str(word) for word in words])
        return answer.exit_code, answer.output

    async def imports(self, file: Path, *options: str) -> tuple[int, str]:
        """By way of the platform's own HTTP."""
        console = f"http://127.0.0.1:{self.platform.process.port}"
        return await self.says("import", file, "--add", "--console-url", console, *options)

    async def filled_in(self, name: str, mistakes: Mapping[tuple[str, str], Any] | None = None) -> Path:
        """The template, with the sample's cells under its headings, and mistakes."""
        path = self.folder / name
        assert (await self.says("template", "--out", path))[0] == 0
        sample, book = read_sample(YUNJIAO), openpyxl.load_workbook(path)
        for grid in written(sample.township_id, sample.profile, sample.rules, sample.lists):
            headings, *rows = grid.rows
            assert tuple(cell.value for cell in book[grid.title][1]) == headings
            for row in rows:
                book[grid.title].append(row)
        for (sheet, cell), value in (mistakes or {}).items():
            book[sheet][cell] = value
        book.save(path)
        return path

    async def there(self) -> int:
        """How many townships the directory has."""
        found: int = await self.platform.scalar("directory", "SELECT count(*) FROM township")
        return found


@pytest.fixture
async def clerk(in_process: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Clerk]:
    monkeypatch.setenv("YOUYUE_DATABASE_URL", in_process.database_url.replace("+asyncpg", ""))
    async with running_platform(in_process, "directory", "intake", "console") as platform:
        yield Clerk(platform, tmp_path)


def cells(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Sheet → its rows, but for the guide; a coordinate is the same with another zero at its end."""

    def read(cell: Any) -> Any:
        return Decimal(cell) if re.fullmatch(r"[0-9]+\.[0-9]+", str(cell)) else cell

    book = openpyxl.load_workbook(path)
    return {
        sheet.title: [tuple(map(read, row)) for row in sheet.values] for sheet in book if sheet.title != GUIDE
    }


async def test_what_a_script_filled_in_is_tried_taken_in_and_comes_out_equal(clerk: Clerk) -> None:
    file = await clerk.filled_in("filled.xlsx")
    code, tried = await clerk.imports(file, "--dry-run")
    assert (code, await clerk.there()) == (0, 0)
    assert "预演" in tried
    assert "云礁乡" in tried

    assert (await clerk.imports(file))[0] == 0
    assert await clerk.there() == 1
    out = clerk.folder / "out.xlsx"
    assert (await clerk.says("export", CODE, "--out", out))[0] == 0
    assert cells(out) == cells(file)
    code, again = await clerk.imports(out)
    assert (code, "没有变化" in again) == (0, True)


@pytest.mark.parametrize("mistakes", [MALFORMED, CONTRADICTING], ids=["malformed", "contradicting"])
async def test_every_planted_mistake_is_named_by_sheet_and_cell(
    clerk: Clerk, mistakes: dict[tuple[str, str], Any]
) -> None:
    code, said = await clerk.imports(await clerk.filled_in("wrong.xlsx", mistakes))
    assert (code, await clerk.there()) == (1, 0)
    assert [place for place in mistakes if f"{place[0]}!{place[1]}：" not in said] == []
