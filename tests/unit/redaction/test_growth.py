"""Masking takes time in proportion to the text, whatever the text is."""

from collections.abc import Callable

import pytest

from shared.language.redaction import mask
from tests.support.effort import MOST, TIMES, growth, least

LONG = 10_000
SHORT = LONG // TIMES
LIMIT = 0.250
"""Seconds of computing for ``LONG`` characters."""

PIECES = (
    *(
        "我是王",
        "王小明的电话",
        "王小明手机1",
        "王小明家",
        "12号王小明家",
        "隔壁家",
        "我叫王小明",
        "我叫王·",
        "我爱人",
        "我姓王，名小明",
        "反映人",
        "签名：",
        "王·",
        "姓",
        "身份证",
        "微信",
        "微信a",
        "浙L",
    ),
    *(
        "1",
        "1 ",
        "1 3 8 ",
        "13800138000",
        "13800138000 ",
        "138 0013 800 ",
        "1--------",
        "1---------",
        "+1",
        "12-1-1-1",
        "62",
    ),
    *(
        "2345678 ",
        "0580-8123456/1/2/3/4/5/6",
        "0580-8123456或",
        "330921 19900101 1237 ",
        "6222 0210 0110 0220 330 ",
    ),
    *(
        "一",
        "一1",
        "壹",
        "-",
        " ",
        "(",
        "\n",
        "\u200b",
        "1\u200b",
        "a",
        "A",
        "@",
        "a@",
        "a.b@c.d ",
        "a@b.c.d.e.f.g.",
        "a at b dot ",
    ),
    *(
        "12号3单元402室",
        "1号",
        "住上街12号",
        "住",
        "1单元",
        "1幢101",
        "v",
        "q",
        "qq1 ",
        "wx",
        "E1",
        "护照A1",
        "转1",
    ),
    *(
        "my name is ",
        "My name is Wang Li ",
        "I am ",
        "Wang ",
        "〔电话〕",
        "〔",
        "某某",
        "电话",
        "订单1",
        "路",
        "谢谢！ ",
        "敬礼\n　　",
        "。　　王小明　\n　",
        "我，王小明，",
        "人：王小明，",
        "签名：1.王小明 2.",
        "老婆应建国被",
        "王小明等12户",
        "父亲：和",
        "30.1701,122.",
        "1 3 8，",
        "12，中间34，后",
        "身份证330921，后",
        "微信号：1",
        "12号的住户",
        "I live at 12 Road, ",
        "Room 12 ",
    ),
)


def repeated(piece: str) -> Callable[[int], str]:
    return lambda length: (piece * length)[:length]


SHAPES = {piece: repeated(piece) for piece in PIECES}
SHAPES["names, each another"] = lambda length: "".join(
    f"我叫王{chr(0x4E00 + i % 5000)}{chr(0x5000 + i * 7 % 5000)}，" for i in range(length // 6 + 1)
)[:length]
SHAPES["all signs"] = lambda length: "".join(chr(0x4E00 + i * 7919 % 20000) for i in range(length))


@pytest.mark.parametrize("shape", SHAPES.values(), ids=list(SHAPES))
def test_four_times_the_text_takes_about_four_times_the_time(shape: Callable[[int], str]) -> None:
    short, long = shape(SHORT), shape(LONG)
    mask(shape(100))
    assert growth(lambda: mask(short), lambda: mask(long)) <= MOST


@pytest.mark.parametrize("shape", SHAPES.values(), ids=list(SHAPES))
def test_ten_thousand_characters_are_masked_within_the_limit(shape: Callable[[int], str]) -> None:
    text = shape(LONG)
    assert least(lambda: mask(text), LIMIT) <= LIMIT
