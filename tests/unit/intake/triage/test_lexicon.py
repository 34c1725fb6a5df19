"""Terms are found where they stand."""

from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.plain import plain
from services.intake.domain.triage.lexicon import Lexicon


def found(terms: str, text: str, hidden: str = "", sounding: str = "") -> list[str]:
    return [
        h.term
        for h in Lexicon([*terms.split(), *sounding.split()], hidden.split(), sounding.split()).hits(text)
    ]


@given(st.text())
def test_folding_keeps_every_character_s_place(text: str) -> None:
    assert len(plain(text)) == len(text)


def test_width_case_and_traditional_characters_do_not_matter() -> None:
    assert plain("自來水ＷｉＦｉ１２") == "自来水wifi12"


def test_parts_of_a_term_follow_closely_in_one_sentence() -> None:
    assert found("灯…坏/不亮", "那盏灯好几天不亮了") == ["灯…坏/不亮"]
    assert found("灯…坏/不亮", "有灯。坏了") == []
    assert found("灯…坏/不亮", "灯在这条很长很长的弄堂里坏了") == []


def test_parts_may_be_asked_for_in_one_clause() -> None:
    assert found("孩‥掉", "孩子从墙上掉下来") == ["孩‥掉"]
    assert found("孩‥掉", "孩子爱爬，油漆都掉了") == []


def test_a_word_that_is_cut_in_two_is_neither_read_nor_heard() -> None:
    lexicon = Lexicon(["自杀"], sounding=["自杀"], whole=["各自"])
    assert lexicon.hits("摊贩各自杀鱼") == []
    assert [hit.term for hit in lexicon.hits("有人要自杀")] == ["自杀"]


def test_nothing_is_looked_for_inside_a_hidden_word() -> None:
    assert found("灯", "红灯笼饭店", hidden="红灯笼") == []
    assert found("灯", "红灯笼饭店的灯", hidden="红灯笼") == ["灯"]


def test_latin_words_count_only_whole() -> None:
    assert found("bus", "the bus stop") == ["bus"]
    assert found("bus", "busy") == []


def test_a_mistyped_character_is_recognised_by_its_sound() -> None:
    assert found("", "侯船室太热", sounding="候船室") == ["候船室"]
    assert found("", "后船市太热", sounding="候船室") == []
