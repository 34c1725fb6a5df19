"""How often a message goes to the database: what docs/architecture/performance.md says.

Counted is every statement on the wire, by the driver, from the second message on: what it does once a
session, to prepare a statement that is new to it and to look up the types of its parameters, is not.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from shared.client.platform import new_command
from shared.kernel.messages.envelope import Actor
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import AcceptSubmission, SubmitSubmission
from tests.support.platform import TOWNSHIP, Stand, running_platform

CITIZEN = Actor("citizen:1", Role.CITIZEN)
OFFICE = Actor("office-1", Role.OFFICE)
SUBMIT = SubmitSubmission(text="村口的路灯不亮。", channel="online", village="V01")
A_PASS_BEGINS = "UPDATE journal SET available_at"


class Wire:
    """The statements of every session, in their order."""

    def __init__(self) -> None:
        self._sessions: dict[object, list[tuple[str, tuple[Any, ...]]]] = defaultdict(list)

    def listen(self, adapted: Any, record: object) -> None:
        """Hear a session that has just been opened."""

        adapted.driver_connection.add_query_logger(
            lambda query: self._sessions[adapted].append((query.query, query.args))
        )

    def forget(self) -> None:
        """Count from now on."""
        self._sessions.clear()

    def handling(self, queue: str) -> list[str]:
        """The statements of the one session that handled a message of ``queue``."""
        (found,) = (
            said for said in self._sessions.values() if any("inbox" in s and queue in a for s, a in said)
        )
        return [statement for statement, _ in found]

    def sending(self) -> list[str]:
        """The statements of the relay's first pass that sent something."""
        for said in self._sessions.values():
            one_pass: list[str] = []
            for statement, _ in said:
                if statement.startswith(A_PASS_BEGINS):
                    one_pass = []
                one_pass.append(statement)
                if statement == "COMMIT" and any("SET sent_at" in earlier for earlier in one_pass):
                    return one_pass
        raise AssertionError("nothing was sent")


@pytest.fixture
def wire() -> Iterator[Wire]:
    with listening(Wire()) as wire:
        yield wire


@contextmanager
def listening(wire: Wire) -> Iterator[Wire]:
    event.listen(Pool, "connect", wire.listen)
    try:
        yield wire
    finally:
        event.remove(Pool, "connect", wire.listen)


async def test_a_command_takes_one_round_trip_and_one_more_when_it_changes_a_thing(
    in_process: Stand, wire: Wire
) -> None:
    queue = "intake.inbox.commands"
    async with running_platform(in_process, "intake", story_clock=None) as platform:
        first = await platform.tell(SUBMIT, CITIZEN)
        await platform.tell(AcceptSubmission(submission_id=first.subject or ""), OFFICE)
        await platform.settle()
        wire.forget()
        received = await platform.tell(SUBMIT, CITIZEN)
        await platform.settle()
        made = wire.handling(queue)
        wire.forget()
        await platform.tell(AcceptSubmission(submission_id=received.subject or ""), OFFICE)
        await platform.settle()

        assert len(made) == 1, made
        assert len(wire.handling(queue)) == 2, wire.handling(queue)
        assert len(wire.sending()) == 6, wire.sending()


async def test_an_event_that_is_only_kept_takes_one_and_so_does_a_duplicate(
    in_process: Stand, wire: Wire
) -> None:
    async with running_platform(in_process, "intake", "scheduling", story_clock=None) as platform:
        await platform.tell(SUBMIT, CITIZEN)
        await platform.settle()
        wire.forget()
        await platform.tell(SUBMIT, CITIZEN, message_id="once")
        await platform.settle()
        kept = wire.handling("scheduling.inbox.intake")
        wire.forget()
        again = new_command(SUBMIT, CITIZEN, TOWNSHIP, "/tests/partner", "once")
        await platform.client.wire.send(again.type, again.to_json())
        await platform.settle()

        assert len(kept) == 1, kept
        assert len(wire.handling("intake.inbox.commands")) == 1, wire.handling("intake.inbox.commands")
