"""The slip (回执), which a raiser takes home from the station to follow the matter without a telephone."""

from dataclasses import dataclass
from datetime import datetime

from services.intake.papers.sheet import A6, PAPER, SOFT, Sheet, local
from services.intake.papers.wording import characters, in_both
from shared.language.words import text

_MARGIN = 8.0
_HEAD = 19.0
_QR_SIDE = 42.0
_LABELS = 19.0
_GAP = 0.8


@dataclass(frozen=True, slots=True)
class Slip:
    """The contents of a slip. Apart from the proof everybody may read them, because slips get lost."""

    township: str
    """Its name, e.g. 秀山乡."""
    trace_code: str
    submitted_at: datetime
    """Aware; printed in Shanghai time."""
    channel: str
    """Its name, e.g. 联络站来访."""
    words: str | None
    """The published text; None: nothing is published."""
    village: str | None = None
    entered_by: str | None = None
    """The person who entered it for the raiser, if somebody did."""
    proof: str | None = None
    """The raiser's secret, where it is printed for them."""
    link: str | None = None
    """The address at which the matter can be followed; None: the QR code holds the trace code itself."""
    confidential: bool = False
    """Whether it is on no page: only who has code and proof reads it."""


def slip_pdf(slip: Slip) -> bytes:
    """One A6 page, upright, its typeface embedded."""
    sheet = Sheet(A6, f"{text('slip.title', 'zh_CN')} {slip.trace_code}", characters("slip", slip))
    width = sheet.w - 2 * _MARGIN
    sheet.band(0, _HEAD)
    head = text("slip.head", "zh_CN", township=slip.township)
    below = sheet.say(head, (_MARGIN, 3), width, 15, bold=True, colour=PAPER)
    sheet.say(in_both("slip.title"), (_MARGIN, below), width, 9, colour=PAPER)

    below = sheet.say(in_both("slip.code"), (_MARGIN, _HEAD + 3), width, 8.5, colour=SOFT, align="C")
    below = sheet.say(slip.trace_code, (_MARGIN, below), width, 25, bold=True, align="C")
    sheet.qr(slip.link or slip.trace_code, ((sheet.w - _QR_SIDE) / 2, below), _QR_SIDE)
    below += _QR_SIDE

    for label, words, lines in _rows(slip):
        sheet.say(text(f"slip.{label}", "zh_CN"), (_MARGIN, below), _LABELS, 8.5, colour=SOFT)
        below = _GAP + sheet.say(words, (_MARGIN + _LABELS, below), width - _LABELS, 8.5, lines=lines)

    how = "how_confidential" if slip.confidential else "how"
    for key in (how, "keep_proof" if slip.proof else "keep"):
        below = sheet.say(text(f"slip.{key}", "zh_CN"), (_MARGIN, below + _GAP), width, 8, bold=True, lines=2)
        below = sheet.say(text(f"slip.{key}", "en"), (_MARGIN, below), width, 6.5, colour=SOFT, lines=2)
    return sheet.file()


def _rows(slip: Slip) -> list[tuple[str, str, int]]:
    """Label, words, lines at most; an unknown value has no row."""
    rows = [("when", local(slip.submitted_at), 1), ("channel", slip.channel, 1)]
    rows += [("village", slip.village, 1)] if slip.village else []
    rows += [("entered_by", slip.entered_by, 1)] if slip.entered_by else []
    rows += [("proof", slip.proof, 1)] if slip.proof else []
    rows += [("words", slip.words, 3)] if slip.words else []
    return rows
