"""The numbers of somebody's home. The street stays, and so do numbers that name a place: 西大街12号门口."""

import re
from collections.abc import Iterator

from shared.language.redaction.kind import Kind
from shared.language.redaction.reading import MASK, PHONE_MASK
from shared.language.redaction.span import Span

_DIGIT = "0-9零〇一二两三四五六七八九十百"
_REST = r"[A-Za-z]?(?:-[0-9]{1,5}){0,3}" + (
    r"(?:弄|号楼|號樓|号院|号|號|幢|栋|棟|座|单元|單元|楼|樓|层|層|室|房(?![东屋租子间产])|#)"
)
_PART = f"[{_DIGIT}]{{1,6}}{_REST}"
_FIRST = rf"[{_DIGIT}](?<![{_DIGIT}A-Za-z.\-].)[{_DIGIT}]{{0,5}}{_REST}"
"""A part that begins a row. Its digit is read first, for before it ``re`` would ask at every place."""
_ROW = re.compile(
    rf"(?P<parts>{_FIRST}(?:[ ,\-]?{_PART}){{0,6}})"
    r"(?P<bare>[ \-]?(?:[0-9]{3,4}|[零〇一二三四五六七八九]{3,4})(?:-[0-9]{1,2})?(?![0-9.]"
    r"|\s?[元块米户人斤度吨年月日天个平万次分多余来几名位盏张条号]))?"
)
_BARE = re.compile(rf"(?<![{_DIGIT}A-Za-z.\-])[0-9]{{1,4}}(?:-[0-9]{{1,4}}){{1,3}}(?:号|室)?(?![0-9])")
_OF_A_FLAT = re.compile("[0-9]{1,3}-[0-9]{1,2}-[0-9]{3,4}室?")
_ESTATE = re.compile("[园苑区庭府墅寓]$")
_OF_A_HOUSE = r"[0-9]{1,4}-[0-9]{1,3}号"
_NUMBERED = re.compile(
    r"号(?!门口|门前|旁|边|对面|对门|前|后|附近|店|铺|摊|公交|路灯|灯|电线|杆|泵|码头|船|井|泊位|口|楼|柜|窗口|厂|线|桥|闸)"
)
"""The end of a home's number, such as 8-1号: of what else has one, and where it stands, it is said."""
_HOUSE = re.compile("弄|号楼|号|號|幢|栋|棟|座|单元|單元|#")
_ROOM = re.compile(f"[{_DIGIT}]{{3,6}}.$")
_HOME = re.compile(
    r"(?:住(?![院宿])|现居|家在|家:|(?:我|我们|咱)家(?!的?(?:对面|斜对面|门前|门口|门外|隔壁|旁|附近|后面|前面|边上))|地址|户籍|户口|"
    r"租在|租房|搬[到至进]|房[子屋]在|门牌号?是|送到|寄到|上门|家庭|address|live)"
    rf"(?:[^。!！?？\n，,;；0-9A-Za-z{MASK}{PHONE_MASK}]|[0-9]{{1,2}}[组队村区]){{0,16}}$",
    re.IGNORECASE,
)
_OFFICES = (
    "(?:政府|委会?|中心|学校|小学|中学|幼儿园|院|局|(?<![住居])所|站|馆|公司|宾馆|酒店|"
    "民宿|大厅|码头|厂|店|银行|超市|单位)"
)
_OFFICES_OWN = re.compile(rf"{_OFFICES}的?(?:办公|通讯|联系|详细|新|老)?地址[^。!！?？\n，,;；]{{0,14}}$")
"""An address that is told as an office's."""
_AT_AN_OFFICE = re.compile(
    "(?:便民|[乡镇村县市区]|社区|街道){0,2}(?:政府|委会|便民|服务中心|中心|大厅|卫生院|派出所|司法所|邮局|银行|门市|公司)"
)
"""What follows the number of an office's house: 送到…1号便民中心."""
_HOMES_OWN = re.compile(
    r"\s?(?:的?(?:住户(?!大会)|住家|业主(?!群)|居民(?![楼区点])|户主|租客|人家)|的[\u4e00-\u9fff]{2,3}家(?![门具政电])|某{2,4}家|(?:就是|是|就在|属于)我们?家|住[了着过]|找我)"
)
"""What follows the number of a home: 12号的住户, 12号是我家, 在12号住了三十年."""
_STREET = re.compile("[路街弄巷村里岙湾湾灣道区苑园庄组队坊墩头下寓城府邸庭轩居墅岛社场埠桥河浦]$")
_OFFICE = re.compile(
    "(?:政府|委会?|中心|学校|小学|中学|医院|卫生院|院|局|所|办公楼?|大厅|站|馆|公司|宾馆|酒店|民宿|会议|教学楼|门诊楼?)[^。,，;；!！?？]{0,4}$"
)


def houses_in(text: str) -> Iterator[Span]:
    """A flat everywhere; the number of a house only where somebody says that they live there."""
    for row in _ROW.finditer(text):
        before = text[max(0, row.start() - 24) : row.start()]
        home = _is_home(before, text, row.end())
        if (_is_flat(row) and (home or not _OFFICE.search(before))) or (home and _is_house(row, before)):
            yield Span(*row.span(), Kind.HOUSE)
    if "-" in text:
        for bare in _BARE.finditer(text):
            before = text[max(0, bare.start() - 24) : bare.start()]
            number = bool(re.fullmatch(_OF_A_HOUSE, bare.group())) and _NUMBERED.match(text, bare.end() - 1)
            flat = _OF_A_FLAT.fullmatch(bare.group()) and _ESTATE.search(before)
            if flat or (_STREET.search(before) and (number or _HOME.search(before))):
                yield Span(*bare.span(), Kind.HOUSE)


def _is_home(before: str, text: str, end: int) -> bool:
    """Whether the words around a number say that somebody lives there."""
    if _HOMES_OWN.match(text, end):
        return True
    return (
        bool(_HOME.search(before)) and not _OFFICES_OWN.search(before) and not _AT_AN_OFFICE.match(text, end)
    )


def _is_flat(row: re.Match[str]) -> bool:
    parts = row["parts"]
    if parts.endswith(("室", "房")):
        listed = row.string[max(0, row.start() - 1) : row.start()] == "、"
        return bool(_HOUSE.search(parts)) or (not listed and bool(_ROOM.search(parts)))
    return row["bare"] is not None and bool(_HOUSE.search(parts))


def _is_house(row: re.Match[str], before: str) -> bool:
    return bool(_STREET.search(before)) and bool(_HOUSE.search(row["parts"]))
