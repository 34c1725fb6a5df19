import asyncio
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import aio_pika
import asyncpg
import pytest
from aiormq.exceptions import ChannelAccessRefused

from shared.embedded import EmbeddedPostgres, EmbeddedPostgresError
from shared.embedded.free_ports import free_ports
from tests.servers.rabbitmq import RabbitMQError, RabbitMQNode

EPMD_PORT, AMQP_PORT = 4369, 5672


def listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def dsn(server: EmbeddedPostgres, database: str) -> str:
    return server.url(database).replace("+asyncpg", "")


@pytest.fixture
def data_dir() -> Iterator[Path]:
    # Not tmp_path: as root, its parents are closed to the account that PostgreSQL runs under.
    with tempfile.TemporaryDirectory(prefix="youyue-test-") as folder:
        yield Path(folder)


async def test_a_database_is_made_once_and_answers_in_utf8_and_utc(postgres_server: EmbeddedPostgres) -> None:
    name = f"made_{secrets.token_hex(4)}"
    postgres_server.ensure_database(name)
    postgres_server.ensure_database(name)
    connection = await asyncpg.connect(dsn(postgres_server, name))
    try:
        assert await connection.fetchval("SHOW server_encoding") == "UTF8"
        assert await connection.fetchval("SHOW timezone") == "UTC"
        assert str(await connection.fetchval("SHOW server_version")).startswith("18.")
    finally:
        await connection.close()


def test_chinese_text_has_trigrams(postgres_server: EmbeddedPostgres) -> None:
    postgres_server.ensure_database("trigrams")
    postgres_server.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm", "trigrams")
    similarity = postgres_server.execute("SELECT similarity('村口路灯坏了', '村口的路灯坏了')", "trigrams")
    assert float(similarity) > 0.3


async def test_nobody_enters_without_the_password(postgres_server: EmbeddedPostgres) -> None:
    address = dsn(postgres_server, "postgres")
    user, at, place = address.partition("@")
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(f"{user[:-4]}{at}{place}")


def test_postgresql_never_runs_as_root(postgres_server: EmbeddedPostgres) -> None:
    pid = postgres_server.execute("SELECT pg_backend_pid()").strip()
    assert pid.isdigit()
    folder = Path(postgres_server.execute("SHOW data_directory"))
    assert folder.stat().st_uid != 0
    assert folder.stat().st_mode & 0o077 == 0


def test_stored_data_survive_a_restart(data_dir: Path) -> None:
    server = EmbeddedPostgres(data_dir)
    with server:
        server.ensure_database("kept")
        server.execute("CREATE TABLE facts AS SELECT 42 AS answer", "kept")
    with server:
        assert server.execute("SELECT answer FROM facts", "kept") == "42"


def test_a_running_server_of_the_same_folder_is_used_and_not_stopped(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir, durable=False) as owner:
        guest = EmbeddedPostgres(data_dir, durable=False)
        guest.start()
        assert not guest.started_here
        assert guest.url("postgres") == owner.url("postgres")
        guest.stop()
        assert owner.execute("SELECT 1") == "1"


def test_a_killed_process_takes_its_server_with_it_and_leaves_the_data(data_dir: Path) -> None:
    program = (
        "import os, signal, sys, pathlib; from shared.embedded import EmbeddedPostgres\n"
        "server = EmbeddedPostgres(pathlib.Path(sys.argv[1])); server.start()\n"
        "server.execute('CREATE TABLE facts AS SELECT 42 AS answer')\n"
        "print(server.execute('SHOW port'), flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    root = Path(__file__).resolve().parents[2]
    killed = subprocess.run(
        [sys.executable, "-c", program, str(data_dir)], cwd=root, capture_output=True, text=True, timeout=60
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    with EmbeddedPostgres(data_dir) as server:
        assert server.started_here
        assert server.execute("SHOW port") != killed.stdout.strip()
        assert not listening(int(killed.stdout))
        assert server.execute("SELECT answer FROM facts") == "42"


def test_forgetting_refuses_while_the_server_runs_and_then_removes_the_data(data_dir: Path) -> None:
    server = EmbeddedPostgres(data_dir, durable=False)
    with server, pytest.raises(EmbeddedPostgresError, match="in use"):
        server.forget()
    server.forget()
    assert not (data_dir).exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the data to another account")
def test_a_folder_that_the_account_cannot_enter_is_refused_and_its_parents_stay_closed(
    data_dir: Path,
) -> None:
    private = data_dir / "private"
    private.mkdir(mode=0o700)
    with pytest.raises(EmbeddedPostgresError, match="cannot enter"):
        EmbeddedPostgres(private / "data").start()
    assert private.stat().st_mode & 0o777 == 0o700


async def test_the_private_node_carries_a_message_through_a_quorum_queue(
    rabbitmq_server: RabbitMQNode,
) -> None:
    async with await aio_pika.connect(rabbitmq_server.url()) as connection:
        channel = await connection.channel()
        queue = await channel.declare_queue("carried", durable=True, arguments={"x-queue-type": "quorum"})
        await channel.default_exchange.publish(aio_pika.Message("有约".encode()), "carried")
        async with asyncio.timeout(10), queue.iterator() as messages:
            message = await anext(messages)
            await message.ack()
        assert message.body.decode() == "有约"
        await queue.delete(if_unused=False, if_empty=False)


async def test_definitions_are_loaded_and_permissions_hold_when_start_returns(tmp_path: Path) -> None:
    definitions = tmp_path / "definitions.json"
    definitions.write_text(
        json.dumps(
            {
                "vhosts": [{"name": "/"}],
                "users": [{"name": "intake", "password": "secret", "tags": ""}],
                "permissions": [{"user": "intake", "vhost": "/", "configure": "", "write": "", "read": ".*"}],
                "queues": [
                    {"name": "inbox", "vhost": "/", "durable": True, "auto_delete": False, "arguments": {}}
                ],
            }
        )
    )
    standing_before = listening(EPMD_PORT), listening(AMQP_PORT)
    with RabbitMQNode(definitions) as node:
        assert node.port != AMQP_PORT
        async with await aio_pika.connect(node.url("intake", "secret")) as connection:
            channel = await connection.channel()
            await channel.get_queue("inbox")
            with pytest.raises(ChannelAccessRefused):
                await channel.declare_queue("another")
        assert "intake" in node.ctl("list_users")
    assert not listening(node.port)
    assert (listening(EPMD_PORT), listening(AMQP_PORT)) == standing_before


def test_broken_definitions_are_an_error_not_an_empty_node(
    rabbitmq_server: RabbitMQNode, tmp_path: Path
) -> None:
    definitions = tmp_path / "definitions.json"
    definitions.write_text("{")
    with pytest.raises(RabbitMQError, match="import_definitions"):
        rabbitmq_server.import_definitions(definitions)


def test_free_ports_are_different() -> None:
    ports = free_ports(20)
    assert len(set(ports)) == 20
    assert not any(listening(port) for port in ports)
