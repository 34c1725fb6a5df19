"""What a file truly is decides, and what its maker did not mean to send is gone."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from services.intake.attachments.examination import PDF, Clean, Limits, examine
from shared.kernel.messages.errors import Refusal

LIMITS = Limits(bytes=1_000_000, pixels=10_000)
SECRET = b"29.98N 122.21E"
MAKE, ORIENTATION, GPS = 0x010F, 0x0112, 0x8825


def picture(format: str, size: tuple[int, int] = (60, 30), mode: str = "RGB", turned: bool = False) -> bytes:
    """A picture with everything in it that must not leave the raiser's telephone."""
    image = Image.new(mode, size)
    if mode == "RGB":
        image.paste((200, 30, 30), (0, 0, size[0], size[1] // 2))
    exif = image.getexif()
    exif[MAKE] = SECRET.decode()
    exif[ORIENTATION] = 6 if turned else 1
    exif.get_ifd(GPS)[1] = "N"
    out = BytesIO()
    image.save(out, format, **({} if format == "BMP" else {"exif": exif}))
    return out.getvalue()


def code(content: bytes) -> str:
    found = examine(content, LIMITS)
    assert isinstance(found, Refusal)
    return found.code


@pytest.mark.parametrize(
    ("format", "type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")]
)
def test_a_picture_loses_what_it_tells_about_its_maker(format: str, type: str) -> None:
    sent = picture(format) + b"behind the end: " + SECRET
    assert SECRET in sent
    found = examine(sent, LIMITS)
    assert isinstance(found, Clean)
    assert found.media_type == type
    assert SECRET not in found.content
    assert dict(Image.open(BytesIO(found.content)).getexif()) == {}


def test_a_picture_taken_sideways_stands_upright_afterwards() -> None:
    found = examine(picture("JPEG", (60, 30), turned=True), LIMITS)
    assert isinstance(found, Clean)
    assert Image.open(BytesIO(found.content)).size == (30, 60)


@pytest.mark.parametrize(
    ("format", "mode"), [("PNG", "P"), ("PNG", "RGBA"), ("PNG", "I;16"), ("JPEG", "CMYK"), ("JPEG", "L")]
)
def test_every_way_to_store_colours_is_taken(format: str, mode: str) -> None:
    assert isinstance(examine(picture(format, mode=mode), LIMITS), Clean)


def test_a_pdf_is_kept_as_it_came() -> None:
    assert examine(b"%PDF-1.7\n...", LIMITS) == Clean(b"%PDF-1.7\n...", PDF)


@pytest.mark.parametrize(
    "content",
    [b"MZ\x90\x00", b"<html><script>", b"PK\x03\x04", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", picture("BMP")],
)
def test_what_is_neither_picture_nor_pdf_is_refused_whatever_it_is_called(content: bytes) -> None:
    assert code(content) == "attachment_type"


def test_a_file_over_the_limit_is_refused_and_so_is_a_small_one_that_unfolds() -> None:
    assert code(b"%PDF-" + bytes(LIMITS.bytes)) == "attachment_too_large"
    bomb = picture("PNG", (2_000, 2_000), mode="1")
    assert len(bomb) < LIMITS.bytes
    assert code(bomb) == "attachment_too_large"


def test_an_empty_file_is_refused() -> None:
    assert code(b"") == "attachment_empty"


@given(st.integers(min_value=24, max_value=300), st.sampled_from(["JPEG", "PNG", "WEBP"]))
def test_a_picture_that_was_cut_off_is_refused_or_whole_never_a_crash(length: int, format: str) -> None:
    found = examine(picture(format)[:length], LIMITS)
    assert isinstance(found, Clean) or found.code in ("attachment_broken", "attachment_type")


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x00\x00\x00WEBP"]),
)
def test_no_bytes_crash_the_examination(content: bytes, start: bytes) -> None:
    assert isinstance(examine(start + content, LIMITS), Refusal | Clean)


def test_the_same_file_has_the_same_name() -> None:
    one, other = (examine(picture("PNG"), LIMITS) for _ in range(2))
    assert isinstance(one, Clean)
    assert isinstance(other, Clean)
    assert one.sha256 == other.sha256
