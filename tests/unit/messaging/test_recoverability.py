"""What is done about a failed delivery: a pure function that always comes to an end."""

from types import SimpleNamespace

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError, OperationalError

from shared.kernel.bus.delivery.delivery import Park, RetryLater, WithoutRoom
from shared.kernel.bus.delivery.recoverability import RetryNow, judge
from shared.kernel.messages.errors import ConnectionLost, NotYetKnown, StaleVersion, Unprocessable
from shared.kernel.messages.topology import RETRY_TIERS


def database_error(sqlstate: str | None, *, lost: bool = False) -> DBAPIError:
    return DBAPIError("SELECT", {}, SimpleNamespace(sqlstate=sqlstate), connection_invalidated=lost)  # type: ignore[arg-type]


ERRORS = st.sampled_from(
    [
        StaleVersion("x"),
        NotYetKnown("x"),
        Unprocessable("not_json", "x"),
        RuntimeError("x"),
        TimeoutError(),
        ConnectionRefusedError(),
        database_error("40001"),
        database_error("23505"),
        database_error(None, lost=True),
        OperationalError("SELECT", {}, SimpleNamespace(sqlstate="57P01")),  # type: ignore[arg-type]
    ]
)


@given(ERRORS)
def test_retries_end_in_parking_whatever_the_error(error: Exception) -> None:
    at_once = later = 0
    for _ in range(100):
        verdict = judge(error, at_once, later)
        if isinstance(verdict, Park):
            return
        if isinstance(verdict, RetryNow):
            at_once += 1
        else:
            at_once, later = 0, later + 1
    raise AssertionError("never parked")


def test_a_message_that_cannot_be_read_is_parked_at_once_with_its_reason() -> None:
    assert judge(Unprocessable("not_json", "line 1"), 0, 0) == Park("not_json", "line 1")


def test_a_conflict_is_tried_again_at_once() -> None:
    for error in (StaleVersion("x"), database_error("40001"), database_error("40P01")):
        assert judge(error, 0, 0) == RetryNow()


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.DeadlockDetectedError("x"),
        asyncpg.SerializationError("x"),
        asyncpg.LockNotAvailableError("x"),
        DBAPIError("SELECT", {}, asyncpg.DeadlockDetectedError("x")),
        ConnectionLost("x"),
    ],
    ids=lambda error: repr(error)[:40],
)
def test_what_the_driver_says_of_a_conflict_or_a_lost_session_is_tried_again_at_once(
    error: Exception,
) -> None:
    assert judge(error, 0, 0) == RetryNow()


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.AdminShutdownError("x"),
        asyncpg.CannotConnectNowError("x"),
        asyncpg.ConnectionDoesNotExistError("x"),
        asyncpg.UniqueViolationError("x"),
        asyncpg.DataError("x"),
        ConnectionRefusedError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_else_the_driver_says_waits_for_the_first_tier(error: Exception) -> None:
    """Is the database away, ``service.patient`` waits for it and spends no attempt."""
    assert judge(error, 0, 0) == RetryLater(next(iter(RETRY_TIERS)))


@pytest.mark.parametrize("later", [0, len(RETRY_TIERS)])
@pytest.mark.parametrize(
    "error",
    [database_error(state) for state in ("53100", "53200", "53300", "58030", "58P01", "25006")]
    + [asyncpg.DiskFullError("x"), asyncpg.ReadOnlySQLTransactionError("x")]
    + [asyncpg.TargetServerAttributeNotMatched("a standby at the door")],
    ids=lambda error: repr(error)[:60] if isinstance(error, Exception) else str(error),
)
def test_what_the_database_cannot_write_now_waits_for_room_and_is_never_parked(
    error: Exception, later: int
) -> None:
    assert isinstance(judge(error, 0, later), WithoutRoom)


def test_a_conflict_that_stays_moves_to_the_delayed_tiers() -> None:
    assert isinstance(judge(StaleVersion("x"), 99, 0), RetryLater)


def test_what_is_not_yet_known_waits_longer_each_time_and_is_parked_as_such() -> None:
    tiers = [judge(NotYetKnown("topic x"), 0, later) for later in range(len(RETRY_TIERS))]
    assert tiers == [RetryLater(tier) for tier in RETRY_TIERS]
    last = judge(NotYetKnown("topic x"), 0, len(RETRY_TIERS))
    assert isinstance(last, Park)
    assert last.reason == "not_yet_known"


def test_a_broken_rule_of_the_database_is_not_tried_at_once() -> None:
    assert isinstance(judge(database_error("23505"), 0, 0), RetryLater)
