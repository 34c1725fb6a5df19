"""The way of a delivery: which concern stands where, and why there."""

from dataclasses import dataclass, field
from typing import Any

from shared.kernel.bus.access.trust import everybody
from shared.kernel.bus.delivery.delivery import (
    Delivery,
    Done,
    Handle,
    Outcome,
    Park,
    RetryLater,
    WithoutRoom,
    Wrap,
)
from shared.kernel.bus.delivery.pipeline import Station, concerns, way_of, wrapped
from shared.kernel.bus.delivery.recoverability import ATTEMPTS_SPENT
from shared.kernel.bus.delivery.statistics import Statistics
from shared.kernel.bus.delivery.tracing import Untraced
from shared.kernel.messages.errors import StaleVersion
from shared.kernel.store.key_ring import KeyRing
from shared.language.topology import TOPOLOGY

QUEUE = "handling.inbox.commands"


def station(service: str = "handling", answering: Any = None) -> Station:
    trust, statistics = everybody(TOPOLOGY.registry), Statistics(service)
    return Station(service, TOPOLOGY, trust, statistics, Untraced(), answering, KeyRing(None, answering))


@dataclass
class Database:
    """As the way sees it: how often it was away is told in advance."""

    away: list[bool] = field(default_factory=list)
    lacked: list[str] = field(default_factory=list)

    async def waited(self) -> bool:
        return self.away.pop(0) if self.away else False

    async def wait_for_room(self, why: str) -> None:
        self.lacked.append(why)


def noting(name: str, notes: list[str]) -> Wrap:
    """A concern that only says when it is entered and left."""

    def wrap(handle: Handle) -> Handle:
        async def handle_noted(delivery: Delivery) -> Outcome:
            notes.append(name)
            outcome = await handle(delivery)
            notes.append(f"/{name}")
            return outcome

        return handle_noted

    return wrap


async def done(delivery: Delivery) -> Outcome:
    return Done("done")


def test_the_concerns_stand_in_this_order() -> None:
    assert list(concerns(station())) == [
        "counted",
        "judged",
        "answered",
        "opened",
        "traced",
        "timed",
        "logged",
        "understood",
        "trusted",
        "tokened",
    ]


async def test_the_first_concern_is_the_outermost() -> None:
    notes: list[str] = []
    way = wrapped(done, [noting("outer", notes), noting("inner", notes)])
    assert await way(Delivery(QUEUE, b"")) == Done("done")
    assert notes == ["outer", "inner", "/inner", "/outer"]


async def test_what_cannot_be_read_is_parked_before_anybody_looks_at_its_publisher() -> None:
    outcome = await way_of(done, station(), Database())(Delivery(QUEUE, b"no JSON"))
    assert isinstance(outcome, Park)
    assert outcome.reason == "not_json"


async def test_faults_stand_within_the_patience_and_before_all_else() -> None:
    notes: list[str] = []
    await way_of(done, station(), Database(), (noting("fault", notes),))(Delivery(QUEUE, b"no JSON"))
    assert notes == ["fault", "/fault"]


async def test_what_fails_while_the_database_is_away_is_handled_again_and_spends_no_attempt() -> None:
    handled: list[str] = []

    def failing_once(handle: Handle) -> Handle:
        async def fail_once(delivery: Delivery) -> Outcome:
            handled.append(delivery.queue)
            return RetryLater("10s") if len(handled) == 1 else Park(ATTEMPTS_SPENT, "")

        return fail_once

    outcome = await way_of(done, station(), Database([True]), (failing_once,))(Delivery(QUEUE, b""))
    assert outcome == Park(ATTEMPTS_SPENT, "")
    assert len(handled) == 2


async def test_what_the_database_has_no_room_for_waits_for_room_however_often_and_spends_no_attempt() -> None:
    database, handled = Database(), []

    async def full_twice(delivery: Delivery) -> Outcome:
        handled.append(delivery.attempts)
        return WithoutRoom("10s", "disk full") if len(handled) < 3 else Done("done")

    outcome = await way_of(done, station(), database, (lambda handle: full_twice,))(Delivery(QUEUE, b""))
    assert outcome == Done("done")
    assert database.lacked == ["disk full", "disk full"]
    assert handled == [0, 0, 0]


async def test_a_conflict_is_tried_again_at_once_and_says_how_often() -> None:
    tries: list[int] = []

    async def stale_twice(delivery: Delivery) -> Outcome:
        tries.append(delivery.at_once)
        if len(tries) < 3:
            raise StaleVersion("x")
        return Done("done")

    judged = concerns(station())["judged"]
    assert await judged(stale_twice)(Delivery(QUEUE, b"")) == Done("done")
    assert tries == [0, 1, 2]
