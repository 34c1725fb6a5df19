"""P18: a name that nobody knows ends every program, with the name that was meant."""

import asyncio
import re
import sys
from pathlib import Path

import pytest
import typer

from cli.doctor.commands import doctor, examine
from cli.environment import KNOWN, refuse_unknown_names
from cli.main import COMMANDS, LENIENT, UNUSABLE, app
from shared.kernel.settings.settings import SettingsError

ROOT = Path(__file__).parents[3]
WRITTEN = (
    *ROOT.glob("docker-compose*.yml"),
    *ROOT.glob("deploy/**/*.yml"),
    *ROOT.glob("deploy/**/*.sh"),
    *(ROOT / "docs").glob("*.md"),
    *ROOT.glob("docs/operations/*.md"),
    ROOT / "README.md",
    ROOT / ".env.example",
    ROOT / "Makefile",
)
MEANT = {
    "YOUYUE_DATABSE_URL": "YOUYUE_DATABASE_URL",
    "YOUYUE_DATABASEURL": "YOUYUE_DATABASE_URL",
    "YOUYUE_BROKER_URl": "YOUYUE_BROKER_URL",
    "youyue_database_url": "YOUYUE_DATABASE_URL",
    "YOUYE_DATABASE_URL": "YOUYUE_DATABASE_URL",
    "YOYUE_BROKER_URL": "YOUYUE_BROKER_URL",
    "YOUYUE-TRUST": "YOUYUE_TRUST",
    "YOUYUEHTTP_PORT": "YOUYUE_HTTP_PORT",
    "YOUYUE_INTAKE_PREFECH": "YOUYUE_INTAKE_PREFETCH",
    "YOUYUE_CONSOLE_HTTPPORT": "YOUYUE_CONSOLE_HTTP_PORT",
    "YOUYUE_PORT": "YOUYUE_HTTP_PORT",
    "YOUYUE_CONSOLE_PORT": "YOUYUE_HTTP_PORT",
    "YOUYUE_OP_PORT": "YOUYUE_OPS_PORT",
    "YOUYUE_DATABASE_PASSWORD_FLE": "YOUYUE_DATABASE_PASSWORD_FILE",
    "YOUYUE_POSTGRES_PASSWORD_INTAK": "YOUYUE_POSTGRES_PASSWORD_INTAKE",
    "YOUYUE_RABITMQ_COOKIE": "YOUYUE_RABBITMQ_COOKIE",
}
OTHERS = (
    "YOUYUE_RABBITMQ_PASSWORD_COUNTY_HOTLINE",
    "YOUYUE_RABBITMQ_PASSWORD_INTAKE_FILE",
    "YOUYUE_INTAKE_BROKER_PASSWORD_FILE",
    "YOUTUBE_API_KEY",
    "DATABASE_URL",
    "PATH",
)


@pytest.mark.parametrize("name", MEANT)
def test_a_misspelt_name_is_refused_with_the_one_that_was_meant(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "postgresql://u:a-secret-word@somewhere/x")
    with pytest.raises(SettingsError) as refused:
        refuse_unknown_names()
    assert f"是不是 {MEANT[name]}？" in str(refused.value)
    assert f"There is no setting {name}: did you mean {MEANT[name]}?" in str(refused.value)
    assert "a-secret-word" not in str(refused.value)


def test_what_resembles_nothing_is_refused_without_a_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUYUE_QQZZ_XXYYWW", "")
    with pytest.raises(SettingsError, match=r"There is no setting YOUYUE_QQZZ_XXYYWW\.$"):
        refuse_unknown_names()


@pytest.mark.parametrize("name", OTHERS)
def test_names_of_users_and_of_other_programs_are_left_alone(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "x")
    refuse_unknown_names()


@pytest.mark.parametrize("command", sorted(COMMANDS.keys() - LENIENT))
def test_every_command_ends(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.setenv("YOUYUE_DATABSE_URL", "postgresql://somewhere/x")
    monkeypatch.setattr(sys, "argv", ["youyue", command])
    with pytest.raises(SystemExit) as ended:
        app()
    assert ended.value.code == UNUSABLE
    assert "did you mean YOUYUE_DATABASE_URL?" in capsys.readouterr().err


def test_the_doctor_says_it_beside_what_else_it_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUYUE_PREFECH", "5")
    monkeypatch.setenv("YOUYUE_INTAKE_BROKER_URL", "amqp://intake@127.0.0.1:1/")
    advice = "\n".join(finding.advice for finding in asyncio.run(examine()))
    assert "did you mean YOUYUE_PREFETCH?" in advice
    assert "YOUYUE_CONSOLE_BROKER_URL" in advice


def test_what_the_doctor_advises_can_be_read_whole_and_copied(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("YOUYUE_DATABSE_URL", "x")
    monkeypatch.setenv("YOUYUE_INTAKE_BROKER_URL", "amqp://intake@127.0.0.1:1/")
    with pytest.raises(typer.Exit):
        doctor()
    lines = capsys.readouterr().out.splitlines()
    assert any(
        line.endswith("There is no setting YOUYUE_DATABSE_URL: did you mean YOUYUE_DATABASE_URL?")
        for line in lines
    )
    assert "…" not in "".join(lines)


def test_every_name_that_is_written_down_is_known() -> None:
    named = {
        (file.name, name)
        for file in WRITTEN
        for name in re.findall(r"YOUYUE_[A-Z_]*[A-Z]\b(?![_<*])", file.read_text("utf-8"))
    }
    assert len(named) > 50
    assert {(file, name) for file, name in named if name not in KNOWN} == set()
