"""Whoever the broker knows and the partners file does not, and the other way round."""

from pathlib import Path

import pytest

from cli.doctor.commands import examine
from shared.kernel.settings.names import COMMON_PREFIX
from tests.integration.partner_command.conftest import NEW, Command, added, entries, may_log_in
from tests.servers.rabbitmq import RabbitMQNode


def forget_the_entry(folder: Path) -> None:
    """As somebody does who edits the file by hand."""
    (folder / "partners.toml").write_text("", "utf-8")


def test_all_partners_are_listed_when_none_is_named(youyue: Command, tmp_path: Path) -> None:
    added(youyue, tmp_path)
    listed = youyue("show")
    assert listed.exit_code == 0, listed.output
    assert listed.output == f"{NEW}: 好 well\n"


async def test_who_lost_its_entry_is_shown_and_removed_with_all_it_has(
    youyue: Command, managed: RabbitMQNode, tmp_path: Path
) -> None:
    password = added(youyue, tmp_path)
    forget_the_entry(tmp_path)
    shown = youyue("show")
    assert shown.exit_code == 1
    assert f"{NEW}: 合作方文件里没有，却仍能登录" in shown.output
    assert f"youyue partner remove {NEW}" in shown.output
    removed = youyue("remove", NEW)
    assert removed.exit_code == 0, removed.output
    assert f"{NEW}.events: 删除 gone, 0" in removed.output
    assert not await may_log_in(managed, password)
    for what in ("list_users", "list_queues", "list_exchanges"):
        assert NEW not in managed.ctl(what)
    assert youyue("show").exit_code == 0


async def test_the_doctor_names_who_lost_its_entry(
    youyue: Command, environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added(youyue, tmp_path)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv(f"{COMMON_PREFIX}BROKER_URL", "amqp://nobody@127.0.0.1:9/")
    monkeypatch.setenv(f"{COMMON_PREFIX}DATABASE_URL", "postgresql://nobody@127.0.0.1:9/x")

    async def said() -> str:
        (finding,) = [one for one in await examine() if "partners" in one.what]
        return finding.advice

    assert await said() == ""
    forget_the_entry(tmp_path)
    assert f"partner remove {NEW}" in await said()


async def test_whom_the_broker_lost_gets_everything_back_with_a_new_password(
    youyue: Command, managed: RabbitMQNode, tmp_path: Path
) -> None:
    added(youyue, tmp_path)
    entry = (tmp_path / "partners.toml").read_text("utf-8")
    youyue("remove", NEW)
    (tmp_path / "partners.toml").write_text(entry, "utf-8")
    assert f"youyue partner rotate {NEW}" in youyue("show").output
    assert f"youyue partner rotate {NEW}" in youyue("apply", NEW).output
    said = youyue("rotate", NEW)
    assert said.exit_code == 0, said.output
    assert await may_log_in(managed, said.output.strip().splitlines()[-1])
    assert f"{NEW}.events: 0" in youyue("show", NEW).output


@pytest.mark.parametrize("user", ["intake", "operator", "partner-nobody"])
def test_only_partners_are_removed(youyue: Command, managed: RabbitMQNode, tmp_path: Path, user: str) -> None:
    before = managed.ctl("list_users"), managed.ctl("list_queues")
    assert youyue("remove", user).exit_code == 2
    assert (managed.ctl("list_users"), managed.ctl("list_queues")) == before
    assert entries(tmp_path) == {}
