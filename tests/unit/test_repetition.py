"""O11: a day without the broker leaves a handful of lines."""

import logging

import pytest

from shared.kernel.service.repetition import REPEATING, SILENCE, Unrepeated

DAY = 86_400


class Time:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def record(name: str, message: object, *args: object) -> logging.LogRecord:
    return logging.LogRecord(name, logging.ERROR, "", 0, message, args, None)


def library(second: float) -> logging.LogRecord:
    return record("aiormq.connection", "error when creating transport: %r", OSError(111, f"port {second}"))


def ours(event: str, **said: object) -> logging.LogRecord:
    return record("shared.kernel", {"event": event, "service": "intake", "level": "warning", **said})


def passed(filter: Unrepeated, time: Time, *records: logging.LogRecord) -> int:
    return sum(filter.filter(one) for one in records)


def test_a_day_of_attempts_twice_a_second_is_one_line_for_each_loop() -> None:
    time = Time()
    filter, written = Unrepeated(time), 0
    for half in range(2 * DAY):
        time.now = half / 2
        written += filter.filter(library(time.now))
        if half % 20 == 0:
            written += sum(filter.filter(ours(event, seconds=time.now)) for event in REPEATING)
    assert written == 1 + len(REPEATING)


def test_other_words_are_news_and_so_is_the_same_after_a_silence() -> None:
    time = Time()
    filter = Unrepeated(time)
    refused, timeout = ours("relay_pass_failed", error="refused"), ours("relay_pass_failed", error="timeout")
    assert passed(filter, time, refused, refused, timeout, refused, timeout) == 2
    time.now += SILENCE / 2
    assert passed(filter, time, refused) == 0
    time.now += SILENCE / 2 + 1
    assert passed(filter, time, refused) == 0
    assert passed(filter, time, timeout) == 1
    time.now += SILENCE + 1
    assert passed(filter, time, refused, refused) == 1


def test_each_service_speaks_for_itself() -> None:
    assert (
        passed(Unrepeated(), Time(), *(ours("not_ready", service=name) for name in ("intake", "handling")))
        == 2
    )


@pytest.mark.parametrize(
    "one", [ours("parked", detail="x"), record("shared.kernel", "something"), ours("ready_again")]
)
def test_what_no_loop_says_is_always_written(one: logging.LogRecord) -> None:
    assert passed(Unrepeated(), Time(), one, one, one) == 3


def test_what_is_remembered_is_bounded() -> None:
    filter = Unrepeated(Time())
    words = ("".join(chr(97 + int(digit)) for digit in str(number)) for number in range(5000))
    assert passed(filter, Time(), *(ours("relay_pass_failed", error=word) for word in words)) == 5000
    assert len(filter._heard) <= 500
