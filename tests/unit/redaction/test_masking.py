"""What leads to a person is hidden, everything else stays; both are counted on two sets of texts."""

import random
from collections.abc import Sequence

import pytest

from shared.language.redaction import Kind, mask, masked
from tests.unit.redaction.marked import marked
from tests.unit.redaction.texts import CASES, OTHERS, Text

OWN, BLIND, PIECES = marked("own.txt"), marked("blind.txt"), marked("pieces.txt")
"""The first was in view when the rules were written; the second was written before its results were seen."""


def left(cases: Sequence[Text]) -> list[tuple[str, str]]:
    """What should have been hidden and was not."""
    return [(case.ref, said) for case in cases for said in case.hide if said in masked(case.text)]


def swallowed(cases: Sequence[Text]) -> list[tuple[str, str]]:
    """What should have stayed and did not."""
    return [(case.ref, said) for case in cases for said in case.keep if said not in masked(case.text)]


@pytest.mark.parametrize(
    ("cases", "hidden", "kept"),
    [(CASES, 30, 19), (OTHERS, 71, 77), (OWN, 310, 430), (BLIND, 124, 137), (PIECES, 50, 40)],
    ids=["given", "other hand", "own", "blind", "pieces"],
)
def test_of_all_sets_nothing_is_left_and_nothing_swallowed(
    cases: Sequence[Text], hidden: int, kept: int
) -> None:
    assert sum(len(case.hide) for case in cases) >= hidden
    assert sum(len(case.keep) for case in cases) >= kept
    assert (left(cases), swallowed(cases)) == ([], [])


@pytest.mark.parametrize("case", CASES + OTHERS + OWN + BLIND + PIECES, ids=lambda case: case.ref)
def test_a_text_is_masked_alike_within_others(case: Text) -> None:
    around = f"尊敬的领导：\n{case.text}\n谢谢。"
    assert (left([case._replace(text=around)]), swallowed([case._replace(text=around)])) == ([], [])


def test_there_are_enough_texts_and_each_holds_what_it_speaks_of() -> None:
    assert len(OTHERS) >= 60
    assert [c.ref for c in CASES + OTHERS for said in c.hide + c.keep if said not in c.text] == []
    assert len({case.ref for case in CASES + OTHERS}) == len(CASES + OTHERS)


def test_what_was_masked_is_told_by_kind() -> None:
    text = (
        "我叫王小明，住上街12号402室，电话138 0013 8000，身份证330921199001011237，"
        "卡号6222021001100220，浙LA1234，微信wx_2008，a@b.cn"
    )
    assert [private.kind for private in mask(text).private] == [
        Kind.NAME,
        Kind.HOUSE,
        Kind.PHONE,
        Kind.IDENTITY,
        Kind.CARD,
        Kind.PLATE,
        Kind.ACCOUNT,
        Kind.EMAIL,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "三户电费 128.5 136.2 141.7 元，每斤 13.8 14.5 15.2 16 块",
        "13:50、14:20、15:10、16:05 四班船，10.12-10.18 停水",
        "101、102、103、104室都漏水，302会议室开着",
        "合同编号 2026-0012-8000，电表号 13800138000123",
        "面积 138.00 138.50 平方米，一共1380013800元的工程",
        "95598和96110、12345、12328都打过，热线0580-12345",
        "X205县道K13+800到K14+200，G329国道 1380 公里处",
        "申请人应当提交材料，申请人符合条件吗，户主年龄65岁以上，联系人电话打不通",
        "我妈方便的话，我是水产公司的，我是农民工",
        "My name was misspelled on the paper. I am Chinese. This is Xiushan Island",
        "微信群里说了，QQ群里没人理，支付宝付了300元，加微信被骗5000元",
        "身份证2026年10月到期，身份证办理要20元，护照怎么办",
        "我家12号停水了，我家住三楼，村口3号路灯，西街12号、14号、16号的下水道",
        "二零二六年一月一日，一百三十八万零一百三十八元，每周一三五七点，二四六八点",
        "签名盖章都要，署名公开，邻居家水管爆了，帮我叫车拉走",
    ],
)
def test_what_leads_to_nobody_stays(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize("seed", range(5))
def test_a_number_is_found_with_any_separators_and_in_any_numerals(seed: int) -> None:
    draw = random.Random(seed)
    scripts = (
        "0123456789",
        "０１２３４５６７８９",
        "零一二三四五六七八九",
        "零壹贰叁肆伍陆柒捌玖",
        "〇幺两三四五六拐八勾",
    )
    gaps = ("", " ", "  ", "/", "_", "－", "-", "（", "）", "\n", "\u200b", "\u2060 ", "·", "　", "…", "*")
    for _ in range(200):
        number = "139" + "".join(draw.choices("0123456789", k=8))
        parts = [number[:3], number[3:7], number[7:]]
        written = "".join(
            draw.choice(gaps) * bool(i) + part.translate(str.maketrans("0123456789", draw.choice(scripts)))
            for i, part in enumerate(parts)
        )
        assert masked(f"请打{written}找我") == f"请打{Kind.PHONE}找我"


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("电话:8123456 分机 12", "电话:〔电话〕"),
        ("手机号幺叁八零零1叁8000", "手机号〔电话〕"),
        ("残疾人证33092119900101123743B1", "残疾人证〔证件号〕"),
        ("军官证 南字第1234567号", "军官证 南字第〔证件号〕号"),
        ("微信 wangxiaoming", "微信 〔账号〕"),
        ("wang AT example DOT com", "〔邮箱〕"),
        ("家住东岙村3组15号", "家住东岙村3组某号"),
        ("住沙岙路八号三零一", "住沙岙路某号"),
        ("签名: 张建国 李秀英", "签名: 某某 某某"),
        ("我叫阿卜杜拉", "我叫某某"),
        ("我叫卡哈尔．艾力", "我叫某某"),
        ("我是王小明的父亲", "我是某某的父亲"),
        ("我姓欧阳，名小明", "我姓某某"),
        ("Name: LI NA", "Name: 某某"),
        ("邻居王小明有病", "邻居某某有病"),
        ("打〔电话〕或者8123457", "打〔电话〕或者〔电话〕"),
    ],
)
def test_other_spellings_are_hidden_and_the_words_around_them_stay(text: str, published: str) -> None:
    assert masked(text) == published
