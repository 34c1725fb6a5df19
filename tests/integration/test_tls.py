"""TLS to broker and database with an authority of the test's own, and logins that are refused."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aio_pika
import pytest
from sqlalchemy import make_url

from cli.doctor.daily import certificate
from cli.services import schema_of
from shared.embedded import EmbeddedPostgres
from shared.embedded.free_ports import free_ports
from shared.kernel.bus.rabbit.connection import TROUBLE, connect_patiently
from shared.kernel.bus.rabbit.publisher import RabbitPublisher
from shared.kernel.messages.errors import Rejected
from shared.kernel.settings.settings import ServiceSettings, settings_for
from shared.kernel.store.database import create_engine
from shared.kernel.store.migrations import migrate
from shared.kernel.store.waiting import wait_for_schema
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.authority import Authority, new_authority
from tests.support.platform import Stand
from tests.support.tls_gate import tls_gate

SECRET = "a-wrong-and-secret-password"
_LISTEN = (
    'rabbit_networking:ensure_ssl(), rabbit_networking:start_ssl_listener({{"127.0.0.1", {port}, auto}}, '
    '[{{certfile, "{certificate}"}}, {{keyfile, "{key}"}}, {{cacertfile, "{ca}"}}, {{verify, verify_peer}}, '
    "{{fail_if_no_peer_cert, true}}], 1)."
)


@dataclass(frozen=True)
class Servers:
    """Addresses that speak TLS, and what a client needs."""

    database: str
    broker: str
    authority: Authority
    stranger: Authority

    def settings(self, authority: Authority | None = None, **given: Any) -> ServiceSettings:
        """Those of intake, which trusts ``authority``."""
        trusted = (authority or self.authority).certificate
        certificate, key = self.authority.folder / "client.pem", self.authority.folder / "client.key"
        return settings_for(
            "intake",
            **{
                "database_url": self.database,
                "database_ca_file": trusted,
                "broker_url": self.broker,
                "broker_ca_file": trusted,
                "broker_cert_file": certificate,
                "broker_key_file": key,
                **given,
            },
        )


@pytest.fixture(scope="module")
def broker(
    guarded_rabbitmq: tuple[RabbitMQNode, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Authority]:
    """The node's second door, behind TLS and our certificates: its address for intake, and who vouches for
    it."""
    folder = tmp_path_factory.mktemp("tls")
    for parent in (folder, *folder.parents[:2]):
        parent.chmod(0o755)
    authority = new_authority(folder / "own")
    certificate, key = authority.sign("server")
    authority.sign("client")
    node, users = guarded_rabbitmq
    (port,) = free_ports(1)
    node.ctl("eval", _LISTEN.format(port=port, certificate=certificate, key=key, ca=authority.certificate))
    return users["intake"].replace("amqp://", "amqps://").replace(f":{node.port}/", f":{port}/"), authority


@pytest.fixture
async def servers(broker: tuple[str, Authority], in_process: Stand, tmp_path: Path) -> AsyncIterator[Servers]:
    url, authority = broker
    port = make_url(in_process.database_url).port
    certificate, key = authority.folder / "server.pem", authority.folder / "server.key"
    async with tls_gate(port or 0, certificate, key) as door:
        database = in_process.database_url.replace(f":{port}/", f":{door}/")
        yield Servers(database, url, authority, new_authority(tmp_path / "stranger"))


async def test_with_the_right_authority_migrations_and_publishing_go_over_tls(servers: Servers) -> None:
    settings = servers.settings()
    await migrate(settings.sqlalchemy_url, schema_of("intake"))
    engine = create_engine(settings.sqlalchemy_url, "intake", 1)
    try:
        await wait_for_schema(engine, schema_of("intake"))
    finally:
        await engine.dispose()
    publisher = RabbitPublisher(str(settings.broker_url), "tls", 10)
    await publisher.start()
    try:
        assert publisher.connected
    finally:
        await publisher.stop()


async def test_the_doctor_says_until_when_the_broker_s_certificate_holds(servers: Servers) -> None:
    (well,) = await asyncio.to_thread(lambda: list(certificate("intake", servers.settings())))
    assert re.search(r"\d{4}-\d\d-\d\d", well.seen)
    assert not well.advice or "renew" in well.advice
    (bad,) = await asyncio.to_thread(lambda: list(certificate("intake", servers.settings(servers.stranger))))
    assert "certificate" in bad.advice


async def test_a_server_that_another_authority_vouches_for_is_refused_in_a_sentence(servers: Servers) -> None:
    settings = servers.settings(servers.stranger)
    with pytest.raises(Rejected, match="YOUYUE_BROKER_CA_FILE"):
        await connect_patiently(str(settings.broker_url), "tls")
    engine = create_engine(settings.sqlalchemy_url, "intake", 1)
    try:
        with pytest.raises(Rejected, match="YOUYUE_DATABASE_CA_FILE"):
            await wait_for_schema(engine, schema_of("intake"))
    finally:
        await engine.dispose()


async def test_without_tls_a_database_that_demands_it_refuses_and_says_so(servers: Servers) -> None:
    settings = servers.settings(database_ca_file=None, database_tls="disable")
    engine = create_engine(settings.sqlalchemy_url, "intake", 1)
    try:
        with pytest.raises(Rejected, match="TLS"):
            await wait_for_schema(engine, schema_of("intake"))
    finally:
        await engine.dispose()


@pytest.mark.parametrize("how", ["plain", "without our certificate"])
async def test_a_broker_that_demands_tls_and_a_certificate_takes_nothing_less(
    servers: Servers, how: str
) -> None:
    url = servers.broker.replace("amqps:", "amqp:")
    if how != "plain":
        url = str(servers.settings(broker_cert_file=None, broker_key_file=None).broker_url)
    with pytest.raises(TROUBLE):
        await aio_pika.connect(url, timeout=5)


async def test_a_wrong_password_is_refused_at_once_and_is_not_repeated(
    postgres_server: EmbeddedPostgres, guarded_rabbitmq: tuple[RabbitMQNode, dict[str, str]]
) -> None:
    node, _ = guarded_rabbitmq
    with pytest.raises(Rejected, match="intake") as refused:
        await connect_patiently(node.url("intake", SECRET), "wrong")
    assert SECRET not in str(refused.value)
    engine = create_engine(
        f"postgresql+asyncpg://intake:{SECRET}@127.0.0.1:{postgres_server.port}/x", "intake", 1
    )
    try:
        with pytest.raises(Rejected, match="intake") as refused:
            await wait_for_schema(engine, schema_of("intake"))
    finally:
        await engine.dispose()
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize("command", ["run", "doctor"])
async def test_a_command_with_wrong_passwords_ends_with_a_sentence_and_tells_none(
    command: str, in_process: Stand, guarded_rabbitmq: tuple[RabbitMQNode, dict[str, str]]
) -> None:
    node, _ = guarded_rabbitmq
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    ended = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "cli.main", command, *(["intake"] if command == "run" else [])),
        env={
            **kept,
            "YOUYUE_DATABASE_URL": in_process.database_url,
            "YOUYUE_INTAKE_BROKER_URL": node.url("intake", SECRET),
            "YOUYUE_HTTP_PORT": "0",
            "YOUYUE_LOG_LEVEL": "DEBUG",
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await asyncio.wait_for(ended.communicate(), 60)
    said = output.decode()
    assert ended.returncode == (2 if command == "run" else 1), said
    assert ("refuses the login of intake" in said) or command == "doctor", said
    assert SECRET not in said
    assert "Traceback" not in said
