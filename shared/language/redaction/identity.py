"""Numbers of identity cards: eighteen digits, fifteen before 2004, twenty on a disability card."""

import re

from shared.language.redaction.kind import Kind
from shared.language.redaction.run import Run
from shared.language.redaction.span import Span

_CUE = re.compile(
    r"(?:身份证?|身份證|证件|證件|残疾人?证|殘疾證|居住证|居住證|驾驶证|駕駛證|驾照|社保卡?|医保卡?|户口本?|低保证|优待证|老年证|公民身份|ID)"
    r"(?:证|卡|号码|号|編號|编号|號碼|號|number|no\.?|是|为|為|:|\s){0,4}$",
    re.IGNORECASE,
)
_REGION = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)[0-9]{4}"
_MONTH_AND_DAY = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_REAL = re.compile(f"{_REGION}(?:19|20)[0-9]{{2}}{_MONTH_AND_DAY}")
_OLD = re.compile(f"{_REGION}[0-9]{{2}}{_MONTH_AND_DAY}")
_LAST = re.compile(r"[\s\-_/.·]{0,3}[Xx×](?![0-9A-Za-z])")
_SHAPES = {
    (18,),
    (17,),
    (6, 8, 4),
    (6, 8, 3),
    (6, 4, 2, 2, 4),
    (6, 4, 2, 2, 3),
    (14, 4),
    (14, 3),
    (6, 12),
    (6, 11),
}
_SHAPES |= {(6, 4, 4, 4), (6, 4, 4, 3), (3, 3, 4, 4, 4), (3, 3, 4, 4, 3), (6, 6, 6), (6, 6, 5)}
_OLD_SHAPES = {(15,), (6, 6, 3), (6, 2, 2, 2, 3)}
_FIRST = {shape[0] for shape in _SHAPES | _OLD_SHAPES} | {20}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(run: Run, group: int) -> tuple[Span, int] | None:
    """The number that begins with ``group``, and the group after it."""
    cue = group == 0 and bool(_CUE.search(run.before))
    offset = run.offsets[group]
    real = bool(_REAL.match(run.digits, offset))
    if not cue and not real and (run.length(group) not in _FIRST or run.digits[offset] == "0"):
        return None
    for count in (20, 18, 17, 15):
        last = run.after(group, count)
        if last is None:
            continue
        end, said = run.end(last), run.said(group, count)
        if count == 17:
            sign = _LAST.match(run.text, end) if last == len(run.groups) else None
            if sign is None:
                continue
            end, said = sign.end(), said + "X"
        if cue or _is_one(run, group, last, said, real):
            return Span(run.start(group), end, Kind.IDENTITY), last
    if cue and len(run.digits) - offset >= 15:
        return Span(run.start(group), run.end(len(run.groups)), Kind.IDENTITY), len(run.groups)
    return None


def _is_one(run: Run, group: int, last: int, said: str, real: bool) -> bool:
    if len(said) == 15:
        return not run.numbered and bool(_OLD.match(said)) and run.shape(group, last) in _OLD_SHAPES
    if run.numbered:
        return real and len(said) == 18 and _checked(said)
    if len(said) == 20:
        return real and said[18] in "1234567" and said[19] in "1234"
    return real or run.shape(group, last) in _SHAPES


def _checked(said: str) -> bool:
    """GB 11643-1999: the last sign follows from those before it."""
    return "10X98765432"[sum(int(a) * b for a, b in zip(said, _WEIGHTS, strict=False)) % 11] == said[17]
