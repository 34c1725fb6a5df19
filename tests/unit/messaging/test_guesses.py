"""Who guesses trace codes waits, and nobody else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.service.http.guesses import ADDRESSES, AT_MOST, WITHIN, Guesses

HERE = "198.51.100.7"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def guesses(clock: Clock) -> Guesses:
    return Guesses(clock)


def guess(guesses: Guesses, address: str, count: int, first: int = 0) -> None:
    for number in range(first, first + count):
        guesses.was_wrong(address, f"CODE{number}")


def test_after_so_many_wrong_codes_an_address_waits_until_the_first_is_long_ago(
    guesses: Guesses, clock: Clock
) -> None:
    guess(guesses, HERE, 1)
    clock.now += 60
    guess(guesses, HERE, AT_MOST - 2, first=1)
    assert guesses.wait(HERE) == 0
    guess(guesses, HERE, 1, first=AT_MOST)
    assert guesses.wait(HERE) == WITHIN - 60
    assert guesses.wait("198.51.100.8") == 0
    clock.now += WITHIN - 60
    assert guesses.wait(HERE) == 0
    guess(guesses, HERE, 1, first=AT_MOST + 1)
    assert guesses.wait(HERE) == 60


def test_the_same_wrong_code_again_is_no_further_guess(guesses: Guesses, clock: Clock) -> None:
    for _ in range(10 * AT_MOST):
        guesses.was_wrong(HERE, "CODE")
        clock.now += 2
    assert guesses.wait(HERE) == 0


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:198.51.100.7", HERE, True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("unknown", "unknown", True),
    ],
)
def test_one_customer_s_addresses_count_together(
    guesses: Guesses, one: str, other: str, together: bool
) -> None:
    guess(guesses, one, AT_MOST)
    assert (guesses.wait(other) > 0) == together


def test_addresses_without_end_take_no_memory_without_end(guesses: Guesses) -> None:
    guess(guesses, HERE, AT_MOST)
    for number in range(ADDRESSES - 1):
        guesses.was_wrong(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", "CODE")
    assert (len(guesses), guesses.wait(HERE) > 0) == (ADDRESSES, True)
    guesses.was_wrong("192.0.2.1", "CODE")
    assert (len(guesses), guesses.wait(HERE)) == (ADDRESSES, 0)


@given(st.lists(st.tuples(st.integers(0, 40), st.floats(0, WITHIN / 4)), max_size=120))
def test_nobody_is_told_more_codes_in_a_time_than_the_limit_and_the_wait_that_is_said_is_enough(
    tries: list[tuple[int, float]],
) -> None:
    clock = Clock()
    guesses = Guesses(clock)
    told: list[tuple[float, int]] = []
    for code, later in tries:
        clock.now += later
        if (wait := guesses.wait(HERE)) > 0:
            clock.now += wait
            assert guesses.wait(HERE) == 0
        guesses.was_wrong(HERE, str(code))
        told.append((clock.now, code))
        recent = {code for at, code in told if at > clock.now - WITHIN}
        assert len(recent) <= AT_MOST + 1
