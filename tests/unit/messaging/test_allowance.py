"""Refusals are told so often and no oftener, to each publisher by itself."""

from shared.kernel.bus.delivery.allowance import Allowance

HOUR = 3600.0


def test_the_last_one_is_known_and_what_follows_is_beyond() -> None:
    allowance = Allowance(at_most=3, within=HOUR)
    assert [allowance.left("partner-a", float(now)) for now in range(5)] == [2, 1, 0, -1, -2]


def test_one_publisher_uses_up_nothing_of_another() -> None:
    allowance = Allowance(at_most=1, within=HOUR)
    assert allowance.left("partner-a", 0.0) == 0
    assert allowance.left("partner-a", 1.0) < 0
    assert allowance.left("partner-b", 1.0) == 0


def test_it_begins_anew_when_the_time_is_over() -> None:
    allowance = Allowance(at_most=1, within=HOUR)
    assert [allowance.left("partner-a", now) for now in (0.0, HOUR - 1, HOUR)] == [0, -1, 0]


def test_what_cost_nothing_is_given_back() -> None:
    allowance = Allowance(at_most=1, within=HOUR)
    allowance.give_back("partner-a")
    assert allowance.left("partner-a", 0.0) == 0
    allowance.give_back("partner-a")
    assert allowance.left("partner-a", 1.0) == 0
