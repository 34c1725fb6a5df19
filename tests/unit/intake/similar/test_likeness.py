"""Two reports are alike when they are the same problem at the same place within about a month."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.domain.similar.score import THRESHOLD, rank
from services.intake.domain.similar.sighting import BUCKET, WINDOW, Sighting, keys_for, keys_of, sighting_of
from services.intake.domain.triage.assess import examine
from services.intake.domain.triage.model import TriageInput
from services.intake.domain.wording.fingerprint import tokens_of
from tests.support.township import lists

AT = datetime(2026, 9, 1, 8, tzinfo=UTC)


def seen(text: str, village: str | None = "V02", days: float = 0, ref: str = "") -> Sighting:
    asked = TriageInput(text, village=village)
    return sighting_of(asked, AT + timedelta(days=days), examine(asked, lists()), ref=ref)


LAMP = seen("祠堂弄口的路灯坏了好几天，晚上墨墨黑", ref="lamp")


def score(new: Sighting, old: Sighting = LAMP) -> float:
    return rank(new, [old])[0].score


def test_the_same_lamp_in_other_words_is_the_same_matter() -> None:
    assert score(seen("祠堂弄的街灯不亮，夜里看不见路", days=3)) >= THRESHOLD


def test_the_same_words_in_another_village_are_another_matter() -> None:
    assert score(seen("村口的路灯坏了好几天，晚上墨墨黑", village="V07", days=3)) < THRESHOLD


def test_another_problem_at_the_same_place_is_another_matter() -> None:
    assert score(seen("祠堂弄口的垃圾桶满了好几天没人清", days=3)) < THRESHOLD


def test_what_came_months_ago_is_not_compared() -> None:
    assert rank(seen("祠堂弄口的路灯坏了", days=60), [LAMP]) == []


def test_the_likest_come_first_and_no_more_than_asked() -> None:
    near = seen("祠堂弄口的路灯坏了", days=1, ref="near")
    far = [seen(f"第{n}件：菜价太贵了", days=1, ref=f"far{n}") for n in range(9)]
    found = rank(seen("祠堂弄口的路灯还是坏的", days=2), [*far, near, LAMP], limit=3)
    assert {one.ref for one in found[:2]} == {"lamp", "near"}
    assert len(found) == 3


def test_synonyms_count_as_one_word_and_fillers_as_none() -> None:
    assert tokens_of("", "请尽快处理") == frozenset()
    assert tokens_of("", "公共厕所") == tokens_of("", "茅坑")


def test_no_number_and_no_name_is_remembered() -> None:
    assert tokens_of("", "我叫林小满，电话13800003127，路灯坏了") == tokens_of("", "路灯坏了")


@given(st.text(max_size=200), st.timedeltas(timedelta(0), WINDOW), st.integers(0, 10**6))
@settings(deadline=None, max_examples=60)
def test_whatever_is_told_again_within_the_window_is_looked_for_where_it_was_put(
    text: str, later: timedelta, start: int
) -> None:
    first = replace(seen(text, village="V01"), submitted_at=AT + timedelta(minutes=start))
    again = replace(first, submitted_at=first.submitted_at + later)
    assert set(keys_of("330921201", first)) <= set(keys_for("330921201", again))


def test_keys_of_another_township_or_time_are_other_keys() -> None:
    keys = set(keys_of("330921201", LAMP))
    assert keys
    assert not keys & set(keys_for("330921202", LAMP))
    assert not keys & set(keys_for("330921201", replace(LAMP, submitted_at=AT + WINDOW + BUCKET)))


def test_keys_fit_into_the_database_s_integers() -> None:
    assert all(-(1 << 63) <= key < 1 << 63 for key in keys_of("330921201", LAMP))
    assert all(-(1 << 31) <= token < 1 << 31 for token in LAMP.tokens)
