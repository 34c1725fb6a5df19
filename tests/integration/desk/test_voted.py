"""The first page asks those to vote who may and have not: a ballot itself tells nobody who has."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from services.desk.storage import sent
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.machine import Waiting
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import evaluation as e
from shared.language.contracts.envelope import Envelope, Role
from shared.language.contracts.intake import Recusal
from tests.integration.desk.conftest import desk_platform, door, people
from tests.support.matter import OFFICE, START, Matter
from tests.support.platform import TOWNSHIP, Platform, Stand
from tests.support.signed_in import Door, KnownPeople

__all__ = ["door", "people"]
FIRST, SECOND, THIRD, KEEPS_OUT = (Actor(f"deputy-0{n}", Role.DEPUTY) for n in (1, 2, 3, 4))
PATH = "/ballots/b1"


@pytest.fixture
async def platform(in_process: Stand, bus: InProcessBus, people: KnownPeople) -> AsyncIterator[Platform]:
    """Nobody but the lists and the desk: the test says what the ballot tells, and what was sent."""
    async with desk_platform(in_process, bus, people, "directory") as running:
        yield running


def told(event: type[e.BallotOpened | e.BallotClosed], sequence: int, **more: Any) -> Envelope:
    ballot = Matter(TOWNSHIP).ballot("open", 0).model_copy(update=more)
    return Envelope(
        id=f"ballot-{sequence}",
        source="/youyue/evaluation",
        type=event.type,
        time=START + timedelta(days=30),
        township=TOWNSHIP,
        actorid=OFFICE.id,
        actorrole=OFFICE.role,
        subject=ballot.ballot_id,
        sequence=sequence,
        data=event(ballot=ballot).model_dump(mode="json"),
    )


WAITS = Waiting(
    what="vote", role="deputy", since=START, due_at=START + timedelta(days=44), next_at=START, rungs=0
)
OPENED = told(
    e.BallotOpened,
    1,
    waiting=(WAITS,),
    entitled=(FIRST.id, SECOND.id, KEEPS_OUT.id),
    recusals=(Recusal(deputy_id=KEEPS_OUT.id, recorded_by=OFFICE.id, at=START),),
)


async def votes(platform: Platform, answer: dict[str, Any]) -> None:
    """The first deputy sends a vote, and that is the answer to it."""
    async with platform.service("desk").engine.begin() as connection:
        vote = {"id": "vote", "type": e.CastVote.type, "kind": "ballot", "subject": "b1", "data": {}}
        await sent.note(connection, tenant=TOWNSHIP, person=FIRST.id, **vote)
        await sent.answered(connection, "vote", answer)


async def test_those_are_asked_who_may_vote_and_have_not(
    platform: Platform, bus: InProcessBus, door: Door
) -> None:
    await bus.publish_event(OPENED)
    await platform.settle()
    for one, asked in ((FIRST, True), (SECOND, True), (THIRD, False), (KEEPS_OUT, False)):
        async with door.enter(one) as browser:
            assert (PATH in await browser.page("/")) is asked, one.id
    await votes(platform, {"event": {"type": e.VoteRecorded.type, "subject": "b1", "sequence": 2}})
    for one, asked in ((FIRST, False), (SECOND, True)):
        async with door.enter(one) as browser:
            assert (PATH in await browser.page("/")) is asked, one.id
    await bus.publish_event(told(e.BallotClosed, 3, state="closed"))
    await platform.settle()
    assert await platform.scalar("desk", "SELECT count(*) FROM voted") == 0


async def test_whose_vote_was_refused_is_asked_again(
    platform: Platform, bus: InProcessBus, door: Door
) -> None:
    await bus.publish_event(OPENED)
    await platform.settle()
    await votes(platform, {"code": "ballot_over"})
    async with door.enter(FIRST) as browser:
        assert PATH in await browser.page("/")
