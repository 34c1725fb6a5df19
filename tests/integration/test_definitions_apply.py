"""A running broker is brought in line with the definitions, and nothing that holds messages is lost."""

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import aio_pika
import pytest
from typer.testing import CliRunner, Result

from cli.definitions import definitions
from cli.operate import password_name
from shared.kernel.bus.access.partners import load_partners
from shared.kernel.bus.access.users import broker_users
from shared.language.house import HOUSE
from tests.servers.rabbitmq import PASSWORD, USER, RabbitMQNode

Command = Callable[..., Result]
ENTRY = """
[{user}]
sources = ["/county/new"]
commands = ["intake.submission.submit.v1"]
hears = ["intake.submission.received.v1"]
townships = ["330921"]
speaks_for = [{{ role = "citizen" }}]
"""
ONE, OTHER = "partner-one", "partner-other"
QUEUES = [f"{OTHER}.{end}" for end in ("answers", "events", "rejects")]


@pytest.fixture(scope="module")
def node() -> Iterator[RabbitMQNode]:
    """An empty one with a management API."""
    with RabbitMQNode(managed=True) as node:
        yield node


@pytest.fixture
def youyue(node: RabbitMQNode, tmp_path: Path) -> Command:
    """``apply`` with these partners; all passwords are given, as in a compose file."""

    def run(*words: str, partners: tuple[str, ...] = (ONE, OTHER)) -> Result:
        file = tmp_path / "partners.toml"
        file.write_text("".join(ENTRY.format(user=user) for user in partners) or "# none\n", "utf-8")
        users = broker_users(HOUSE, load_partners(HOUSE, file))
        environment = {password_name(user.name): f"secret-{user.name}" for user in users}
        environment |= {
            "YOUYUE_MANAGEMENT_URL": f"http://{USER}@127.0.0.1:{node.management_port}",
            password_name("operator"): PASSWORD,
            "YOUYUE_PARTNERS": str(file),
        }
        return CliRunner().invoke(definitions, ["apply", *words], env=environment)

    result = run("--with-messages")
    assert result.exit_code in (0, 1), result.output
    return run


def told(result: Result) -> set[tuple[str, str, str]]:
    lines = [json.loads(line) for line in result.output.splitlines() if line.startswith("{")]
    return {(one["doing"], one["kind"], one["name"]) for one in lines}


async def publish(node: RabbitMQNode, queue: str) -> None:
    connection = await aio_pika.connect(node.url())
    async with connection, connection.channel() as channel:
        await channel.default_exchange.publish(aio_pika.Message(b"a word"), routing_key=queue)


def there(node: RabbitMQNode, what: str, name: str) -> bool:
    return name in {line.split("\t")[0] for line in node.ctl(what).splitlines()}


def test_after_one_run_there_is_nothing_to_do(youyue: Command, node: RabbitMQNode) -> None:
    again = youyue("--dry-run")
    assert (again.exit_code, again.output) == (
        0,
        "与定义一致，没有要做的。As the definitions say: nothing to do.\n",
    )
    assert asyncio.run(may_log_in_as(node, ONE))


async def may_log_in_as(node: RabbitMQNode, user: str, password: str | None = None) -> bool:
    try:
        connection = await aio_pika.connect(node.url(user, password or f"secret-{user}"))
    except aio_pika.exceptions.AMQPError:
        return False
    await connection.close()
    return True


def test_a_dry_run_says_what_a_partner_left_behind_and_touches_nothing(
    youyue: Command, node: RabbitMQNode
) -> None:
    said = youyue("--dry-run", "--json", partners=(ONE,))
    assert said.exit_code == 1
    assert {("remove", "users", OTHER), ("remove", "permissions", OTHER)} <= told(said)
    assert {("remove", "queues", queue) for queue in QUEUES} <= told(said)
    assert not [one for one in told(said) if ONE in one[2] or one[0] != "remove"]
    assert asyncio.run(may_log_in_as(node, OTHER))


def test_what_a_removed_partner_had_is_gone_and_the_others_keep_theirs(
    youyue: Command, node: RabbitMQNode
) -> None:
    done = youyue(partners=(ONE,))
    assert done.exit_code == 0, done.output
    assert not asyncio.run(may_log_in_as(node, OTHER))
    assert [queue for queue in QUEUES if there(node, "list_queues", queue)] == []
    assert asyncio.run(may_log_in_as(node, ONE))
    assert there(node, "list_queues", f"{ONE}.events")
    assert youyue("--dry-run", partners=(ONE,)).exit_code == 0


def test_a_queue_that_holds_messages_stays_until_that_is_wanted(youyue: Command, node: RabbitMQNode) -> None:
    asyncio.run(publish(node, QUEUES[1]))
    asyncio.run(publish(node, "unrouted"))
    refused = youyue("--json", partners=(ONE,))
    assert refused.exit_code == 1
    assert ("kept", "queues", QUEUES[1]) in told(refused)
    assert ("remove", "queues", QUEUES[0]) in told(refused)
    assert there(node, "list_queues", QUEUES[1])
    assert "--with-messages" in youyue("--dry-run", partners=(ONE,)).output
    wanted = youyue("--with-messages", partners=(ONE,))
    assert wanted.exit_code == 0, wanted.output
    assert not there(node, "list_queues", QUEUES[1])
    assert there(node, "list_queues", "unrouted"), "what is declared is not asked what it holds"


def test_old_bindings_policies_and_rights_go_and_changed_ones_are_mended(
    youyue: Command, node: RabbitMQNode
) -> None:
    node.ctl("set_policy", "left over", "^x$", '{"max-length":1}', "--apply-to", "queues")
    node.ctl("set_permissions", ONE, ".*", ".*", ".*")
    node.ctl("set_topic_permissions", ONE, "handling.commands", ".*", ".*")
    node.ctl("set_user_limits", ONE, '{"max-connections": 9000}')

    async def bind() -> None:
        connection = await aio_pika.connect(node.url())
        async with connection, connection.channel() as channel:
            queue = await channel.get_queue(f"{ONE}.events")
            await queue.bind("handling.inside", "#")

    asyncio.run(bind())
    said = told(youyue("--json"))
    assert said == {
        ("remove", "policies", "left over"),
        ("change", "permissions", ONE),
        ("remove", "topic_permissions", f"{ONE} handling.commands"),
        ("change", "users", ONE),
        ("remove", "bindings", f"handling.inside → {ONE}.events #"),
    }
    assert youyue("--dry-run").exit_code == 0
    assert asyncio.run(may_log_in_as(node, ONE)), "the password is the one it had"


def test_who_changed_the_password_keeps_it(youyue: Command, node: RabbitMQNode) -> None:
    node.ctl("change_password", ONE, "of-its-own")
    node.ctl("set_user_limits", ONE, '{"max-connections": 9000}')
    assert ("change", "users", ONE) in told(youyue("--json"))
    assert asyncio.run(may_log_in_as(node, ONE, "of-its-own"))
    node.ctl("change_password", ONE, f"secret-{ONE}")


def test_administrators_and_watchers_of_the_broker_are_let_alone(youyue: Command, node: RabbitMQNode) -> None:
    node.ctl("add_user", "watcher", "secret")
    node.ctl("set_user_tags", "watcher", "monitoring")
    node.ctl("set_permissions", "watcher", "^$", "^$", ".*")
    node.ctl("add_user", "forgotten", "secret")
    assert told(youyue("--json")) == {("remove", "users", "forgotten")}
    assert there(node, "list_users", "watcher")
    assert there(node, "list_users", USER)
    node.ctl("delete_user", "watcher")


def test_a_queue_of_another_kind_is_told_and_left(youyue: Command, node: RabbitMQNode) -> None:
    async def otherwise() -> None:
        connection = await aio_pika.connect(node.url())
        async with connection, connection.channel() as channel:
            await channel.queue_delete("intake.parking")
            await channel.declare_queue("intake.parking", durable=True)

    asyncio.run(otherwise())
    said = youyue("--json")
    assert said.exit_code == 1
    assert ("stuck", "queues", "intake.parking") in told(said)

    async def away() -> None:
        connection = await aio_pika.connect(node.url())
        async with connection, connection.channel() as channel:
            await channel.queue_delete("intake.parking")

    asyncio.run(away())
    assert ("make", "queues", "intake.parking") in told(youyue("--json"))
