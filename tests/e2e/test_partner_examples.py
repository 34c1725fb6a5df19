"""The examples for partners do what their page says, over a real broker; ``make partners`` runs all."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from uuid import uuid4

import pytest

from shared.kernel.bus.access.users import SAMPLE_PARTNER
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.partner_programs import (
    ANSWERS,
    PYTHON,
    TEXT,
    as_user,
    catches_up,
    goes_on,
    is_not_let_pass,
    look,
    python,
    raises_well,
    ran,
    says_how,
)
from tests.support.platform import Stand, running_platform
from tests.support.replays import CALL, CITIZEN

CATCHES_UP = "catch_up.py"
NOBODY = Stand("", users={SAMPLE_PARTNER: "amqp://partner-demo:secret@127.0.0.1:1/"})
"""Where no broker is."""
RAISES = pytest.mark.parametrize("example", PYTHON)


@pytest.fixture(scope="module")
def stranger(guarded_rabbitmq: tuple[RabbitMQNode, dict[str, str]]) -> Iterator[str]:
    """The address of a user who may log in and do nothing."""
    node, _ = guarded_rabbitmq
    node.ctl("add_user", "stranger", "secret")
    node.ctl("set_permissions", "stranger", "^$", "^$", "^$")
    yield node.url("stranger", "secret")
    node.ctl("delete_user", "stranger")


@RAISES
async def test_it_says_what_became_of_a_matter_once_more_and_of_one_that_was_wrong(
    example: str, guarded: Stand
) -> None:
    """P13, P17."""
    async with running_platform(guarded, "intake"):
        assert await raises_well(guarded, *python(example)) == []


@RAISES
async def test_two_at_a_time_hear_their_own_answers(example: str, guarded: Stand) -> None:
    """P17."""
    async with running_platform(guarded, "intake"):
        runs = [ran(guarded, *python(example, str(uuid4()), TEXT)) for _ in range(2)]
        both = await asyncio.gather(*runs)
    assert [run.code for run in both] == [0, 0]
    assert len({run.said for run in both}) == 2
    assert await look(guarded, ANSWERS) == (0, 0)


@RAISES
async def test_cut_off_while_it_waits_it_sends_the_same_id_again_and_one_matter_is_raised(
    example: str, guarded: Stand, guarded_rabbitmq: tuple[RabbitMQNode, dict[str, str]]
) -> None:
    assert await goes_on(guarded, guarded_rabbitmq[0], *python(example)) == []


@RAISES
@pytest.mark.parametrize("password", ["secret", "wrong"])
async def test_what_the_broker_does_not_let_pass_is_told_at_once(
    example: str, password: str, guarded: Stand, stranger: str
) -> None:
    as_a_stranger = as_user(guarded, stranger.replace("secret", password))
    assert await is_not_let_pass(as_a_stranger, *python(example)) == []


async def test_who_catches_up_has_each_thing_as_it_is_now_and_may_do_it_again(
    guarded: Stand, tmp_path: Path
) -> None:
    async with running_platform(guarded, "intake") as platform:
        for _ in range(3):
            await platform.tell(CALL, CITIZEN)
        assert await catches_up(guarded, platform, tmp_path) == []


@pytest.mark.parametrize("example", [*PYTHON, CATCHES_UP])
async def test_called_wrongly_it_says_in_both_languages_how_it_is_called(example: str) -> None:
    assert await says_how(NOBODY, *python(example)) == []


async def test_the_one_for_curl_says_how_it_is_called_and_that_its_file_is_not_there() -> None:
    nothing, no_file = [await ran(NOBODY, "sh", "with_curl.sh", *given) for given in ((), ("no-such.json",))]
    assert (nothing.code, nothing.said) == (2, "")
    assert nothing.complaints.startswith("用法 usage: ")
    assert (no_file.code, no_file.complaints.endswith("it cannot be read: no-such.json")) == (2, True)


@RAISES
async def test_where_no_broker_is_it_tries_again_and_names_the_id_for_later(example: str) -> None:
    run = await ran(NOBODY, *python(example, "my-id", TEXT))
    assert (run.code, run.said) == (75, "")
    assert run.complaints.endswith("no answer yet, run this again with my-id")
    assert "Traceback" not in run.complaints


async def test_who_cannot_catch_up_is_told_why_in_a_line(
    guarded: Stand, stranger: str, tmp_path: Path
) -> None:
    database = str(tmp_path / "copy.sqlite")
    away = await ran(NOBODY, *python(CATCHES_UP, database, "intake"))
    assert (away.code, "no connection, run this again" in away.complaints) == (75, True)
    unusable = await ran(NOBODY, *python(CATCHES_UP, str(tmp_path), "intake"))
    assert (unusable.code, "the database cannot be used" in unusable.complaints) == (2, True)
    for url in (stranger, stranger.replace("secret", "wrong")):
        run = await ran(as_user(guarded, url), *python(CATCHES_UP, database, "intake"))
        assert (run.code, run.said) == (2, "")
        assert run.complaints.startswith("消息代理不放行 the broker does not let it pass")


async def test_a_service_that_there_is_not_is_not_asked_again(guarded: Stand, tmp_path: Path) -> None:
    database = tmp_path / "copy.sqlite"
    wrong = await ran(guarded, *python(CATCHES_UP, str(database), "intak"))
    assert wrong.code == 2
    with closing(connect(database)) as copy:
        assert copy.execute("SELECT service FROM asked").fetchall() == []
