"""AMQP topic patterns, as the broker understands them."""

import pytest

from shared.kernel.bus.in_process.patterns import matches


@pytest.mark.parametrize(
    ("pattern", "key", "expected"),
    [
        ("#", "handling.item.assigned.v1", True),
        ("handling.#", "handling.item.assigned.v1", True),
        ("handling.#", "handling", True),
        ("handling.#", "intake.item.assigned.v1", False),
        ("*.item.*.v1", "handling.item.assigned.v1", True),
        ("*.item.*.v1", "handling.item.assigned.extra.v1", False),
        ("#.v1", "handling.item.assigned.v1", True),
        ("#.v1", "v1", True),
        ("a.#.b", "a.b", True),
        ("a.#.b", "a.x.y.b", True),
        ("a.#.b", "a.x.y.c", False),
        ("handling.item.assigned.v1", "handling.item.assigned.v1", True),
        ("handling.item.assigned", "handling.item.assigned.v1", False),
    ],
)
def test_a_topic_pattern_matches_whole_words(pattern: str, key: str, expected: bool) -> None:
    assert matches(pattern, key) is expected
