"""The letter that hands out a first link: one small page, to be given to its reader in person."""

from dataclasses import dataclass

from services.intake.papers.sheet import A6, SOFT, Sheet
from services.intake.papers.wording import characters, in_both
from shared.language.words import text

_MARGIN, _QR_SIDE = 8.0, 46.0


@dataclass(frozen=True, slots=True)
class Letter:
    """What is printed. ``link``: whoever reads it may set the password."""

    login: str
    link: str
    hours: int
    """For which the link is good."""


def letter_pdf(letter: Letter) -> bytes:
    """One A6 page, its typeface embedded."""
    sheet = Sheet(A6, text("letter.title", "zh_CN"), characters("letter", letter))
    width = sheet.w - 2 * _MARGIN
    below = sheet.say(in_both("letter.title"), (_MARGIN, 8), width, 12, bold=True)
    below = sheet.say(letter.login, (_MARGIN, below + 3), width, 13, bold=True, align="C")
    sheet.qr(letter.link, ((sheet.w - _QR_SIDE) / 2, below + 2), _QR_SIDE)
    below = sheet.say(letter.link, (_MARGIN, below + _QR_SIDE + 4), width, 7, colour=SOFT, lines=3)
    chinese, english = (text("letter.how", locale, hours=letter.hours) for locale in ("zh_CN", "en"))
    below = sheet.say(chinese, (_MARGIN, below + 3), width, 9, lines=4)
    sheet.say(english, (_MARGIN, below + 1), width, 7, colour=SOFT, lines=4)
    return sheet.file()
