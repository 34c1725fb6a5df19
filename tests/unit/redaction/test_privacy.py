"""Numbers that lead to a person are not published."""

import json
import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.language.redaction import Kind, mask, masked

IDENTITY, NAME, PHONE = Kind.IDENTITY, Kind.NAME, Kind.PHONE
GAPS = ("", " ", "-", "－", "　", "·")


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


def full_width(number: str) -> str:
    return "".join(
        chr(ord(symbol) + 0xFEE0) if symbol.isascii() and symbol.isalnum() else symbol for symbol in number
    )


def grouped(number: str, sizes: tuple[int, ...], gap: str) -> str:
    parts, rest = [], number
    for size in sizes:
        parts.append(rest[:size])
        rest = rest[size:]
    return gap.join((*parts, rest) if rest else parts)


gaps = st.sampled_from(GAPS)
mobiles = st.builds(
    lambda second, rest, gap, country: country + grouped("1" + second + rest, (3, 4, 4), gap),
    st.sampled_from("3456789"),
    digits(9),
    gaps,
    st.sampled_from(("", "+86 ", "0086", "86-")),
)
landlines = st.builds(lambda rest, gap: "0580" + gap + rest, digits(7), gaps)
identities = st.builds(
    lambda first, rest, last, gap: grouped(first + rest + last, (6, 8, 4), gap),
    st.sampled_from("123456789"),
    digits(16),
    st.sampled_from("0123456789Xx"),
    gaps,
)
numbers = st.one_of(mobiles, landlines, identities)
words = st.text(
    st.characters(categories=("Lo", "Po"), max_codepoint=0xFFFF, exclude_characters="+＋.·(（"), max_size=20
)

neutral = words.filter(
    lambda said: not said.endswith(tuple("单單递件流票据款书水同议案文编批目理记报务证易执码备品列杆盖号代"))
)
"""Words that do not make of a number that of a paper or a thing: 受理0580…"""


@given(neutral, numbers, st.booleans(), words)
def test_a_planted_number_is_gone_and_the_rest_stays(
    before: str, number: str, wide: bool, after: str
) -> None:
    written = full_width(number) if wide else number
    assert masked(before + written + after) in {before + PHONE + after, before + IDENTITY + after}


@given(st.lists(st.tuples(words, numbers), max_size=4))
def test_no_digit_of_several_numbers_is_left(parts: list[tuple[str, str]]) -> None:
    text = "".join(f"{word}，{number}。" for word, number in parts)
    assert not re.search(r"\d", masked(text))


@given(st.text())
def test_masking_twice_is_masking_once_and_never_lengthens(text: str) -> None:
    once = masked(text)
    assert masked(once) == once
    assert len(once) <= len(text)


@given(words, digits(9), words)
def test_shorter_numbers_stay(before: str, number: str, after: str) -> None:
    assert masked(before + number + after) == before + number + after


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("赔款打到卡号6222 0210 0110 0220 330", "赔款打到卡号〔银行卡号〕"),
        ("银行卡：6222021001100220", "银行卡：〔银行卡号〕"),
        ("账号是４０００１２３４５６７８９０１２", "账号是〔银行卡号〕"),
        ("一辆浙LA1234的面包车停了半年", "一辆〔车牌〕的面包车停了半年"),
        ("渣土车浙L·B6688超速", "渣土车〔车牌〕超速"),
        ("新能源车浙LD12345占位", "新能源车〔车牌〕占位"),
        ("老身份证330921190512241", "老身份证〔证件号〕"),
        ("电话１３８ ００００ ５５７１", "电话〔电话〕"),
        ("打我手机一三八零零零零五五七一", "打我手机〔电话〕"),
        ("手机幺三八-零零零零-五五七一", "手机〔电话〕"),
        ("座机0580－000 7712", "座机〔电话〕"),
    ],
)
def test_cards_plates_and_numbers_in_every_spelling_are_gone(text: str, published: str) -> None:
    assert masked(text) == published


@pytest.mark.parametrize(
    "text", ["新WIFI覆盖", "浙L车牌很多", "宁波A区3号楼", "苏打水500", "合同编号2026110012345678"]
)
def test_what_only_resembles_a_plate_or_a_card_stays(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "工期2026-09-01至2026-09-14，共14天",
        "上午9:30—11:00，下午13:30—15:00",
        "路长1200米，宽3.5米，造价128000元",
        "12345热线转来，工单号2026090100001234567890",
        "09-14 2026-09-22 两次停水",
    ],
)
def test_dates_times_amounts_and_long_numbers_stay(text: str) -> None:
    assert masked(text) == text


def test_the_private_numbers_of_the_storys_submissions_are_gone() -> None:
    lines = files("demo").joinpath("story", "submissions.jsonl").read_text("utf-8").splitlines()
    told = [json.loads(line)["text"] for line in lines]
    with_numbers = [text for text in told if re.search(r"1[3-9]\d{9}", text)]
    assert with_numbers
    assert not [text for text in with_numbers if re.search(r"\d{11}", masked(text))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("我叫洪阿定 小礁的 船证年检", ["洪阿定"]),
        ("走访：村民我叫俞海，东岙人", ["俞海"]),
        ("联系人王小英（邻居），另一联系人：欧阳大海。", ["王小英", "欧阳大海"]),
        ("本人姓名林小满，租住西浦村", ["林小满"]),
        ("代表人赵阿根（电话", ["赵阿根"]),
        ("我叫张小妹家住北涂", ["张小妹"]),
        ("我是陈阿土，想问一下", ["陈阿土"]),
        ("我叫張國強，住東岙", ["張國強"]),
    ],
)
def test_a_name_that_somebody_gives_as_their_own_is_taken_out(text: str, names: list[str]) -> None:
    assert [private.value for private in mask(text).private] == names
    assert not any(name in masked(text) for name in names)


@pytest.mark.parametrize(
    "text",
    [
        "我是村民，我是秀山乡的",
        "我是温州人，我是安徽来的",
        "我是单亲妈妈，我是游客",
        "我是卖豆腐的，我是包工头",
        "联系人老陈，联系人刘经理，我是王老师",
        "我是高三学生。我是路过的。",
        "老陈和阿芬嫂都看见了",
    ],
)
def test_what_only_looks_like_a_name_stays(text: str) -> None:
    assert masked(text) == text


def test_numbers_as_they_are_dictated_are_taken_out() -> None:
    assert masked("手机一三八零零零零五五一二，打这个") == f"手机{PHONE}，打这个"
    assert masked("座机3212345没人接") == f"座机{PHONE}没人接"


def test_what_was_masked_is_told_with_its_place() -> None:
    found = mask("我叫洪阿定，电话13800004921").private
    assert [(p.kind, p.start, p.end, p.value) for p in found] == [
        (NAME, 2, 5, "洪阿定"),
        (PHONE, 8, 19, "13800004921"),
    ]
