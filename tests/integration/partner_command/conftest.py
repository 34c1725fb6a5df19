"""A broker with a management API, a partners file, and ``youyue partner`` over both."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import aio_pika
import pytest
from aio_pika.exceptions import AMQPError
from typer.testing import CliRunner, Result

from cli.partner.commands import partner
from tests.servers.rabbitmq import PASSWORD, USER, RabbitMQNode
from tests.support.broker import impatient_definitions

ENTRY = """
sources = ["/county/new"]
commands = ["intake.submission.submit.v1"]
hears = ["intake.submission.received.v1"]
facts = ["partner-new.call.made.v1"]
townships = ["330921"]
speaks_for = [{ role = "citizen" }]
"""
NEW = "partner-new"
Command = Callable[..., Result]


@pytest.fixture(scope="package")
def managed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RabbitMQNode]:
    """A node with the project's topology and a management API."""
    with RabbitMQNode(managed=True) as node:
        node.import_definitions(impatient_definitions(tmp_path_factory.mktemp("definitions")))
        yield node


@pytest.fixture
def environment(managed: RabbitMQNode, tmp_path: Path) -> dict[str, str]:
    (tmp_path / "partners.toml").write_text("# Who may speak.\n", "utf-8")
    (tmp_path / "entry.toml").write_text(ENTRY, "utf-8")
    return {
        "YOUYUE_MANAGEMENT_URL": f"http://{USER}@127.0.0.1:{managed.management_port}",
        "YOUYUE_RABBITMQ_PASSWORD_OPERATOR": PASSWORD,
        "YOUYUE_PARTNERS": str(tmp_path / "partners.toml"),
    }


@pytest.fixture
def youyue(environment: dict[str, str], tmp_path: Path) -> Iterator[Command]:
    """Runs a command; what it made is gone afterwards."""

    def run(*words: str) -> Result:
        return CliRunner().invoke(partner, words, env=environment)

    yield run
    run("remove", NEW)


def added(youyue: Command, folder: Path) -> str:
    """The password of the partner, taken in."""
    file = folder / "password"
    result = youyue("add", NEW, str(folder / "entry.toml"), "--password-file", str(file))
    assert result.exit_code == 0, result.output
    assert file.stat().st_mode & 0o777 == 0o600
    password = file.read_text().strip()
    assert password not in result.output
    file.unlink()
    return password


def entries(folder: Path) -> dict[str, object]:
    return tomllib.loads((folder / "partners.toml").read_text("utf-8"))


async def may_log_in(node: RabbitMQNode, password: str) -> bool:
    try:
        connection = await aio_pika.connect(node.url(NEW, password))
    except AMQPError:
        return False
    await connection.close()
    return True
