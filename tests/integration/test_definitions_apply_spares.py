"""What bringing a broker in line with the definitions leaves alone, though nothing declares it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import aio_pika
from typer.testing import CliRunner, Result

from cli.definitions import definitions
from cli.operate import password_name
from cli.partner.file import held
from tests.integration.test_definitions_apply import ONE, OTHER, Command, node, there, told, youyue
from tests.servers.rabbitmq import PASSWORD, USER, RabbitMQNode

__all__ = ["node", "youyue"]


def test_the_users_of_another_virtual_host_stay_without_what_they_had_here(
    youyue: Command, node: RabbitMQNode
) -> None:
    node.ctl("add_vhost", "of others")
    for user in ("theirs", "both"):
        node.ctl("add_user", user, "secret")
        node.ctl("set_permissions", "-p", "of others", user, ".*", ".*", ".*")
    node.ctl("set_permissions", "both", ".*", ".*", ".*")
    assert told(youyue("--json")) == {("remove", "permissions", "both")}
    assert there(node, "list_users", "theirs")
    assert there(node, "list_users", "both")
    assert youyue("--dry-run").exit_code == 0
    node.ctl("delete_vhost", "of others")
    assert told(youyue("--json")) == {("remove", "users", "theirs"), ("remove", "users", "both")}


def test_a_queue_that_goes_by_itself_keeps_its_bindings(youyue: Command, node: RabbitMQNode) -> None:
    async def seen(message: aio_pika.abc.AbstractIncomingMessage) -> None:
        await message.ack()

    async def watching() -> tuple[Result, bool]:
        connection = await aio_pika.connect(node.url())
        async with connection, connection.channel() as channel:
            queue = await channel.declare_queue("somebody watches", durable=True, auto_delete=True)
            await queue.bind("intake.inside", "#")
            await queue.consume(seen)
            said = await asyncio.to_thread(youyue, "--json")
            listed = await asyncio.to_thread(node.ctl, "list_bindings", "source_name", "destination_name")
            return said, "intake.inside\tsomebody watches" in listed

    said, bound = asyncio.run(watching())
    assert (told(said), bound) == (set(), True)


def test_no_partner_is_removed_for_want_of_the_file(youyue: Command, node: RabbitMQNode) -> None:
    environment = {
        "YOUYUE_MANAGEMENT_URL": f"http://{USER}@127.0.0.1:{node.management_port}",
        password_name("operator"): PASSWORD,
    }
    forgotten = CliRunner().invoke(definitions, ["apply"], env=environment)
    assert forgotten.exit_code == 2, forgotten.output
    assert ONE in forgotten.output
    assert youyue("--dry-run").exit_code == 0, "nothing was changed"


def test_who_is_being_taken_in_meanwhile_is_not_left_over(
    youyue: Command, node: RabbitMQNode, tmp_path: Path
) -> None:
    file = tmp_path / "partners.toml"
    with ThreadPoolExecutor() as other:
        with held(file):
            node.ctl("add_user", "partner-new", "secret")
            applying = other.submit(youyue, "--json", partners=(ONE, OTHER, "partner-new"))
            assert not wait([applying], 1.0).done
        done = applying.result()
    assert ("remove", "users", "partner-new") not in told(done)
