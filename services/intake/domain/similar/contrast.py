"""What sets two submissions apart whose words are alike: an opposite wish, thanks, another one, another
nuisance.

Marks are kept among a sighting's tokens, so that it needs no field more. They come from short lists: nothing
of a text can be read from them but that it had such a word.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from zlib import crc32

from services.intake.domain.wording.fingerprint import LIMIT, signed

_CLAUSE = "[^，。！？!?,;；\n]"
_FOR = (
    "增加|增设|增开|加开|加密|加装|安装|装|新增|新建|保留|恢复|允许|开放|延长|延后|拓宽|加宽|扩大"
    "|放到|放在|摆到|收费|开灯|亮到|开亮|调亮|加亮|亮一?点|亮一?些|打开|放开|开通|解封|保护|保住|留着|留住|种上|准许"
)
_AGAINST = (
    "减少|取消|撤|停掉|停止|拆|禁止|不准|不许|关闭|关掉|缩短|缩小|搬走|移走|挪走|搬离|免费|关早|早点关|早关"
    "|砍|伐|锯掉|铲|填掉|填平|封|清掉|拔掉|调暗|暗一?点|暗一?些|熄|取缔|严禁|停办|停建"
)
_NOT = "不要|别|勿|不应该?|不能|不必"
_WISH = re.compile(
    rf"(?:希望|建议|要求|应该|应当|能不能|能否|可否|最好|请|必须|赶紧|赶快|求|要把|该把){_CLAUSE}{{0,12}}?"
    rf"(?P<no>{_NOT})?(?:再|把它)?(?:(?P<more>{_FOR})|(?P<less>{_AGAINST}))"
    rf"|(?P<never>{_NOT})(?:再)?(?:(?P<plus>{_FOR})|(?P<minus>{_AGAINST}))"
    rf"|(?P<nay>反对|不同意|不赞成|不支持|禁止|不准|不许|严禁|取缔)|(?P<yes>支持|赞成|同意|允许|准许)"
)
_DONE = re.compile(
    r"(?:(?:修|装|补|换|弄|盖|通|处理|疏通|清理)好|清掉|清走|清干净|扶正|解决|恢复|亮|来水|来电|不[黄臭漏堵吵响叫卡晃]"
    r"|管住|拴住|拴上|装上|通车|搞定|到位|处理完|办完"
    r"|没有?[味臭]|(?:很|真|蛮|挺)及时|得(?:很|真|好|蛮|老)?(?:快|干净|勤快?|及时))(?:了|啦|[，,。！!]|$)"
)
_THANKS = re.compile(r"谢|辛苦|表扬|点赞|满意|给力|效率高")
_STILL = re.compile(
    r"又|还是|还没|仍|没用|但是?|可是|不行|什么时候|尽快|才能|请(?!您|你)|希望|能不能|不亮|再(?!次)"
)
_ANOTHER = re.compile(
    r"另外?一[盏根个只处座口条块](?!问题|原因|方面|办法)|不是(?:上次|之前|那)|不是同一|上次[^。]{0,20}这次是"
)
_NUISANCES: Mapping[str, re.Pattern[str]] = {
    "noise": re.compile(r"噪|吵|(?<!影)响|轰隆|震|声音|喇叭"),
    "dust": re.compile(r"粉尘|灰尘|扬尘|灰[太很大]|喷砂|铁锈粉"),
    "smell": re.compile(r"臭|气味|异味|刺鼻|油漆味|味[太很重大道]"),
    "fumes": re.compile(r"油烟"),
    "sewage": re.compile(r"污水|废水|粪水"),
    "rubbish": re.compile(r"垃圾"),
}
_DEGREES: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "when": (
        re.compile(r"提前|提早|早一?些|早一点|往前挪|改早|调早"),
        re.compile(r"推迟|延后|延迟|推后|晚一?些|晚一点|往后挪|改晚|调晚"),
    ),
    "light": (
        re.compile(r"[太过这么]亮|刺眼|晃眼|照得"),
        re.compile(r"[太过]暗|昏暗|不够亮|黑灯瞎火|黑漆漆"),
    ),
    "heat": (re.compile(r"[太过]热|热死|闷热"), re.compile(r"[太过]冷|冻死|冷得")),
    "speed": (re.compile(r"[太过]快|飞快|飙车"), re.compile(r"[太过]慢|慢吞吞")),
    "height": (re.compile(r"[太过]高(?!兴)"), re.compile(r"[太过]低|[太过]矮")),
    "much": (re.compile(r"[太过]多"), re.compile(r"[太过]少|不够用")),
    "sound": (re.compile(r"[太过]响|[太过]吵|音量大"), re.compile(r"听不见|听不清|[太过]轻|声音太?小")),
}
"""What is too much for one and too little for another: two wishes for one thing."""
_POINTS: Mapping[str, re.Pattern[str]] = {
    "price": re.compile(r"票价|价钱|要价|[太过好真]贵|涨价|乱收|收费"),
    "supply": re.compile(r"没有?车位|车位不够|停不下|[增加]加?[一两几]?班|班次|太挤|坐不上"),
    "mud": re.compile(r"淤|搁浅|坐底"),
    "mooring": re.compile(r"缆桩|系缆|缆绳"),
    "bite": re.compile(r"咬|不拴|扑人"),
    "carcass": re.compile(r"死[在了]路|[狗猫]尸"),
}
"""What a report is about, of things that stand at one place."""
_MEDICINES: Mapping[str, re.Pattern[str]] = {
    "insulin": re.compile(r"胰岛素|降糖药"),
    "pressure": re.compile(r"降压药|血压药"),
    "fever": re.compile(r"退烧药|感冒药|布洛芬"),
    "vaccine": re.compile(r"疫苗|预防针"),
}
_SCHOOLS: Mapping[str, re.Pattern[str]] = {
    "nursery": re.compile(r"幼儿园|托儿所"),
    "primary": re.compile(r"小学"),
    "secondary": re.compile(r"[初高]中(?!暑)|中学"),
}
_NAMED: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "nuisance": _NUISANCES,
    "point": _POINTS,
    "medicine": _MEDICINES,
    "school": _SCHOOLS,
}
"""Of each of these, two sightings that name something else are two matters."""
_HAMLET = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|[在到于去离])(?P<name>(?:(?!村)[\u4e00-\u9fff]){2,3})村(?![民委里口头庄部落])"
)
_NO_HAMLET = re.compile("[我你他咱这那全整个本各每农渔乡新老隔几两一进出到回]")
"""Signs before 村 that are of no name: 我们村, 整个村."""
_HAMLETS = 997
"""Names of villages are told apart by so many numbers, from which none can be read."""
_DIGITS = "零一二三四五六七八九"
_NTH = re.compile(r"第(?P<n>[一二三四五六七八九]|[1-9](?!\d))[根个盏只座口块排条杆]")
_UNIT = re.compile(
    r"(?<!\d)(?<!十)(?P<n>[一二三四五六七八九]|[1-9]\d{0,2})(?:号[楼杆门弄线墙房屋院]|[组幢栋弄](?!织)|单元|路(?![灯口面边基障旁]))"
)
_MOST = 999
"""The highest number of a house, a lane or a line that is told from others."""
_SIDES = re.compile(
    r"(?P<side>[东西南北左右])[边侧头面]|(?<=[村街河桥楼])(?P<at>[东西南北])(?=[的那一有口水路边])|(?P<way>[上下])游|(?P<gate>[前后])门"
)
_ASPECTS = ("wish", *_DEGREES, "hamlet", *_NAMED, "nth", "unit", "compass", "hand", "river", "gate")
"""Of these two sightings that name each something else are two matters."""
_TOLD = ("done", "another")
"""Of these two sightings of which only one says so are two matters."""


def _mark(aspect: str, side: str) -> int:
    return signed(crc32(f"!{aspect}:{side}".encode()))


@cache
def marks_of_aspects() -> Mapping[str, frozenset[int]]:
    """All marks there are, by aspect."""
    numbers = (*_DIGITS[1:], *map(str, range(10, _MOST + 1)))
    sides = (
        {
            "wish": ("for", "against"),
            "nth": numbers,
            "unit": numbers,
            "compass": tuple("东西南北"),
            "hand": tuple("左右"),
            "river": tuple("上下"),
            "gate": tuple("前后"),
            "hamlet": tuple(map(str, range(_HAMLETS))),
        }
        | {aspect: tuple(words) for aspect, words in _NAMED.items()}
        | dict.fromkeys(_DEGREES, ("more", "less"))
        | dict.fromkeys(_TOLD, ("yes",))
    )
    return {aspect: frozenset(_mark(aspect, side) for side in of) for aspect, of in sides.items()}


@cache
def all_marks() -> frozenset[int]:
    """Which tokens of a sighting are no words."""
    return frozenset().union(*marks_of_aspects().values())


def marks(said: str) -> frozenset[int]:
    """The marks of a folded text."""
    return frozenset(_mark(aspect, side) for aspect, side in _marked(said[:LIMIT]))


def _marked(said: str) -> Iterator[tuple[str, str]]:
    for match in _WISH.finditer(said):
        wants = bool(match["more"] or match["plus"] or match["yes"]) != bool(match["no"] or match["never"])
        yield "wish", "for" if wants else "against"
    for aspect, (more, less) in _DEGREES.items():
        if more.search(said):
            yield aspect, "more"
        if less.search(said):
            yield aspect, "less"
    for match in _HAMLET.finditer(said):
        if not _NO_HAMLET.search(match["name"]):
            yield "hamlet", str(crc32(match["name"].encode()) % _HAMLETS)
    for aspect, named in _NAMED.items():
        for one, words in named.items():
            if words.search(said):
                yield aspect, one
    for aspect, numbered in (("nth", _NTH), ("unit", _UNIT)):
        for match in numbered.finditer(said):
            number = match["n"]
            yield aspect, _DIGITS[int(number)] if number.isascii() and len(number) == 1 else number
    for match in _SIDES.finditer(said):
        if side := match["side"] or match["at"]:
            yield "hand" if side in "左右" else "compass", side
        else:
            yield ("river", match["way"]) if match["way"] else ("gate", match["gate"])
    if _DONE.search(said) and (_THANKS.search(said) or "已" in said) and not _STILL.search(said):
        yield "done", "yes"
    if _ANOTHER.search(said):
        yield "another", "yes"


def contrary(new: frozenset[int], old: frozenset[int]) -> bool:
    """Whether the tokens of two sightings say that they are two matters, however alike their words are."""
    of = marks_of_aspects()
    return any((new & of[told]) != (old & of[told]) for told in _TOLD) or any(
        (new & of[aspect]) and (old & of[aspect]) and not new & old & of[aspect] for aspect in _ASPECTS
    )
