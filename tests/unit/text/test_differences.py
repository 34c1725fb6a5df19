"""How two texts differ can be read at a glance."""

from hypothesis import given
from hypothesis import strategies as st

from shared.language.differences import difference


def test_words_that_are_new_or_gone_stand_in_brackets() -> None:
    assert difference("议题\n路灯不亮", "议题\n三盏路灯不亮") == "议题\n〔+三盏+〕路灯不亮"


@given(st.text("路灯不亮三盏，", max_size=30), st.text("路灯不亮三盏，", max_size=30))
def test_a_difference_holds_both_texts(before: str, after: str) -> None:
    shown = difference(before, after)
    out = [part.split("-〕") for part in shown.split("〔-")]
    assert "".join(part[-1] for part in out).replace("〔+", "").replace("+〕", "") == after
    into = [part.split("+〕") for part in shown.split("〔+")]
    assert "".join(part[-1] for part in into).replace("〔-", "").replace("-〕", "") == before
