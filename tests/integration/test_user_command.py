"""``youyue user``: an account from its first link to its end, as operators see it."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.main import COMMAND_LINE
from services.identity.accounts.hashing import digest
from services.identity.accounts.signing_in import invited
from shared.language.contracts.directory import AddTownship, AmendTownship, TownshipAmended, TownshipLists
from tests.support.accounts import with_secrets
from tests.support.platform import Platform, Stand, running_platform
from tests.support.town import OPERATOR
from tests.support.township import xiushan

PERSON = "deputy-01"
ADD = AddTownship(profile=xiushan().profile, rules=xiushan().rules, lists=xiushan().lists)
LAST_DAY = date(2026, 8, 31)


@pytest.fixture
async def platform(in_process: Stand, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Platform]:
    with with_secrets():
        async with running_platform(in_process, "identity") as running:
            monkeypatch.setenv("YOUYUE_DATABASE_URL", in_process.database_url)
            yield running


async def youyue(*arguments: str) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, COMMAND_LINE, ["user", *arguments])


async def state(platform: Platform) -> str:
    return str(await platform.scalar("identity", "SELECT state FROM accounts"))


async def test_an_account_from_its_first_link_to_its_end(platform: Platform, tmp_path: Path) -> None:
    added = await youyue("add", PERSON, "--by", "ops-1", "--site", "https://sign-in.example/")
    assert added.exit_code == 0, added.output
    (link,) = [
        line for line in added.output.splitlines() if line.startswith("https://sign-in.example/invited/")
    ]
    secret = link.rpartition("/")[2]
    async with platform.service("identity").engine.begin() as connection:
        assert (await invited(connection, digest(secret)) or ("", "", ""))[1] == PERSON
    letter = tmp_path / "letter.pdf"
    assert (await youyue("invite", PERSON, "--letter", str(letter))).exit_code == 0
    assert letter.read_bytes().startswith(b"%PDF")
    assert letter.stat().st_mode & 0o077 == 0
    async with platform.service("identity").engine.begin() as connection:
        assert await invited(connection, digest(secret)) is None
    for act, after in (
        ("suspend", "suspended"),
        ("resume", "active"),
        ("reset", "invited"),
        ("end", "ended"),
    ):
        said = await youyue(act, PERSON, "--by", "ops-1")
        assert said.exit_code == 0, said.output
        assert await state(platform) == after
    assert (await youyue("resume", PERSON)).exit_code == 1
    (account,) = (json.loads(line) for line in (await youyue("list", "--json")).output.splitlines())
    assert (account["person_id"], account["state"]) == (PERSON, "ended")
    assert "password" not in account
    rows = [json.loads(line) for line in (await youyue("log", PERSON, "--json")).output.splitlines()]
    assert [row["what"] for row in rows][::-1] == [
        "added",
        "invited",
        "invited",
        "suspended",
        "active",
        "reset",
        "invited",
        "ended",
    ]
    assert {row["by"] for row in rows} >= {"ops-1"}
    assert secret not in (await youyue("log")).output


async def test_only_somebody_with_a_post_gets_an_account_and_one_alone(platform: Platform) -> None:
    nobody = await youyue("add", "nobody-7")
    assert nobody.exit_code == 1
    assert "名录" in nobody.output
    assert (await youyue("add", PERSON)).exit_code == 0
    assert (await youyue("add", PERSON)).exit_code == 1


async def test_a_name_is_such_as_can_be_typed_and_seen(platform: Platform) -> None:
    for unfit in ("  ", "王\u202e五", "x" * 201, "王\n五"):
        refused = await youyue("add", PERSON, "--login", unfit)
        assert (refused.exit_code, "都要看得见" in refused.output) == (1, True)
    assert (await youyue("add", PERSON, "--login", " 王五 ")).exit_code == 0
    (account,) = (json.loads(line) for line in (await youyue("list", "--json")).output.splitlines())
    assert account["login"] == "王五", "as the page reads what is typed"
    for unfit in (" ", "3309\u200b77", "7" * 256):
        assert (await youyue("upstream", PERSON, unfit)).exit_code == 1
    assert (await youyue("upstream", PERSON, "7" * 255)).exit_code == 0


async def test_the_list_marks_who_holds_no_post_any_more(
    in_process: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YOUYUE_DATABASE_URL", in_process.database_url)
    posts = (post for post in xiushan().lists.posts if post.person_id == PERSON)
    ended = TownshipLists(posts=tuple(post.model_copy(update={"until": LAST_DAY}) for post in posts))
    with with_secrets():
        async with running_platform(in_process, "directory", "identity") as platform:
            assert (await youyue("add", PERSON)).exit_code == 0
            assert "no post" not in (await youyue("list")).output
            await platform.tell(ADD, OPERATOR)
            amended = await platform.tell(AmendTownship(lists=ended, reason="离任"), OPERATOR)
            assert amended.type == TownshipAmended.type
            await platform.settle()
            assert "已无岗位 no post" in (await youyue("list")).output
            (line,) = (await youyue("list", "--json")).output.splitlines()
    assert json.loads(line)["has_post"] is False
