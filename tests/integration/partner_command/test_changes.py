"""``youyue partner`` changes a running broker and the partners file, and the services follow."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import aio_pika
import pytest

from shared.kernel.bus.access.following import FollowedPartners
from shared.kernel.bus.access.partners import load_partners
from shared.language.house import HOUSE
from tests.integration.partner_command.conftest import ENTRY, NEW, Command, added, entries, may_log_in
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.waiting import until


async def test_a_partner_that_is_taken_in_has_its_queues_and_its_rights(
    youyue: Command, managed: RabbitMQNode, tmp_path: Path
) -> None:
    password = added(youyue, tmp_path)
    assert entries(tmp_path).keys() == {NEW}
    connection = await aio_pika.connect(managed.url(NEW, password))
    async with connection, connection.channel() as channel:
        for queue in ("answers", "rejects", "events"):
            await channel.get_queue(f"{NEW}.{queue}")
        exchange = await channel.get_exchange("intake.commands", ensure=False)
        await exchange.publish(aio_pika.Message(b"{}", user_id=NEW), "intake.submission.submit.v1")
    shown = youyue("show", NEW)
    assert f"{NEW}.events: 0" in shown.output
    assert '"/county/new"' in shown.output


async def test_the_password_is_shown_once_without_a_file(
    youyue: Command, managed: RabbitMQNode, tmp_path: Path
) -> None:
    password = youyue("add", NEW, str(tmp_path / "entry.toml")).output.strip().splitlines()[-1]
    assert await may_log_in(managed, password)
    assert password not in youyue("show", NEW).output


async def test_a_dry_run_changes_nothing(youyue: Command, managed: RabbitMQNode, tmp_path: Path) -> None:
    said = youyue("add", NEW, str(tmp_path / "entry.toml"), "--dry-run")
    assert said.exit_code == 0
    assert "intake.submission.received.v1.33.09.21.#" in said.output
    assert entries(tmp_path) == {}
    assert NEW not in managed.ctl("list_users")


async def test_who_is_there_is_not_taken_in_again(
    youyue: Command, managed: RabbitMQNode, tmp_path: Path
) -> None:
    password = added(youyue, tmp_path)
    again = youyue("add", NEW, str(tmp_path / "entry.toml"))
    assert again.exit_code == 2
    assert f"partner show {NEW}" in again.output
    assert await may_log_in(managed, password)


@pytest.mark.parametrize(
    ("user", "entry", "says"),
    [
        (NEW, ENTRY.replace("submit.v1", "explode.v1"), "explode.v1"),
        (NEW, ENTRY + "\n[partner-other]\n" + ENTRY, "heads"),
        ("intake", ENTRY, "partner-"),
        ("partner-x]\n[partner-y", ENTRY, "partners.toml"),
        (NEW, "sources = [", "partners"),
    ],
)
def test_nonsense_reaches_neither_file_nor_broker(
    youyue: Command, managed: RabbitMQNode, tmp_path: Path, user: str, entry: str, says: str
) -> None:
    (tmp_path / "entry.toml").write_text(entry, "utf-8")
    result = youyue("add", user, str(tmp_path / "entry.toml"))
    assert result.exit_code == 2
    assert says in result.output
    assert entries(tmp_path) == {}
    assert "partner-" not in managed.ctl("list_users")


def test_a_broker_that_is_away_leaves_the_file_as_it_was(
    youyue: Command, environment: dict[str, str], tmp_path: Path
) -> None:
    environment["YOUYUE_MANAGEMENT_URL"] = "http://operator@127.0.0.1:9"
    result = youyue("add", NEW, str(tmp_path / "entry.toml"))
    assert result.exit_code == 2
    assert "does not answer" in result.output
    assert entries(tmp_path) == {}


def test_two_that_are_taken_in_at_once_are_both_there(
    environment: dict[str, str], youyue: Command, tmp_path: Path
) -> None:
    users = ("partner-one", "partner-two")
    calls = [
        subprocess.Popen(
            [sys.executable, "-m", "cli.main", "partner", "add", user, "-"],
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for user in users
    ]
    for call, user in zip(calls, users, strict=True):
        call.communicate(ENTRY.replace(NEW, user), timeout=60)
        assert call.returncode == 0
    assert entries(tmp_path).keys() == set(users)
    for user in users:
        assert youyue("remove", user).exit_code == 0


async def test_a_new_password_ends_the_old_one_and_what_is_connected_with_it(
    youyue: Command, managed: RabbitMQNode, tmp_path: Path
) -> None:
    old = added(youyue, tmp_path)
    await aio_pika.connect(managed.url(NEW, old))
    said = await asyncio.to_thread(youyue, "rotate", NEW)
    assert "connections closed: 1" in said.output
    await until(lambda: nobody_is_connected(managed))
    assert not await may_log_in(managed, old)
    assert await may_log_in(managed, said.output.strip().splitlines()[-1])


async def test_who_is_let_go_while_connected_is_cut_off_and_leaves_nothing(
    youyue: Command, managed: RabbitMQNode, tmp_path: Path
) -> None:
    password = added(youyue, tmp_path)
    await aio_pika.connect(managed.url(NEW, password))
    said = await asyncio.to_thread(youyue, "remove", NEW)
    assert said.exit_code == 0, said.output
    assert f"{NEW}.events: 删除 gone, 0" in said.output
    await until(lambda: nobody_is_connected(managed))
    assert entries(tmp_path) == {}
    for what in ("list_users", "list_queues", "list_exchanges"):
        assert NEW not in managed.ctl(what)


async def test_queues_may_stay_behind(youyue: Command, managed: RabbitMQNode, tmp_path: Path) -> None:
    added(youyue, tmp_path)
    assert "kept" in youyue("remove", NEW, "--keep-queues").output
    assert f"{NEW}.events" in managed.ctl("list_queues")
    added(youyue, tmp_path)


async def test_a_changed_entry_is_applied_and_what_it_no_longer_hears_is_unbound(
    youyue: Command, managed: RabbitMQNode, tmp_path: Path
) -> None:
    added(youyue, tmp_path)
    file = tmp_path / "partners.toml"
    file.write_text(file.read_text("utf-8").replace("submission.received", "submission.closed"), "utf-8")
    assert youyue("apply", NEW).exit_code == 0
    bound = managed.ctl("list_bindings", "destination_name", "routing_key")
    assert "intake.submission.closed.v1.33.09.21.#" in bound
    assert "intake.submission.received.v1.33.09.21.#" not in bound


async def nobody_is_connected(node: RabbitMQNode) -> bool:
    return NEW not in await asyncio.to_thread(node.ctl, "list_connections", "user")


def test_services_know_who_was_entered_and_forget_who_was_let_go(
    youyue: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.kernel.bus.access.following.LOOK_SECONDS", 0)
    file = tmp_path / "partners.toml"
    known = FollowedPartners(file, lambda: load_partners(HOUSE, file))
    assert list(known) == []
    added(youyue, tmp_path)
    assert list(known) == [NEW]
    written = file.read_text("utf-8")
    file.write_text(written + "nonsense", "utf-8")
    assert list(known) == [NEW]
    file.write_text(written, "utf-8")
    youyue("remove", NEW)
    assert list(known) == []
