"""Masking twice is masking once, whatever the text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shared.language.redaction import Masked, mask, masked

FRAGMENTS = (
    *(
        "138",
        "0013",
        "8000",
        "13800138000",
        "0580",
        "8123456",
        "+86",
        "00852",
        "010",
        "1",
        "2",
        "13",
        "14",
        "2026",
    ),
    *(
        "一",
        "三八",
        "零零",
        "330921",
        "19900101",
        "1237",
        "X",
        "6222",
        "0210",
        "661234",
        "E12345678",
        "wxid_a1",
    ),
    *(
        "-",
        " ",
        "/",
        "、",
        "，",
        "。",
        "(",
        ")",
        "+",
        "：",
        ":",
        ".",
        "·",
        "\n",
        "\u200b",
        "@",
        "a@b.cn",
        "abc",
    ),
    *(
        "电话",
        "订单",
        "身份证",
        "读数",
        "卡号",
        "短号",
        "护照",
        "微信",
        "QQ",
        "转",
        "或者",
        "打",
        "元",
        "米",
        "号",
        "单元",
        "402室",
    ),
    *(
        "12号",
        "幢",
        "弄",
        "路",
        "住上街",
        "住",
        "年",
        "日",
        "我叫",
        "我爱人",
        "反映人",
        "姓",
        "名",
        "王",
        "小明",
        "王小明",
        "李秀英",
    ),
    *(
        "买买提",
        "艾力",
        "昨天",
        "的",
        "人",
        "My name is ",
        "I am ",
        "Wang Li",
        "浙L",
        "A1234",
        "〔电话〕",
        "某号",
        "某某",
    ),
)
texts = st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join))


@given(texts)
@example("住上街12号+8613800138000+1+1")
@example("我叫王402室")
def test_masking_twice_is_masking_once_never_lengthens_and_tells_what_it_took(text: str) -> None:
    once = mask(text)
    assert masked(once.text) == once.text
    assert len(once.text) <= len(text)
    assert put_back(once) == text


def put_back(found: Masked) -> str:
    """The original, from the masked text and the pieces."""
    text, gone = found.text, 0
    for private in found.private:
        at = private.start - gone
        assert text[at : at + len(private.kind)] == private.kind or gone
        gone += private.end - private.start - len(private.kind)
    for private in found.private:
        text = text[: private.start] + private.value + text[private.start + len(private.kind) :]
    return text


@pytest.mark.parametrize(
    "number",
    ["〡〣〨〇〇〡〣〨〇〇〇", "㊀㊂㊇〇〇㊀㊂㊇〇〇〇", "㈠㈢㈧〇〇㈠㈢㈧〇〇〇", "𞥑𞥓𞥘𞥐𞥐𞥑𞥓𞥘𞥐𞥐𞥐"],
    ids=["Suzhou", "in circles", "in brackets", "Adlam"],
)
def test_whatever_sign_stands_for_a_digit_is_one(number: str) -> None:
    assert number not in mask(f"我的电话{number}").text
