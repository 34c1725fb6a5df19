"""The printed papers, read back as a printer and a telephone's camera would."""

from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from services.intake.papers.poster import Poster, poster_pdf
from services.intake.papers.slip import Slip, slip_pdf

CODE = "K7M-2QX-9FA"
LONG = "东岙村口三盏路灯不亮已有半个月，晚上老人从码头回来看不清台阶。" * 300
POINTS_PER_MM = 72 / 25.4


def slip(
    words: str = "路灯不亮", link: str | None = None, village: str | None = "东岙村", proof: str | None = None
) -> Slip:
    at = datetime(2026, 11, 25, 16, 30, tzinfo=UTC)
    return Slip("秀山乡", CODE, at, "联络站来访", words, village, "孙代表", proof, link)


def read(file: bytes, scale: int = 3) -> tuple[tuple[float, float], str, Image.Image]:
    """Size in millimetres, text and picture of the only page."""
    with pypdfium2.PdfDocument(file) as document:
        assert len(document) == 1
        page = document[0]
        width, height = (round(side / POINTS_PER_MM, 1) for side in page.get_size())
        return (width, height), page.get_textpage().get_text_range(), page.render(scale=scale).to_pil()


def test_a_slip_is_one_a6_page_that_says_what_the_raiser_needs() -> None:
    size, text, _ = read(slip_pdf(slip()))
    assert size == (105.0, 148.0)
    for said in (CODE, "2026-11-26 00:30", "联络站来访", "东岙村", "孙代表", "路灯不亮", "Trace code"):
        assert said in text


@pytest.mark.parametrize("link", [None, f"https://youyue.example/t/{CODE}"])
def test_a_camera_reads_the_slip(link: str | None) -> None:
    _, _, picture = read(slip_pdf(slip(link=link)))
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [link or CODE]


def test_a_slip_brings_its_typeface_along() -> None:
    file = slip_pdf(slip())
    brought = file.count(b"/FontFile2")
    assert brought == file.count(b"/CIDFontType2") == 2


@pytest.mark.parametrize("village", [None, "东岙村"])
def test_a_long_text_is_cut_with_an_ellipsis_and_stays_on_the_page(village: str | None) -> None:
    _, text, _ = read(slip_pdf(slip(LONG, village=village)))
    assert "…" in text
    assert "请收好此回执" in text


def test_the_proof_is_printed_for_its_raiser_and_is_not_in_what_a_camera_reads() -> None:
    _, text, picture = read(slip_pdf(slip(LONG, proof="VB8-ZU6-PQ5-NBQ")))
    assert "VB8-ZU6-PQ5-NBQ" in text
    assert "凭证码只给您本人" in text
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [CODE]


def test_a_confidential_matter_s_slip_tells_how_its_raiser_reads_it() -> None:
    _, text, _ = read(slip_pdf(replace(slip(proof="VB8-ZU6-PQ5-NBQ"), words=None, confidential=True)))
    assert "凭查询码和凭证码" in text
    assert "所提意见" not in text
    assert "扫码" not in text


def test_whatever_somebody_wrote_it_can_be_printed() -> None:
    wild = "灯😀不亮\x07\u202eabc\u200d\ufffe 佢哋 Ünïcødé مرحبا 𠮷\r\n\t<b>&amp;</b> %s {0}"
    _, text, _ = read(slip_pdf(slip(wild)))
    assert CODE in text
    assert "灯□不亮" in text


def test_a_poster_is_one_a3_page_with_the_six_stages_and_a_code_to_scan() -> None:
    meeting = datetime(2026, 11, 24, 1, tzinfo=UTC)
    content = Poster(
        "秀山乡", "https://youyue.example/raise", "0580-000 0800", "联络站，工作日 8:30–17:00", meeting
    )
    size, text, picture = read(poster_pdf(content), scale=1)
    assert size == (297.0, 420.0)
    for said in (
        "乡长有约",
        "互动提",
        "实地看",
        "座谈议",
        "政府办",
        "人大督",
        "代表评",
        "0580-000 0800",
        "2026-11-24 09:00",
    ):
        assert said in text
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == ["https://youyue.example/raise"]


def test_a_poster_leaves_out_what_is_not_known() -> None:
    _, text, _ = read(poster_pdf(Poster("秀山乡", "https://youyue.example/raise")), scale=1)
    assert "打电话" not in text
    assert "每一条意见，都有一个回音" in text
