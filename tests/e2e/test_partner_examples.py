"""The examples for partners do what their page says, over a real broker; ``make partners`` runs all."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

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
)
from tests.support.platform import Stand, running_platform
from tests.support.replays import CALL, CITIZEN

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
