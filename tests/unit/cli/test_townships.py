"""The township that a command is sent for, where the machine has no database and the console is asked: it
shows the only one, and of several none but which there are."""

from pathlib import Path

import httpx
import pytest
import typer

from cli import townships
from cli.lists import lists_of
from cli.townships import sent_for
from demo.sample import sample
from shared.language.directory.sheets.files import write_sheets
from shared.language.directory.sheets.writing import written

URL = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YOUYUE_TOWNSHIP", raising=False)
    monkeypatch.setattr(townships, "database_of", lambda service, services: None)
    monkeypatch.setattr(townships, "_has_data", lambda: False)


def console_shows(monkeypatch: pytest.MonkeyPatch, *codes: str) -> None:
    def get(url: str, **_: object) -> httpx.Response:
        named = dict.fromkeys(codes, "某乡")
        several = {"reason": "which_township", "counties": {"330921": named}}
        content = {"townships": named} if len(codes) == 1 else several
        return httpx.Response(200, json=content, request=httpx.Request("GET", url))

    monkeypatch.setattr(httpx, "get", get)


def test_the_only_one_that_the_console_shows_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    console_shows(monkeypatch, "330921201")
    assert sent_for(None, URL) == "330921201"
    assert sent_for("330921202", URL) == "330921202"


def test_of_several_one_has_to_be_named_and_they_are_listed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    console_shows(monkeypatch, "330921201", "330921203")
    with pytest.raises(typer.Exit):
        sent_for(None, URL)
    assert "330921201、330921203" in capsys.readouterr().err


def test_where_nothing_answers_none_is_known(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nobody(url: str, **_: object) -> httpx.Response:
        raise httpx.ConnectError("refused")

    monkeypatch.setattr(httpx, "get", nobody)
    with pytest.raises(typer.Exit):
        sent_for(None, URL)
    assert "No township is known yet" in capsys.readouterr().err


def test_lists_are_taken_from_sheets_as_the_operators_page_says(tmp_path: Path) -> None:
    book = tmp_path / "lists.xlsx"
    there = sample()
    write_sheets(written(there.township_id, there.profile, there.rules, there.lists), book)
    write_sheets(written(there.township_id, there.profile, there.rules, there.lists), tmp_path / "lists")
    assert lists_of(book).categories == lists_of(tmp_path / "lists").categories == lists_of(None).categories


@pytest.mark.parametrize("name", ["lists.json", "lists.xlsx", "missing"])
def test_what_holds_no_lists_is_named_in_words(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if name != "missing":
        (tmp_path / name).write_text("no lists")
    with pytest.raises(typer.Exit):
        lists_of(tmp_path / name)
    said = capsys.readouterr().err
    assert said
    assert "validation error" not in said
    assert "Errno" not in said
