"""The poster (海报) on the liaison station's wall: the way to raise a matter, its further course, the days on
which the head comes."""

from dataclasses import dataclass
from datetime import datetime

from services.intake.papers.sheet import A3, ACCENT, INK, PAPER, SOFT, Sheet, local
from services.intake.papers.wording import characters, in_both
from shared.language.words import text

STAGES = ("raise", "visit", "discuss", "handle", "supervise", "rate")
_MARGIN = 22.0
_HEAD = 92.0
_QR_SIDE = 92.0
_ROW = 28.0
_NUMBER = 9.0
_NAMES = 66.0
_FOOT = 42.0


@dataclass(frozen=True, slots=True)
class Poster:
    """The values that are filled in; a value of None is left out."""

    township: str
    """Its name, e.g. 秀山乡."""
    link: str
    """The address at which matters are raised; the QR code's content."""
    phone: str | None = None
    """The station's."""
    station: str | None = None
    """The station's place and opening hours."""
    next_meeting: datetime | None = None
    """Aware; printed in Shanghai time."""


def poster_pdf(poster: Poster) -> bytes:
    """One A3 page, upright, its typeface embedded; legible from three metres where it matters."""
    title = text("poster.title", "zh_CN")
    sheet = Sheet(A3, f"{poster.township} {title}", characters("poster", poster))
    width = sheet.w - 2 * _MARGIN
    sheet.band(0, _HEAD)
    below = sheet.say(poster.township, (_MARGIN, 10), width, 32, colour=PAPER, align="C")
    below = sheet.say(title, (_MARGIN, below), width, 78, bold=True, colour=PAPER, align="C")
    sheet.say(in_both("poster.subtitle", "  ·  "), (_MARGIN, below), width, 17, colour=PAPER, align="C")

    below = _how_to_raise(sheet, poster, _HEAD + 8)
    _what_becomes_of_it(sheet, below + 2)
    _foot(sheet, poster)
    return sheet.file()


def _how_to_raise(sheet: Sheet, poster: Poster, top: float) -> float:
    """The QR code on the left, the other ways beside it."""
    sheet.qr(poster.link, (_MARGIN - 6, top), _QR_SIDE)
    left = _MARGIN + _QR_SIDE + 2
    width = sheet.w - left - _MARGIN
    below = sheet.say(text("poster.scan", "zh_CN"), (left, top + 6), width, 34, bold=True, lines=2)
    below = sheet.say(text("poster.scan", "en"), (left, below), width, 14, colour=SOFT, lines=2)
    ways = [text("poster.come", "zh_CN"), *filter(None, (poster.station,))]
    ways += [text("poster.call", "zh_CN", phone=poster.phone)] if poster.phone else []
    ways += [text("poster.help", "zh_CN")]
    below += 4
    for way in ways:
        below = sheet.say(way, (left, below), width, 21, lines=2)
    return top + _QR_SIDE


def _what_becomes_of_it(sheet: Sheet, top: float) -> None:
    """The six stages, one a line."""
    for number, stage in enumerate(STAGES, 1):
        middle = top + (number - 0.5) * _ROW
        sheet.set_fill_color(*ACCENT)
        sheet.circle(_MARGIN + _NUMBER, middle, _NUMBER, style="F")
        sheet.say(str(number), (_MARGIN, middle - 6.3), 2 * _NUMBER, 26, bold=True, colour=PAPER, align="C")
        left = _MARGIN + 3 * _NUMBER
        sheet.say(text(f"stage.{stage}", "zh_CN"), (left, middle - 8.6), _NAMES, 35, bold=True)
        left += _NAMES
        width = sheet.w - left - _MARGIN / 2
        sheet.say(text(f"poster.{stage}", "zh_CN"), (left, middle - 9.5), width, 24)
        sheet.say(text(f"poster.{stage}", "en"), (left, middle + 2.5), width, 12.5, colour=SOFT)


def _foot(sheet: Sheet, poster: Poster) -> None:
    top = sheet.h - _FOOT
    sheet.band(top, _FOOT, INK)
    width = sheet.w - 2 * _MARGIN
    said = text("poster.every_answer", "zh_CN")
    if poster.next_meeting:
        said = text("poster.next_meeting", "zh_CN", when=local(poster.next_meeting))
    below = sheet.say(said, (_MARGIN, top + 8), width, 27, bold=True, colour=PAPER, align="C")
    sheet.say(text("poster.every_answer", "en"), (_MARGIN, below), width, 12, colour=PAPER, align="C")
