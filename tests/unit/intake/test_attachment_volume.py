"""What one address sends and nobody uses is bounded; what submissions use is not counted."""

import pytest

from services.intake.attachments.volume import ADDRESSES, AT_MOST, WITHIN, Volume

HERE, THERE, TOWNSHIP = "198.51.100.7", "198.51.100.8", "330921201"
BIG = AT_MOST // 4


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def full(clock: Clock) -> Volume:
    volume = Volume(clock)
    for number in range(4):
        volume.took(HERE, TOWNSHIP, f"file-{number}", BIG)
    return volume


def test_an_address_that_sent_too_much_waits_and_the_others_do_not(clock: Clock) -> None:
    volume = full(clock)
    assert len(volume.excess(HERE)) == 4
    assert volume.wait(HERE) == WITHIN
    assert not volume.excess(THERE)


def test_after_the_hour_it_may_send_again(clock: Clock) -> None:
    volume = full(clock)
    clock.now += WITHIN
    assert not volume.excess(HERE)


def test_what_belongs_to_a_submission_counts_no_more(clock: Clock) -> None:
    volume = full(clock)
    volume.used(HERE, {(TOWNSHIP, "file-2")})
    assert not volume.excess(HERE)


def test_the_same_file_sent_again_counts_once(clock: Clock) -> None:
    volume = Volume(clock)
    for _ in range(9):
        volume.took(HERE, TOWNSHIP, "the same", BIG)
    assert not volume.excess(HERE)


def test_many_addresses_take_no_more_room_than_some(clock: Clock) -> None:
    volume = full(clock)
    for number in range(ADDRESSES):
        volume.took(f"2001:db8:{number:x}::1", TOWNSHIP, "file", 1)
    assert not volume.excess(HERE)
