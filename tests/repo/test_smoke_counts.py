"""What the container drills count when their load has ended."""

import pytest

from deploy.smoke.pressure import Summary, missing_and_doubled

RAISED = ("a|负载第1件：村口的路灯坏了。", "b|负载第2件：村口的路灯坏了。")
EVERYWHERE = {"evaluation": ["b", "a", "of-the-story"], "console": ["a", "b"]}


def test_nothing_is_wrong_when_each_matter_was_taken_once_and_is_known_by_its_id_everywhere() -> None:
    assert missing_and_doubled(2, RAISED, EVERYWHERE) == {}


@pytest.mark.parametrize(
    ("sent", "raised", "known", "wrong"),
    [
        (3, RAISED, EVERYWHERE, {"lost": 1}),
        (2, (), EVERYWHERE, {"lost": 2}),
        (1, (RAISED[0], "b|" + RAISED[0][2:]), EVERYWHERE, {"doubled": 1}),
        (2, RAISED, EVERYWHERE | {"console": ["a"]}, {"not known to console": 1}),
    ],
    ids=["lost", "all-lost", "doubled", "not-heard"],
)
def test_what_is_wrong_is_counted(
    sent: int, raised: tuple[str, ...], known: dict[str, list[str]], wrong: dict[str, int]
) -> None:
    assert missing_and_doubled(sent, raised, known) == wrong


def test_the_last_line_says_how_many_and_how_long() -> None:
    summary = Summary(sent=70, answered=70, longest_gap=5.9, p50=0.1, p99=6.3)
    assert summary.in_words() == (
        "70 matters under load, lost 0, doubled 0; longest time without an answer 5.9 s, p50 0.1 s, p99 6.3 s"
    )
