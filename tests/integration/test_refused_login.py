"""A service whose password is wrong says so in words and ends; it does not wait for what will not come."""

import pytest

from shared.embedded import EmbeddedPostgres
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.databases import copy_template
from tests.support.service_process import service_process

NOBODY_THERE = "amqp://nobody:nobody@127.0.0.1:1/"


async def last_words(database_url: str, broker_url: str) -> tuple[int, str]:
    """Exit code and the log's last line."""
    async with service_process("evaluation", database_url, broker_url) as service:
        code = await service.ended()
    return code, service.log[-1]["event"]


async def test_the_database_refuses_it(postgres_server: EmbeddedPostgres) -> None:
    url = postgres_server.url("postgres").replace("youyue:", "youyue:not-", 1)
    code, said = await last_words(url, NOBODY_THERE)
    assert code == 2
    assert "refuses the login: check user, password" in said
    assert "password authentication failed" in said
    assert "not-" not in said


@pytest.mark.timeout(60)
async def test_the_broker_refuses_it(
    database_template: EmbeddedPostgres, rabbitmq_server: RabbitMQNode
) -> None:
    code, said = await last_words(
        copy_template(database_template), rabbitmq_server.url(password="not-the-password")
    )
    assert code == 2
    assert "refuses the login of youyue: check name, password" in said
    assert "not-the-password" not in said
