"""Telephone numbers: mobile, with area code, of another country, short ones, extensions."""

import re

from shared.language.redaction.kind import Kind
from shared.language.redaction.listing import has_unit, is_list
from shared.language.redaction.reading import MASK, PHONE_MASK
from shared.language.redaction.run import NUMERALS, Run
from shared.language.redaction.span import Span

_MOBILE = re.compile("(?P<country>(?:00)?86)?1[3-9][0-9]{9}")
_LANDLINE = re.compile(
    "(?P<country>(?:00)?86(?=[1-9]))?(?(country)0?|0)(?:10|2[0-9]|[3-9][0-9]{2})(?=[0-9]{7})"
)
_PARTS = (2, 6)
"""After which digits a mobile number is parted: 138 0013 8000."""
_COMMA = re.compile(r"\s?[,、;]\s?")
_POINTS = re.compile(r"[0-9]{1,3}\.[0-9]{2,8}[\s,、;]{1,3}[0-9]{1,3}\.[0-9]{2,8}")
"""The digits behind the point of one number, and another: 30.1701, 122.1702."""
_STAKE = re.compile(f"[0-9A-Za-z{MASK}{PHONE_MASK}]")
"""What comes before the plus of K12+300."""
_ABROAD = re.compile("00(?:852|853|886)")
_MOBILE_SHAPES = {(11,), (3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (4, 3, 4), (4, 4, 3), (5, 6), (3, 4, 2, 2)}
_LOCAL_SHAPES = {(7,), (8,), (3, 4), (4, 4), (4, 3), (3, 2, 2), (4, 2, 2), (2, 2, 3)}
_LOCAL_SHAPES |= {(2, 2, 2, 1), (2, 2, 2, 2)}
_CALL = (
    "电话|電話|小灵通|宅电|传真|座机|座機|固话|固話|手机|手機|"
    "打给|打|拨|撥|后面|后八位|后8位|联系|聯繫|聯絡|致电|来电|回电|号码|號碼|tel|phone|call|mobile|contact"
)
_CUE = re.compile(rf"(?:{_CALL})(?:号码|号|是|为|通|到|给|or|at|me|:|\.|\(|\s){{0,4}}$", re.IGNORECASE)
_MORE = (
    rf"(?:[\s,、;/.()]|或者|或|还是|还有|和|及|与|以及|另外|另|也可以|也可|or|and|{_CALL}|号码|是|:){{0,5}}"
)
_ANOTHER = re.compile(_MORE, re.IGNORECASE)
_AFTER_MASK = re.compile(f"{PHONE_MASK}{_MORE}$", re.IGNORECASE)
_PRICE = re.compile(r"\s?(?:万|亿)?(?:元(?![旦月宵])|块钱|人民币|美元|平方|立方|吨)")
"""What follows a sum: 投资13912345678元."""
_NUMBER_OF = re.compile(r"[号號码碼][是为:\s]{0,3}[A-Z]{0,2}$")
_EXTENSION = re.compile(
    rf"[\s,]{{0,2}}(?:转接?|轉|分机号?|分機|内线|內線|ext\.?|extension|x|#){{1,2}}[\s:]{{0,2}}[0-9{NUMERALS}]{{1,6}}"
    rf"(?![0-9{NUMERALS}元块])",
    re.IGNORECASE,
)


def telephone(run: Run, group: int, previous: int | None) -> tuple[Span, int] | None:
    """The number that begins with ``group``, and the group after it. ``previous``: where the telephone number
    before it ended."""
    last = _mobile(run, group)
    fixed = last is None and (last := _landline(run, group)) is not None
    if last is None:
        last = _foreign(run, group) or _local(run, group, previous)
        fixed = last is not None
    if last is None:
        return None
    last = _with_endings(run, last, fixed)
    end = run.end(last)
    if extension := _EXTENSION.match(run.text, end):
        end = extension.end()
        while last < len(run.groups) and run.start(last) < end:
            last += 1
    return Span(_opening(run, group), end, Kind.PHONE), last


def _mobile(run: Run, group: int) -> int | None:
    said = _MOBILE.match(run.digits, run.offsets[group])
    if said is None:
        return None
    last = run.after(group, len(said.group()))
    if last is None:
        return None
    first = run.after(group, len(said["country"] or ""))
    shape = (11,) if first is None else run.shape(first, last)
    if group and _POINTS.fullmatch(run.text, run.start(group - 1), run.end(last)):
        return None
    spelled = set(shape) == {1} and _is_even(run.gaps(group, last))
    if shape == (11,) and not _called(run, group):
        # A sum, or the number of an order, though it looks like a telephone's.
        numbered = group == 0 and run.numbered and _NUMBER_OF.search(run.before)
        if numbered or _PRICE.match(run.text, run.end(last)):
            return None
    if spelled or shape in _MOBILE_SHAPES or _called(run, group) or not is_list(run, group, last):
        return last
    return None


def _is_even(gaps: tuple[str, ...]) -> bool:
    """Whether digits said one by one have one gap between them, or commas where a number is parted."""
    within = [gap for at, gap in enumerate(gaps) if at not in _PARTS or not _COMMA.fullmatch(gap)]
    return len(set(within)) == 1


def _landline(run: Run, group: int) -> int | None:
    said = _LANDLINE.match(run.digits, run.offsets[group])
    if said is None or run.numbered:
        return None
    for count in (8, 7):
        last = run.after(group, len(said.group()) + count)
        if last is None:
            continue
        local = run.after(group, len(said.group()))
        if local is None:
            return last if run.length(group) > 4 or said["country"] else None
        spelled = set(run.shape(group, last)) == {1}
        whole = said["country"] or run.length(group) > 2
        if spelled or (whole and run.shape(local, last) in _LOCAL_SHAPES):
            return last
    return None


def _foreign(run: Run, group: int) -> int | None:
    """+852 9123 4567, 00886 …: ten to fifteen digits after a plus or two noughts."""
    start = run.start(group)
    plus = run.text[start - 1 : start] == "+" and not _STAKE.match(run.text[max(0, start - 2)])
    if not plus and not _ABROAD.match(run.digits, run.offsets[group]):
        return None
    found = [last for count in range(15, 9, -1) if (last := run.after(group, count)) is not None]
    return found[0] if found else None


def _local(run: Run, group: int, previous: int | None) -> int | None:
    """Seven or eight digits: only after a word that says so or after another telephone number."""
    if run.numbered or run.digits[run.offsets[group]] not in "23456789":
        return None
    for count in (8, 7):
        last = run.after(group, count)
        if last is None or run.shape(group, last) not in _LOCAL_SHAPES or has_unit(run, last):
            continue
        start = run.start(group)
        follows = (
            previous is not None and start - previous < 16 and _ANOTHER.fullmatch(run.text, previous, start)
        )
        if follows or _called(run, group) or (group == 0 and _AFTER_MASK.search(run.before)):
            return last
    return None


def _called(run: Run, group: int) -> bool:
    return group == 0 and bool(_CUE.search(run.before))


def _with_endings(run: Run, last: int, fixed: bool) -> int:
    """Past the endings of neighbouring numbers (8123456/57/58) and an extension (8123456-12)."""
    for _ in range(6):
        if last >= len(run.groups) or run.length(last) > 5:
            break
        gap = run.text[run.end(last) : run.start(last)]
        if gap not in (("/", "-", "#", "*") if fixed else ("/", "#")) or _MOBILE.match(run.said(last, 11)):
            break
        last += 1
    return last


def _opening(run: Run, group: int) -> int:
    """With the plus or bracket before it: +86, (0580)."""
    start = run.start(group)
    bracket = group + 1 < len(run.groups) and run.text[run.groups[group][1]] == ")"
    opened = bracket and run.text[start - 1 : start] == "("
    return start - (opened or run.text[start - 1 : start] == "+")
