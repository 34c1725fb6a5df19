import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import typer

from cli.definitions import definitions, write
from cli.healthcheck import healthcheck, ops_port_of, port_of
from cli.operate import migrate, password_name
from shared.embedded.free_ports import free_ports
from shared.kernel.bus.access.partners import load_partners
from shared.kernel.bus.access.users import broker_users
from shared.kernel.settings.settings import settings_for
from shared.language.house import HOUSE

USERS = broker_users(HOUSE, load_partners(HOUSE))
CONTEXT = typer.Context(typer.main.get_command(definitions))
URL = "postgresql://nobody@127.0.0.1/nothing"


class Answering(BaseHTTPRequestHandler):
    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status if self.path == "/ops/intake/health/ready" else 404)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Answering]]:
    class Handler(Answering):
        pass

    listening = HTTPServer(("127.0.0.1", 0), Handler)
    monkeypatch.setenv("YOUYUE_INTAKE_OPS_PORT", str(listening.server_port))
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    yield Handler
    listening.shutdown()
    thread.join()
    listening.server_close()


def exit_code_of_healthcheck() -> int:
    with pytest.raises(typer.Exit) as ended:
        healthcheck("intake")
    return ended.value.exit_code


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1), (500, 1)])
def test_only_a_ready_service_is_healthy(server: type[Answering], status: int, code: int) -> None:
    server.status = status
    assert exit_code_of_healthcheck() == code


def test_a_service_that_does_not_answer_is_not_healthy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUYUE_OPS_PORT", str(free_ports(1)[0]))
    assert exit_code_of_healthcheck() == 1


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"YOUYUE_HTTP_PORT": "8100"},
        {"YOUYUE_HTTP_PORT": "8100", "YOUYUE_INTAKE_HTTP_PORT": "8200"},
        {"YOUYUE_HTTP_PORT": "8100", "YOUYUE_OPS_PORT": "9100"},
        {"YOUYUE_OPS_PORT": "9100", "YOUYUE_INTAKE_OPS_PORT": "9200"},
    ],
)
def test_the_health_check_asks_at_the_port_of_the_settings(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings = settings_for("intake", database_url=URL)
    assert port_of("intake", environment) == settings.http_port
    assert ops_port_of("intake", environment) == settings.operators_port


def test_definitions_with_users_are_refused_without_every_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for user in USERS[1:]:
        monkeypatch.setenv(password_name(user.name), "secret")
    output = tmp_path / "definitions.json"
    with pytest.raises(typer.Exit) as ended:
        write(CONTEXT, users=True, output=output)
    assert ended.value.exit_code == 2
    assert USERS[0].name in capsys.readouterr().err
    assert not output.exists()


def test_definitions_with_users_are_written_when_all_passwords_are_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for user in USERS:
        monkeypatch.setenv(password_name(user.name), "secret")
    output = tmp_path / "definitions.json"
    write(CONTEXT, users=True, output=output)
    assert [user["name"] for user in json.loads(output.read_text())["users"]] == [user.name for user in USERS]


def test_migrating_gives_up_when_no_database_answers_in_time(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("YOUYUE_DATABASE_URL", f"postgresql://nobody@127.0.0.1:{free_ports(1)[0]}/nothing")
    with pytest.raises(typer.Exit) as ended:
        migrate(["intake"], wait=0)
    assert ended.value.exit_code == 2
    assert "intake" in capsys.readouterr().err


def test_migrating_an_unknown_service_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit):
        migrate(["intakes"])
    assert "intakes" in capsys.readouterr().err
