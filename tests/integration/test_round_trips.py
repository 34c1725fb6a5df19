"""How often a message goes to the database: what docs/architecture/performance.md says.

Counted is every statement on the wire, by the driver. What it does once a session is not: prepare a statement that is
new to it, look up the types of its parameters.
"""

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

Visits = list[list[str]]


@contextmanager
def visits(engine: AsyncEngine) -> Iterator[Visits]:
    """What each session was asked between being taken from the pool and being given back."""
    made: Visits = []
    loggers: dict[Any, Any] = {}

    def taken(adapted: Any, record: Any, proxy: Any) -> None:
        visit: list[str] = []
        made.append(visit)
        loggers[adapted] = lambda query: visit.append(query.query) if not _of_the_driver(query.query) else None
        adapted.driver_connection.add_query_logger(loggers[adapted])

    def given_back(adapted: Any, record: Any) -> None:
        if adapted in loggers:
            adapted.driver_connection.remove_query_logger(loggers.pop(adapted))

    for name, listener in (("checkout", taken), ("checkin", given_back)):
        event.listen(engine.sync_engine, name, listener)
    try:
        yield made
    finally:
        for name, listener in (("checkout", taken), ("checkin", given_back)):
            event.remove(engine.sync_engine, name, listener)


def _of_the_driver(statement: str) -> bool:
    return "typeinfo" in statement or "'jit'" in statement


def handling(made: Visits) -> list[str]:
    """The one visit that handled a message."""
    (found,) = (visit for visit in made if any("INSERT INTO inbox" in statement for statement in visit))
    return found


def sending(made: Visits) -> list[str]:
    """The first pass of the relay that sent something."""
    return next(visit for visit in made if any("SET sent_at" in statement for statement in visit))


async def test_a_command_takes_one_round_trip_and_one_more_when_it_changes_a_thing(in_process: Stand) -> None:
    async with running_platform(in_process, "intake", story_clock=None) as platform:
        engine, relays = platform.service("intake").engine, platform.service("intake").housekeeping
        with visits(engine) as made:
            received = await platform.tell(SUBMIT, CITIZEN)
            await platform.settle()
        with visits(engine) as changed, visits(relays) as relayed:
            await platform.tell(AcceptSubmission(submission_id=received.subject or ""), OFFICE)
            await platform.settle()

    assert len(handling(made)) == 1, made
    assert len(handling(changed)) == 2, changed
    assert len(sending(relayed)) == 6, relayed


async def test_an_event_that_is_only_kept_takes_one_and_so_does_a_duplicate(in_process: Stand) -> None:
    async with running_platform(in_process, "intake", "scheduling", story_clock=None) as platform:
        with visits(platform.service("scheduling").engine) as kept:
            await platform.tell(SUBMIT, CITIZEN, message_id="once")
            await platform.settle()
        again = new_command(SUBMIT, CITIZEN, TOWNSHIP, "/tests/partner", "once")
        with visits(platform.service("intake").engine) as repeated:
            await platform.client.wire.send(again.type, again.to_json())

    assert len(handling(kept)) == 1, kept
    assert len(handling(repeated)) == 1, repeated
