"""A sheet of paper: its sizes and colours, and the few shapes that slip and poster share. Lengths are
millimetres."""

from datetime import datetime
from io import BytesIO
from typing import cast

import segno
from fpdf import FPDF

from services.intake.papers.typeface import BOLD, FAMILY, REGULAR, embed
from shared.language.calendar import SHANGHAI

Size = tuple[float, float]
Colour = tuple[int, int, int]
INK: Colour = (31, 35, 40)
SOFT: Colour = (77, 84, 92)
ACCENT: Colour = (143, 29, 29)
PAPER: Colour = (255, 255, 255)

A6: Size = (105.0, 148.0)
A3: Size = (297.0, 420.0)

_POINT = 25.4 / 72
_LINE = 1.4
"""Height of a line, in heights of its type."""
_UNPRINTABLE = "□"
"""Stands for a character that the typeface lacks."""
_QUIET_ZONE = 4
"""Modules of white round a QR code, as ISO/IEC 18004 asks."""


def local(moment: datetime) -> str:
    """An aware moment as people here read it, to the minute."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


class Sheet(FPDF):
    """One upright page with the Chinese typeface embedded, cut down to ``characters``."""

    def __init__(self, size: Size, title: str, characters: str) -> None:
        super().__init__(format=size)
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.c_margin = 0
        self.set_title(title)
        self.set_lang("zh-CN")
        self._has = embed(self, characters + _UNPRINTABLE)
        self.add_page()

    def band(self, top: float, height: float, colour: Colour = ACCENT) -> None:
        """A coloured band over the whole width."""
        self.set_fill_color(*colour)
        self.rect(0, top, self.w, height, style="F")

    def say(
        self,
        words: str,
        at: tuple[float, float],
        width: float,
        points: float,
        *,
        bold: bool = False,
        colour: Colour = INK,
        align: str = "L",
        lines: int = 1,
    ) -> float:
        """Print ``words`` in a column of ``width``, at most ``lines`` lines; returns where the next line
        would begin.

        Words that do not fit are cut and end with an ellipsis.
        """
        self.set_font(FAMILY, BOLD if bold else REGULAR, points)
        self.set_text_color(*colour)
        shown = "".join(c if c in self._has or c == "\n" else _UNPRINTABLE for c in words)
        fitting = cast(list[str], self.multi_cell(width, text=shown, dry_run=True, output="LINES"))
        if len(fitting) > lines:
            fitting = [*fitting[: lines - 1], f"{fitting[lines - 1][:-1]}…"]
        self.set_xy(*at)
        self.multi_cell(width, points * _POINT * _LINE, "\n".join(fitting), align=align)
        return float(self.get_y())

    def qr(self, content: str, at: tuple[float, float], side: float) -> None:
        """A QR code that still reads with a quarter of it soiled (error correction level Q)."""
        picture = BytesIO()
        segno.make(content, error="q", micro=False).save(
            picture, kind="svg", border=_QUIET_ZONE, omitsize=True
        )
        picture.seek(0)
        self.image(picture, *at, w=side, h=side)

    def file(self) -> bytes:
        """The finished PDF."""
        return bytes(self.output())
