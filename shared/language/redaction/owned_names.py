"""Names before what belongs to somebody: 王小明的电话, 王小明手机138…, 12号王小明家."""

import re
from collections.abc import Iterator

from shared.language.redaction.names import is_name
from shared.language.redaction.reading import PHONE_MASK
from shared.language.redaction.run import NUMERALS

_OWN = (
    "(?:电话|電話|手机|手機|号码|號碼|联系方式|身份证|证件|微信|QQ|Qq|qQ|qq|扣扣|邮箱|"
    "住址|地址|银行卡|车牌|病历|病情)"
)
_TOLD = re.compile(_OWN)
_OWNED = re.compile(rf"的{_OWN}")
_FIRST = rf"(?<![0-9{NUMERALS}{PHONE_MASK}].)"
"""That the sign just read begins a number. After that sign: before it, ``re`` would ask at every place."""
_NUMBER = re.compile(rf"[+0-9{NUMERALS}{PHONE_MASK}]{_FIRST}")
_LONG = re.compile(rf"{PHONE_MASK}{_FIRST}|1{_FIRST}[3-9][0-9 \-]{{9}}")
_SAID = re.compile(rf"(?P<own>{_OWN}(?:号码?)?[\s:：,，(（是为]{{0,3}})$|[\s:：,，(（]{{0,3}}$")
"""What stands between a name and a number: 电话：, or nothing much."""
_HOUSEHOLD = re.compile("家(?!具|电|长|庭|属|人|畜|禽|政|乡|住|里有)")
_AT_HOME = re.compile("(?:[0-9一二三四五六七八九十]号|[0-9]室|隔壁|对门|对面|楼上|楼下|前面|后面|邻居)的?$")
_BY_HOME = re.compile(
    "[家等这打骂反敬谨](?:"
    "(?<=家)(?<!之家)的?(?:隔壁|门前|门口|门外|对面|对门|旁|后面|后边|前面|屋后|屋前|房前|房后|楼下|楼上|围墙|院子|房子|住|"
    "漏水|停水|停电|着火|失火|被偷)"
    "|(?<=等)[0-9一二两三四五六七八九十几数多]{1,3}[户家人名位]|(?<=这)个?人|(?<=[打骂])了?我"
    "|(?<=反)映(?=[:：,，])|(?<=[敬谨])[上启呈])"
)
"""What follows a name where a text, or a part of it, begins: a place at somebody's home (王小明家隔壁), or
that they speak (王小明反映：, 王小明敬上), or others beside them (王小明等12户)."""
_WHOSE = re.compile(
    "的(?:老婆|老公|丈夫|妻子|媳妇|女婿|儿子|女儿|儿媳|孙子|孙女|父亲|母亲|爸爸|妈妈|弟弟|妹妹|哥哥|姐姐|爱人|老伴)|"
    "家的(?:狗|猫|鸡|鸭|羊|猪|船|车|菜地|果树|空调|油烟|厕所|水管)|[（(，,] ?(?:[男女][，,、 ）)]|身份证)"
)
"""Whose kin, beast or thing it is, or of what sex: 王建国的老婆, 王建国家的狗, 李秀英（女，68岁）."""
_BEGINS = re.compile(r"(?:^|[^\u3400-\u9fff])$")
_BEFORE = re.compile(
    r"(?:^|[^\u3400-\u9fff]|[打找问给和与及是叫拨请加跟向同让由]|联系|邻居|隔壁|村民|渔民|居民|户主|业主|号|家里?|这是|留了|记下)$"
)
_PLACES = frozenset("镇村乡县市区局站所院店厂司会校部处科队组办室馆路街港岛湾楼行社厅库机场长员师")
"""The ends of words for offices and places, which have telephones and addresses as well."""


def owned_names_in(text: str, plain: bool = False) -> Iterator[tuple[int, int]]:
    """The spans of the names; linear in ``text``. ``plain``: there are no numbers in it."""
    for owned in _OWNED.finditer(text):
        yield from _before(text, owned.start() - (text[owned.start() - 1 : owned.start()] == "家"), _BEFORE)
    # A number that is none of a telephone counts only after the word for what it is.
    numbers = _NUMBER if _TOLD.search(text) else _LONG
    for number in () if plain else numbers.finditer(text):
        start = max(0, number.start() - 12)
        said = _SAID.search(text[start : number.start()])
        if said and (said["own"] or _LONG.match(text, number.start())):
            yield from _before(text, start + said.start(), _BEFORE)
    for household in _HOUSEHOLD.finditer(text):
        yield from _before(text, household.start(), _AT_HOME)
    for home in _BY_HOME.finditer(text):
        start = home.start()
        yield from _before(text, start - (text[start - 1 : start] == " "), _BEGINS, home.group()[0] != "家")
    for whose in _WHOSE.finditer(text):
        yield from _before(text, whose.start(), _BEFORE)


def _before(text: str, end: int, boundary: re.Pattern[str], usual: bool = False) -> Iterator[tuple[int, int]]:
    """The name that ends at ``end``, where words begin before it."""
    if text[end - 1 : end] in _PLACES:
        return
    for length in (3, 2, 4):
        start = end - length
        if (
            start >= 0
            and is_name(text, start, length, usual)
            and boundary.search(text[max(0, start - 4) : start])
        ):
            yield start, end
            return
