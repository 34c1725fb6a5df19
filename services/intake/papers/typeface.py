"""The Chinese typeface, cut down to the characters of one paper and embedded in it.

Noto Sans SC comes as one variable font of 17 MB. Cutting it down first makes its two weights in tenths of a
second; handed to the PDF library whole, each weight takes ten seconds.
"""

from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fpdf import FPDF

FAMILY = "noto"
REGULAR, BOLD = "", "B"
_WEIGHTS = {REGULAR: {"wght": 400.0}, BOLD: {"wght": 700.0}}
_SOURCE = files("justmytype_intl_cjk") / "fonts" / "ofl" / "notosanssc" / "NotoSansSC[wght].ttf"


def embed(pdf: FPDF, text: str) -> frozenset[str]:
    """Give ``pdf`` the family ``FAMILY``, regular and bold, with the characters of ``text``.

    Returns those that the typeface has: it has no emoji, for one.
    """
    with TemporaryDirectory(prefix="youyue-typeface-") as folder:
        small = Path(folder, "cut-down.ttf")
        had = _cut_down(text, small)
        pdf.add_font(FAMILY, fname=small, variations=_WEIGHTS)
    return had


def _cut_down(text: str, target: Path) -> frozenset[str]:
    with as_file(_SOURCE) as path, TTFont(path, lazy=True) as font:
        subsetter = Subsetter(Options(hinting=False, notdef_outline=True))
        subsetter.populate(text=f"{text} ")
        subsetter.subset(font)
        font.save(target)
        return frozenset(map(chr, font.getBestCmap()))
