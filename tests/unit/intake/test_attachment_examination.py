"""What a file truly is decides, and what its maker did not mean to send is gone."""

import zlib
from io import BytesIO
from resource import RUSAGE_SELF, getrusage
from typing import Any

import pikepdf
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


def document(**parts: Any) -> bytes:
    """A PDF of one page, by somebody, with ``parts`` in its catalogue."""
    out = BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.docinfo["/Author"] = "周海根"
        for name, part in parts.items():
            made.Root[f"/{name}"] = part
        made.save(out)
    return out.getvalue()


SCRIPT = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
SIGNED = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array())


def kept(content: bytes) -> pikepdf.Pdf:
    found = examine(content, LIMITS)
    assert isinstance(found, Clean)
    assert found.media_type == PDF
    return pikepdf.open(BytesIO(found.content))


def test_a_pdf_is_kept_without_its_author_and_without_what_runs() -> None:
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="x.exe"))
    sent = document(OpenAction=SCRIPT, Names=pikepdf.Dictionary(JavaScript=SCRIPT), Odd=pikepdf.Array([link]))
    with kept(sent) as found:
        assert len(found.pages) == 1
        assert "/Author" not in found.docinfo
        assert "/OpenAction" not in found.Root
        said = " ".join(repr(part) for part in (found.Root, *found.objects))
    assert not any(word in said for word in ("JavaScript", "app.alert", "Launch"))


def test_a_signed_pdf_is_kept_as_it_came_unless_something_in_it_runs() -> None:
    signed = document(AcroForm=SIGNED)
    assert examine(signed, LIMITS) == Clean(signed, PDF)
    with kept(document(AcroForm=SIGNED, OpenAction=SCRIPT)) as found:
        assert "/OpenAction" not in found.Root


def locked() -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(document())) as made:
        made.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def unfolding() -> bytes:
    """Its objects are in a compressed part that unfolds into 200 MB."""
    packing = zlib.compressobj(9)
    part = packing.compress(b"5 0 <</A 1>>")
    part += b"".join(packing.compress(b" " * 1_000_000) for _ in range(200)) + packing.flush()
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R/X 5 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        4: b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream"
        % (len(part), part),
    }
    out, rows = bytearray(b"%PDF-1.5\n"), [(0, 0)]
    for number, body in objects.items():
        rows.append((1, len(out)))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    rows += [(2, 4), (1, len(out))]
    table = b"".join(kind.to_bytes(1) + place.to_bytes(4) + b"\0" for kind, place in rows)
    head = b"<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length %d>>" % len(table)
    out += b"6 0 obj\n%b\nstream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % (head, table, rows[-1][1])
    return bytes(out)


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n" + b"x" * 25, document()[:200], locked()], ids=["34 bytes", "cut off", "locked"]
)
def test_a_pdf_that_cannot_be_opened_is_refused(content: bytes) -> None:
    assert code(content) == "attachment_broken"


def test_a_small_pdf_does_not_unfold_into_memory() -> None:
    sent = unfolding()
    assert len(sent) < LIMITS.bytes
    before = getrusage(RUSAGE_SELF).ru_maxrss
    examine(sent, LIMITS)
    assert getrusage(RUSAGE_SELF).ru_maxrss - before < 100_000  # kilobytes


def several_in_one(size: tuple[int, int] = (60, 30)) -> bytes:
    out = BytesIO()
    first, second = Image.new("RGB", size, "red"), Image.new("RGB", size, "blue")
    first.save(out, "MPO", save_all=True, append_images=[second])
    return out.getvalue()


def test_of_several_pictures_in_one_file_the_first_is_kept() -> None:
    sent = several_in_one()
    assert Image.open(BytesIO(sent)).format == "MPO"
    found = examine(sent, LIMITS)
    assert isinstance(found, Clean)
    assert found.media_type == "image/jpeg"
    with Image.open(BytesIO(found.content)) as shown:
        assert (shown.format, getattr(shown, "n_frames", 1)) == ("JPEG", 1)
        dominant = shown.convert("RGB").resize((1, 1)).tobytes()
    assert dominant[0] > 200 > dominant[1] + dominant[2]


def test_a_telephone_s_heic_becomes_a_jpeg() -> None:
    found = examine(picture("HEIF"), LIMITS)
    assert isinstance(found, Clean)
    assert (found.media_type, Image.open(BytesIO(found.content)).size) == ("image/jpeg", (60, 30))
    assert SECRET not in found.content


def test_a_picture_is_kept_no_larger_than_eyes_need() -> None:
    found = examine(picture("JPEG", (6_000, 3_000)), Limits(bytes=10_000_000, pixels=25_000_000))
    assert isinstance(found, Clean)
    assert Image.open(BytesIO(found.content)).size == (4096, 2048)


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


def test_a_picture_that_says_to_be_enormous_is_too_large_and_not_broken() -> None:
    made = picture("PNG")
    head = b"IHDR" + (60_000).to_bytes(4) * 2 + made[24:29]
    assert code(made[:12] + head + zlib.crc32(head).to_bytes(4) + made[33:]) == "attachment_too_large"


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
