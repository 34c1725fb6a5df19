"""What leads to a person and is no number alone: mail, WeChat, QQ, plates, passports, permits."""

import re
from collections.abc import Iterator

from shared.language.redaction.english_names import no_names
from shared.language.redaction.kind import Kind
from shared.language.redaction.run import NUMERALS
from shared.language.redaction.span import Span

_LETTER = re.compile("[A-Za-z]")
_DIGITS = re.compile(rf"[0-9{NUMERALS}](?:[ \-]?[0-9{NUMERALS}]){{3}}")
_AT = re.compile(r"\s?(?:@|艾特|[(\[]\s?at?\s?[)\]])\s?|(?P<spoken>\sat\s)", re.IGNORECASE)
_LOCAL_PART = re.compile(r"[A-Za-z0-9._%+'\-]{1,64}$")
_FIRST = re.compile(r"(?<![A-Za-z])(?P<word>[A-Za-z]{2,12}) $")
_HOST = re.compile(
    r"[A-Za-z0-9\-]{1,63}(?:\s?(?:\.|[点。](?=\s?[A-Za-z])|[(\[]dot[)\]])\s?[A-Za-z0-9\-]{1,63}){1,5}",
    re.IGNORECASE,
)
_SAYS = r"(?:号码|账号|帐号|账户|id|号|同号|是|为|叫|加我?|:|=|\s|@|\(){0,4}"
_SPOKEN_HOST = re.compile(r"[A-Za-z0-9\-]{1,63}(?:\sdot\s[A-Za-z0-9\-]{1,63}){1,5}", re.IGNORECASE)
_ACCOUNT = re.compile(
    rf"(?P<cue>加我?(?:微信|vx?)|微信|薇信|威信|wechat|weixin|(?<![a-z])(?:vx|wx|v信|v)(?=[^a-z])|抖音|快手|小红书|钉钉|支付宝|"
    rf"telegram|电报|whatsapp|skype|(?<![a-z])line(?=[^a-z]))(?P<says>{_SAYS})(?P<id>(?<![a-z0-9_])"
    rf"(?:[a-z_]|[0-9]{{1,8}}(?=[0-9]{{0,8}}[a-z]))(?:[a-z0-9_\-]|\.(?=[a-z0-9])){{4,30}})"
    rf"|(?P<bare>(?<![a-z0-9_])wxid_[a-z0-9_\-]{{1,30}})",
    re.IGNORECASE,
)
_TOLD = re.compile("号|id|是|为|叫|加|:|=", re.IGNORECASE)
_NO_ACCOUNT = re.compile(
    "wechat|weixin|pay|app|mini|official|public|group|login|payment|alipay|account$", re.IGNORECASE
)
_QQ = re.compile(
    rf"(?:(?<![a-z])q{{1,2}}(?=[^a-z])|扣扣|企鹅号)群?{_SAYS}"
    rf"(?P<id>[1-9](?:[ \-]?[0-9]){{4,10}}|[{NUMERALS}](?:[ \-]?[{NUMERALS}]){{4,10}})(?![0-9{NUMERALS}])",
    re.IGNORECASE,
)
_BY_NUMBER = re.compile(
    r"(?:抖音|快手|小红书|微博|B站|b站|支付宝|钉钉)(?:账号|帐号|号码?|id|ID)(?:是|为|:|\s){0,3}(?P<id>[0-9]{6,12})(?![0-9])"
)
"""Accounts that are numbers alone."""
_SHORT = re.compile(
    r"(?:短号|小号|集团号|虚拟网?号?)(?:号?码|是|为|:|\s){0,3}(?P<id>[1-9][0-9]{3,5})(?![0-9元块])"
)
_PLATE = re.compile(
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼滬雲遼魯蘇贛蒙陝閩貴粵寧瓊]"
    r"\s?[A-HJ-NP-Z][ ·.\-_]{0,2}(?:(?=[A-Z]{0,5}[0-9])[A-HJ-NP-Z0-9]{1,2}[ \-·]?[A-HJ-NP-Z0-9]{3,5}"
    r"|(?=[A-Z ]{0,9}[0-9])(?:[A-HJ-NP-Z0-9] ){4,5}[A-HJ-NP-Z0-9])"
    r"(?:[学警挂领港澳])?(?![A-Z0-9])",
    re.IGNORECASE,
)
_PASSPORT = re.compile(
    r"(?P<before>[订訂单單号號编編][号號码碼]?[:\s]{0,2})?(?<![A-Za-z0-9])(?P<id>E[A-Z]?[0-9]{7,8}|G[0-9]{8})(?![A-Za-z0-9])"
)
_PERMIT = re.compile(
    r"(?:护照|護照|通行证|通行證|回乡证|回鄉證|台胞证|居住证|居留证|居留许可|军官证|士兵证|士官证|驾驶证|驾照|社保卡?|医保卡?|"
    r"学生证|准考证|户口本|户口簿|低保证|优待证|退役证|老年证|残疾人?证|身份证|证件|就诊卡|病历|学籍|工号|档案编?号|passport|permit)"
    r"(?:号码|编号|号|是|为|上的|No\.?|number|:|\s|#){0,4}"
    r"(?P<id>(?<![A-Za-z0-9])(?:[A-Z]{1,2} ?[0-9]{4} [0-9]{4}|(?=[A-Z\-]{0,4}[0-9])[A-Z0-9\-]{6,24}))"
    r"(?![A-Za-z0-9元块年月日天])",
    re.IGNORECASE,
)
_SOLDIER = re.compile(r"字第(?P<id>[0-9]{5,10})号?")
_OF_DIGITS = (
    (_QQ, Kind.ACCOUNT),
    (_BY_NUMBER, Kind.ACCOUNT),
    (_SHORT, Kind.PHONE),
    (_SOLDIER, Kind.IDENTITY),
)
_DATE = re.compile(r"(?:19|20)[0-9]{2}-?[01][0-9]?(?:-?[0-3][0-9]?)?$")


def accounts_in(text: str) -> Iterator[Span]:
    """All of them, kind by kind; linear in ``text``."""
    letters, digits = bool(_LETTER.search(text)), bool(_DIGITS.search(text))
    if letters:
        yield from _with_letters(text)
    if digits:
        for pattern, kind in _OF_DIGITS:
            yield from (Span(*match.span("id"), kind) for match in pattern.finditer(text))
    if letters or digits:
        for match in _PERMIT.finditer(text):
            if not _DATE.match(match["id"]):
                yield Span(*match.span("id"), Kind.IDENTITY)


def _with_letters(text: str) -> Iterator[Span]:
    yield from _mail(text)
    for match in _ACCOUNT.finditer(text):
        name = "bare" if match["bare"] else "id"
        if name == "bare" or _is_account(match):
            yield Span(*match.span(name), Kind.ACCOUNT)
    yield from (
        Span(*match.span(), Kind.PLATE) for match in _PLATE.finditer(text) if _is_plate(match.group())
    )
    for match in _PASSPORT.finditer(text):
        if not match["before"]:
            yield Span(*match.span("id"), Kind.IDENTITY)


def _mail(text: str) -> Iterator[Span]:
    """From each @ outwards: searching from the left would try every letter of a long word."""
    for sign in _AT.finditer(text):
        name = _LOCAL_PART.search(text[max(0, sign.start() - 64) : sign.start()])
        host = (_SPOKEN_HOST if sign["spoken"] else _HOST).match(text, sign.end())
        if name and host:
            start = sign.start() - len(name.group())
            yield Span(
                start - (len(_word_before(text, start)) if sign["spoken"] else 0), host.end(), Kind.EMAIL
            )


def _word_before(text: str, start: int) -> str:
    """The first half of a name that is spoken in two words, with its blank: zhang san at 163 dot com."""
    word = _FIRST.search(text[max(0, start - 14) : start])
    return word.group() if word and word["word"].lower() not in no_names() else ""


def _is_account(match: re.Match[str]) -> bool:
    """Letters alone are one where the words say so or all are small: 微信 WeChat Pay is none."""
    if _NO_ACCOUNT.match(match["id"]):
        return False
    told = _TOLD.search(match["cue"] + match["says"])
    if not match["id"][0].isalpha():
        return bool(told)
    return bool(told or re.search(r"[0-9_\-]", match["id"]) or re.fullmatch("[a-z]{6,}", match["id"]))


def _is_plate(said: str) -> bool:
    """One letter of the place, then five signs or six; four before 学, 港 and their like."""
    signs = sum(sign.isascii() and sign.isalnum() for sign in said)
    return signs in (6, 7) or (signs == 5 and not said[-1].isascii())
