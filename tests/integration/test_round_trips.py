"""How often a message goes to the database: what docs/architecture/one-event.md says."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.client import new_command
from shared.contracts.base import Role
from shared.contracts.envelope import Actor
from shared.contracts.intake import AcceptSubmission, SubmitSubmission
from tests.support.platform import TOWNSHIP, Stand, running_platform

CITIZEN = Actor("citizen:1", Role.CITIZEN)
OFFICE = Actor("office-1", Role.OFFICE)
SUBMIT = SubmitSubmission(text="村口的路灯不亮。", channel="online", village="V01")


@contextmanager
def transactions(engine: AsyncEngine) -> Iterator[list[list[str]]]:
    """The transactions that end while the context is open, each as its round trips."""
    ended: list[list[str]] = []
    open_ones: dict[Any, list[str]] = {}

    def begin(connection: Any) -> None:
        open_ones[connection] = ["BEGIN"]

    def execute(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if connection in open_ones:
            open_ones[connection].append(statement.split(" (")[0].split("\n")[0])

    def commit(connection: Any) -> None:
        ended.append([*open_ones.pop(connection, []), "COMMIT"])

    listeners = (("begin", begin), ("before_cursor_execute", execute), ("commit", commit))
    for name, listener in listeners:
        event.listen(engine.sync_engine, name, listener)
    try:
        yield ended
    finally:
        for name, listener in listeners:
            event.remove(engine.sync_engine, name, listener)


def handling(ended: list[list[str]]) -> list[str]:
    """The one transaction that handled a message."""
    (found,) = (steps for steps in ended if "INSERT INTO inbox" in steps)
    return found


def sending(ended: list[list[str]]) -> int:
    """What the first pass of the relay that sent something took: due timers released, then one batch."""
    last = next(n for n, steps in enumerate(ended) if "advisory" in steps[1] and "UPDATE" in steps[-2])
    return len(ended[last - 1]) + len(ended[last])


async def test_a_command_takes_six_round_trips_and_one_less_when_it_makes_a_thing(in_process: Stand) -> None:
    async with running_platform(in_process, "intake", story_clock=None) as platform:
        engine = platform.service("intake").engine
        with transactions(engine) as made:
            received = await platform.tell(SUBMIT, CITIZEN)
            await platform.settle()
        with transactions(engine) as changed:
            await platform.tell(AcceptSubmission(submission_id=received.subject or ""), OFFICE)
            await platform.settle()

    assert len(handling(made)) == 5, made
    assert len(handling(changed)) == 6, changed
    assert sending(changed) == 8, changed


async def test_an_event_that_is_only_kept_takes_four_and_a_duplicate_three(in_process: Stand) -> None:
    async with running_platform(in_process, "intake", "scheduling", story_clock=None) as platform:
        with transactions(platform.service("scheduling").engine) as kept:
            await platform.tell(SUBMIT, CITIZEN, message_id="once")
            await platform.settle()
        again = new_command(SUBMIT, CITIZEN, TOWNSHIP, "/tests/partner", "once")
        with transactions(platform.service("intake").engine) as repeated:
            await platform.client.wire.send(again.type, again.to_json())

    assert len(handling(kept)) == 4, kept
    assert len(handling(repeated)) == 3, repeated
