"""Numbers of bank cards and accounts."""

import re

from shared.language.redaction.kind import Kind
from shared.language.redaction.listing import has_unit
from shared.language.redaction.run import Run
from shared.language.redaction.span import Span

_CUE = re.compile(
    r"(?:卡号|卡號|账号|账户|帐号|帐户|賬號|賬戶|银行卡|銀行卡|存折|信用卡|储蓄卡|借记卡|一卡通|市民卡|card|account)"
    r"(?:号码|号|number|no\.?|是|为|:|\s){0,4}$",
    re.IGNORECASE,
)


def card(run: Run, group: int) -> tuple[Span, int] | None:
    """The number that begins with ``group``, and the group after it.

    UnionPay's begin with 62; others are known by their check digit or by the word before.
    """
    cue = group == 0 and bool(_CUE.search(run.before))
    if not cue and (run.length(group) < 3 or run.digits[run.offsets[group]] not in "3456"):
        return None
    found: list[int] = []
    for count in range(19, 11 if cue else 15, -1):
        last = run.after(group, count)
        if last is not None and (cue or _is_one(run, group, last, run.said(group, count))):
            found.append(last)
    if not found:
        if not cue or len(run.digits) - run.offsets[group] < 12:
            return None
        found.append(len(run.groups))
    # Of 16 or 19 digits those after which nothing is left, or a number of another kind begins.
    last = next((at for at in found if at == len(run.groups) or run.length(at) > 4), found[0])
    return Span(run.start(group), run.end(last), Kind.CARD), last


def _is_one(run: Run, group: int, last: int, said: str) -> bool:
    if run.numbered or min(run.shape(group, last)[:-1], default=4) < 3 or has_unit(run, last):
        return False
    return said.startswith("62") or (said[0] in "345" and _checked(said))


def _checked(said: str) -> bool:
    """ISO/IEC 7812: Luhn's sum is a multiple of ten."""
    doubled = [sum(divmod(2 * int(digit), 10)) for digit in said[-2::-2]]
    return (sum(doubled) + sum(map(int, said[-1::-2]))) % 10 == 0
