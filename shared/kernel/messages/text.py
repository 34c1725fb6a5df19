"""Text hygiene: what the texts of messages are made of, whoever wrote them.

A text is cleaned and never guessed at: what nobody could see, or what steers a terminal, a page or a log, is
taken out; what a script needs to be read right stays; the spelling is one (NFC). Linear in the text.
"""

import re
from unicodedata import category, normalize

MARKS = 8
"""Combining marks in a row that are kept. No language needs more; to bring many into order takes the square
of their number."""
_ROUNDS = 4
"""What was taken out may bring together what has to be taken out as well; more rounds were never needed."""


def _all_of(*categories: str) -> str:
    """The characters of these categories; there are none beyond that a class of ``re`` needs to know."""
    return "".join(symbol for symbol in map(chr, range(0x300, 0x1F000)) if category(symbol) in categories)


_USUAL = (
    "\x20-\x7e\xa1-\xac\xae-\xff\u2010-\u2027\u2030-\u205e\u2460-\u24ff\u2500-\u25ff"
    "\u3000-\u3029\u3041-\u3096\u309b-\u30ff\u4e00-\u9fff\uff01-\uff5e\uffe0-\uffe6"
)
"""Visible, and joined by nothing to their neighbours: a text of these alone is clean, as nearly all are."""
_UNUSUAL = {True: re.compile(f"[^{_USUAL}\n\t]"), False: re.compile(f"[^{_USUAL}]")}
"""By whether the text may have several lines."""
_LINE_END = re.compile("\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]")
"""What one reader or another takes for the end of a line."""
_LINE_ENDS_IN_JSON = "\x85\u2028\u2029"
"""Those of them that JSON does not escape."""

_PICTURES = (
    "©®‼⁉™ℹ\u2190-\u21ff\u2300-\u2328\u232b-\u27bf\u2934\u2935\u2b00-\u2bff〰〽㊗㊙\U0001f000-\U0001faff"
)
_SHAPED = (
    "\u0620-\u0655\u066e-\u06d3\u06fa-\u077f\u07ca-\u07ea\u08a0-\u08c9\u0900-\u0dff\u1000-\u109f"
    "\u1780-\u17b3\u17b6-\u17d3\u1820-\u18aa"
)
"""Letters whose shape a joiner or its opposite changes: Arabic, Indic, Mongolian and their kin."""
_PLANE_ENDS = "".join(chr(plane + end) for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF))
_NEVER = (
    # Control characters, surrogates, noncharacters.
    f"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_PLANE_ENDS}"
    # Formats, directions, fillers, tags. The Arabic signs that enclose numbers are seen and stay.
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffc\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d159"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_UNLESS_NEEDED = (
    # Variants, but of emoji, keycaps and Mongolian letters.
    f"(?<![{_PICTURES}])[\ufe0e\ufe0f](?!\u20e3)",
    f"(?<![{_PICTURES}0-9#*])[\ufe0e\ufe0f]",
    "(?<![\u1820-\u18aa])[\u180b-\u180d\u180f]",
    # Joiners, but where they shape a letter or put emoji together.
    f"(?<![{_SHAPED}])[\u200c\u200d](?![{_PICTURES}])",
    f"[\u200c\u200d](?![{_SHAPED}{_PICTURES}])",
    f"(?<![{_PICTURES}])(?<![{_PICTURES}]\ufe0f)[\u200c\u200d](?=[{_PICTURES}])",
    f"\u200c(?=[{_PICTURES}])",
)
_HIDDEN = re.compile(f"[{_NEVER}]|(?=[\u180b-\u180f\u200c\u200d\ufe0e\ufe0f])(?:{'|'.join(_UNLESS_NEEDED)})")
_MARKS = _all_of("Mn", "Me")
_HEAPED = re.compile(f"([{_MARKS}]{{{MARKS}}})[{_MARKS}]+")
_SAYING = ("Lu", "Ll", "Lt", "Lo", "Nd", "Nl", "No")
_PICTOGRAPHS = re.compile(
    "[\u2600-\u2604\u260e\u2611\u2614\u2615\u2618\u261d\u2620-\u2623\u2626\u262a\u262e\u262f\u2638-\u263a\u2648-\u2653"
    "\u2668\u267b\u267f\u2692-\u26a1\u26b0\u26b1\u26bd\u26be\u26c4-\u26c8\u26ce-\u26d4\u26e9\u26ea\u26f0-\u26fd"
    "\u2702-\u270d\u2744\u2763\u2764\U0001f000-\U0001faff]"
)
"""Emoji; of the older signs only those that show something (☔, ☎, ❤), and neither stars nor ticks."""


def clean(text: str, *, lines: bool) -> str:
    """``text`` as it is kept: whatever ends a line is ``\\n`` where ``lines`` may be several, else a blank.

    Clean text stays as it is.
    """
    if _UNUSUAL[lines].search(text) is not None:
        for _ in range(_ROUNDS):
            before, text = text, _cleaned(text, lines)
            if text == before:
                break
    return text.strip()


def hides(text: str) -> bool:
    """Whether there is anything in ``text`` that a reader would not see, line ends and tabs counted."""
    if text.isascii() and text.isprintable():
        return False
    return _HIDDEN.search(text) is not None or _LINE_END.search(text) is not None or "\t" in text


def says_something(text: str) -> bool:
    """Whether a reader gets something to read: a letter, a digit or a pictograph, not only punctuation."""
    return any(category(symbol) in _SAYING for symbol in text) or _PICTOGRAPHS.search(text) is not None


def visibly(text: str) -> str:
    """``text`` for a terminal: in place of what would steer it or hide, its name (``\\x1b``). Line ends and
    tabs stay."""
    return _HIDDEN.sub(lambda found: _named(found[0]), _LINE_END.sub("\n", text))


def one_line(document: bytes) -> bytes:
    """A JSON document of one line, as one line for readers that split at more than line feeds, too."""
    for symbol in _LINE_ENDS_IN_JSON:
        document = document.replace(symbol.encode(), f"\\u{ord(symbol):04x}".encode())
    return document


def _cleaned(text: str, lines: bool) -> str:
    text = _LINE_END.sub("\n" if lines else " ", text).replace("\u2800", " ")
    if not lines:
        text = text.replace("\t", " ")
    return normalize("NFC", _HEAPED.sub(r"\1", _HIDDEN.sub("", text)))


def _named(symbol: str) -> str:
    return f"\\x{ord(symbol):02x}" if ord(symbol) < 0x100 else f"\\u{ord(symbol):04x}"
